import { describe, expect, it } from 'vitest';
import { createOutbound } from './outbound.ts';

/** Names and what DNS says of them. */
const zone: Record<string, string[]> = {
  localhost: ['127.0.0.1', '::1'],
  'localhost.': ['127.0.0.1'],
  'metadata.google.internal': ['169.254.169.254'],
  'loop.example': ['127.0.0.1'],
  'mixed.example': ['93.184.215.14', '127.0.0.1'],
  'mixed6.example': ['2606:2800:21f::1', '::1'],
  'mapped.example': ['::ffff:169.254.169.254'],
  'nat64.example': ['64:ff9b::7f00:1'],
  'link.example': ['fe80::1'],
  'zoned.example': ['fe80::1%eth0'],
  'odd.example': ['not an address'],
  'empty.example': [],
  'nas.home.arpa': ['192.168.1.20', 'fd12:3456::20'],
  'app.internal': ['10.0.0.7'],
  'tail.ts.net': ['100.101.102.103'],
  'www.example.org': ['93.184.215.14', '2606:2800:21f:cb07::1'],
  'dns64.example': ['64:ff9b::5db8:d70e'],
};
const lookup = async (host: string) => {
  const found = zone[host];
  if (!found) throw new Error('ENOTFOUND');
  return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
};
const outbound = createOutbound({ lookup, allowed: ['127.0.0.9', '169.254.169.254'] });

const everyForm = (...bytes: [number, number, number, number]): string[] => {
  const [a, b, c, d] = bytes;
  const number = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
  const octal = bytes.map((byte) => `0${byte.toString(8)}`);
  const high = `${hex[0]}${hex[1]}`;
  const low = `${hex[2]}${hex[3]}`;
  const dotted = bytes.join('.');
  const wide = [...dotted].map((sign) => (sign === '.' ? '。' : String.fromCodePoint(sign.charCodeAt(0) + 0xfee0)));
  return [
    dotted,
    `${dotted}.`,
    `${number}`,
    `0x${number.toString(16)}`,
    `0${number.toString(8)}`,
    octal.join('.'),
    hex.map((byte) => `0x${byte}`).join('.'),
    `${a}.${number % 2 ** 24}`,
    `${a}.${b}.${number % 2 ** 16}`,
    `0x${hex[0]}.${octal[1]}.${c}.${d}`,
    encodeURIComponent(dotted).replaceAll('.', '%2e'),
    wide.join(''),
    `[::ffff:${dotted}]`,
    `[::ffff:${high}:${low}]`,
    `[0:0:0:0:0:FFFF:${high}:${low}]`,
    `[::ffff:0:${high}:${low}]`,
    `[::${dotted}]`,
    `[64:ff9b::${dotted}]`,
    `[64:ff9b::${high}:${low}]`,
    `[64:ff9b:1::${high}:${low}]`,
    `[2002:${high}:${low}::]`,
    `[2002:${high}:${low}::1]`,
  ];
};

const forbidden = [
  ...everyForm(127, 0, 0, 1),
  ...everyForm(127, 255, 255, 254),
  ...everyForm(169, 254, 169, 254),
  ...everyForm(169, 254, 170, 2),
  ...everyForm(224, 0, 0, 251),
  ...everyForm(255, 255, 255, 255),
  ...everyForm(240, 0, 0, 1),
  ...['0', '0.0.0.0', '0x0', '127.1', '127.0.1', '0.1.2.3', '192.0.0.192', '168.63.129.16', '100.100.100.200'],
  ...['192.0.2.1', '198.51.100.7', '203.0.113.9', '198.18.0.1', '192.88.99.1'],
  ...['[::]', '[::1]', '[0:0:0:0:0:0:0:1]', '[fe80::1]', '[febf::1]', '[ff02::1]', '[ff05::2]', '[fec0::1]'],
  ...[
    '[fd00:ec2::254]',
    '[fd20:ce::254]',
    '[2001::1]',
    '[2001:db8::1]',
    '[100::1]',
    '[4000::1]',
    '[1::1]',
    '[e000::1]',
  ],
  ...['localhost', 'LOCALHOST', 'localhost.', 'metadata.google.internal', 'loop.example', 'mixed.example'],
  ...['mixed6.example', 'mapped.example', 'nat64.example', 'link.example', 'zoned.example', 'odd.example'],
];

const malformed: [string, string][] = [
  ...['file:///etc/passwd', 'gopher://a/', 'ftp://a/', 'dict://a:1/', 'data:,x', 'javascript:1'].map(
    (url): [string, string] => [url, 'scheme'],
  ),
  ...['ws://a/', 'blob:http://a/1', 'unix:///run/docker.sock', 'ldap://a/', 'about:blank', 'tftp://a/'].map(
    (url): [string, string] => [url, 'scheme'],
  ),
  ...['', 'nas', '//nas/', 'http://', 'http://[::1', 'http://a b/', 'http://1.2.3.256/', 'http://a:99999/'].map(
    (url): [string, string] => [url, 'bad-address'],
  ),
  ...['http://0x7f.0.0.0.0x1/', 'http://[fe80::1%25eth0]/', `http://a/${'x'.repeat(2048)}`].map(
    (url): [string, string] => [url, 'bad-address'],
  ),
  ...['http://user@nas.home.arpa/', 'http://user:pass@nas.home.arpa/', 'http://:pass@nas.home.arpa/'].map(
    (url): [string, string] => [url, 'credentials'],
  ),
  ...['http://www.example.org@127.0.0.1/', 'http://www.example.org%40x@127.0.0.1/'].map((url): [string, string] => [
    url,
    'credentials',
  ]),
  ...['http://nobody.example/', 'http://empty.example/'].map((url): [string, string] => [url, 'unknown-host']),
];

const good = [
  ...[
    '192.168.0.1',
    '192.168.1.20:8443',
    '10.0.0.7:3000',
    '10.255.255.254',
    '172.16.0.1',
    '172.31.255.254',
    '0xc0a80114',
  ],
  ...['100.64.0.1', '100.101.102.103:8080', '[fd12:3456:789a::1]', '[fd00::1]:8006', '[::ffff:192.168.1.20]'],
  ...['nas.home.arpa', 'nas.home.arpa:5001', 'NAS.home.arpa', 'app.internal', 'tail.ts.net', '127.0.0.9:8080'],
];
const everywhere = [
  ...['1.1.1.1', '93.184.215.14:443', '[2606:4700::1111]', '[2a00:1450::1]', '[64:ff9b::5db8:d70e]'],
  ...['www.example.org', 'dns64.example', '8.8.8.8', '172.32.0.1', '172.15.255.255', '192.169.0.1', '11.0.0.1'],
];

describe('security 22: outbound targets', () => {
  it('are more than 150 hostile ones', () => {
    expect(new Set(forbidden).size + malformed.length).toBeGreaterThan(150);
  });

  it.each([...new Set(forbidden)])('http://%s/ is a forbidden address, also to an app of the home', async (host) => {
    for (const area of ['lan', 'internet'] as const)
      for (const scheme of ['http', 'https'])
        await expect(outbound.check(`${scheme}://${host}/latest/`, area)).rejects.toMatchObject({
          name: 'OutboundError',
          reason: 'forbidden-address',
          message: expect.stringContaining('AMUD does not connect to'),
        });
  });

  it.each(malformed)('"%s" is refused: %s', async (url, reason) => {
    await expect(outbound.check(url, 'lan')).rejects.toMatchObject({ name: 'OutboundError', reason });
    await expect(outbound.request({ url, zone: 'lan' })).rejects.toMatchObject({ reason });
  });

  it.each(good)('http://%s/ is good for an app of the home', async (host) => {
    await expect(outbound.check(`http://${host}/`, 'lan')).resolves.toBeUndefined();
  });

  it.each(good.filter((host) => host !== '127.0.0.9:8080'))('http://%s/ is not the internet', async (host) => {
    await expect(outbound.check(`http://${host}/`, 'internet')).rejects.toMatchObject({ reason: 'forbidden-address' });
  });

  it.each(everywhere)('https://%s/ is good for everything', async (host) => {
    for (const area of ['lan', 'internet'] as const)
      await expect(outbound.check(`https://${host}/`, area)).resolves.toBeUndefined();
  });
});
