import type { IncomingMessage } from 'node:http';
import { StartError } from '@amud/protocol/start-error.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADMIN_PASSWORD, startLab } from '../../test/lab.ts';
import { createClientAddress } from './address.ts';

const addressOf = (trusted: string[], peer: string | undefined, forwarded?: string | string[]) =>
  createClientAddress(trusted)({
    socket: { remoteAddress: peer },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  } as unknown as IncomingMessage);

describe('the address of the client', () => {
  it.each<[string, string[], string | undefined, string | undefined, string]>([
    ['nobody is trusted', [], '198.51.100.1', '203.0.113.1', '198.51.100.1'],
    ['another one is trusted', ['10.0.0.1'], '198.51.100.1', '203.0.113.1', '198.51.100.1'],
    ['our own host, untrusted', [], '127.0.0.1', '203.0.113.1', '127.0.0.1'],
    ['a trusted proxy', ['10.0.0.1'], '10.0.0.1', '203.0.113.1', '203.0.113.1'],
    ['a trusted network', ['10.0.0.0/8'], '10.9.8.7', '203.0.113.1', '203.0.113.1'],
    ['just outside of the network', ['10.0.0.0/8'], '11.0.0.0', '203.0.113.1', '11.0.0.0'],
    ['no word of the proxy', ['10.0.0.0/8'], '10.0.0.1', undefined, '10.0.0.1'],
    ['an empty word', ['10.0.0.0/8'], '10.0.0.1', '', '10.0.0.1'],
    ['nonsense', ['10.0.0.0/8'], '10.0.0.1', 'unknown', '10.0.0.1'],
    ['a short form that C would take', ['10.0.0.0/8'], '10.0.0.1', '203.7', '10.0.0.1'],
    ['nonsense before the client', ['10.0.0.0/8'], '10.0.0.1', '<script>, 203.0.113.1', '203.0.113.1'],
    ['a lie to the left', ['10.0.0.0/8'], '10.0.0.1', '1.1.1.1, 203.0.113.1', '203.0.113.1'],
    ['a lie of being a proxy', ['10.0.0.0/8'], '10.0.0.1', '10.0.0.9, 203.0.113.1', '203.0.113.1'],
    ['two proxies', ['10.0.0.0/8'], '10.0.0.1', '1.1.1.1, 203.0.113.1, 10.0.0.2', '203.0.113.1'],
    ['only proxies', ['10.0.0.0/8'], '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['nonsense behind a proxy', ['10.0.0.0/8'], '10.0.0.1', '203.0.113.1, what, 10.0.0.2', '10.0.0.2'],
    ['IPv6', ['fd00::/8'], 'fd00::1', '2001:db8::7', '2001:db8::7'],
    ['IPv6 in brackets with a port', ['fd00::/8'], 'fd00::1', '[2001:db8::7]:4711', '2001:db8::7'],
    ['IPv6 written long', ['fd00::/8'], 'FD00:0:0::1', '2001:0DB8:0:0::7', '2001:db8::7'],
    ['IPv6 with a zone', ['fe80::/10'], 'fe80::1%eth0', '203.0.113.1', '203.0.113.1'],
    ['a mapped peer', ['10.0.0.0/8'], '::ffff:10.0.0.1', '203.0.113.1', '203.0.113.1'],
    ['a mapped client', ['10.0.0.0/8'], '10.0.0.1', '::ffff:203.0.113.1', '203.0.113.1'],
    ['a mapped client in hex', ['10.0.0.0/8'], '10.0.0.1', '::ffff:cb00:7101', '203.0.113.1'],
    ['a mapped entry of ours', ['::ffff:10.0.0.1'], '10.0.0.1', '203.0.113.1', '203.0.113.1'],
    ['a network of the other kind', ['::/0'], '10.0.0.1', '203.0.113.1', '10.0.0.1'],
    ['no socket address', ['10.0.0.0/8'], undefined, '203.0.113.1', 'unix'],
  ])('security 19: %s', (_, trusted, peer, forwarded, expected) => {
    expect(addressOf(trusted, peer, forwarded)).toBe(expected);
  });

  it('security 19: reads a header given twice as one', () => {
    expect(addressOf(['10.0.0.1'], '10.0.0.1', ['1.1.1.1', '203.0.113.1'])).toBe('203.0.113.1');
  });

  it('security 19: what a client adds on the left never matters', () => {
    fc.assert(
      fc.property(fc.string(), (lie) => {
        expect(addressOf(['10.0.0.0/8'], '10.0.0.1', `${lie}, 203.0.113.1`)).toBe('203.0.113.1');
        expect(addressOf([], '198.51.100.1', lie)).toBe('198.51.100.1');
      }),
    );
  });

  it('security 19: no header makes it throw, be slow or be anything but an address', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.string({ unit: fc.constantFrom(...',.:[]1f%') })),
        (text) => {
          expect(addressOf(['0.0.0.0/0', '::/0'], '10.0.0.1', text)).toMatch(/^[0-9a-f.:]+$/);
        },
      ),
    );
    expect(addressOf(['0.0.0.0/0'], '10.0.0.1', '10.0.0.1,'.repeat(1_000))).toBe('10.0.0.1');
  });

  it.each([
    'localhost',
    '10.0.0.0/33',
    '10.0.0',
    '010.0.0.1',
    '0x0a.0.0.1',
    '10/8',
    '',
    'x/8',
    '10.0.0.0/8/8',
    '::1/129',
    '/',
  ])('security 19: refuses to start with the proxy "%s"', (entry) => {
    expect(() => createClientAddress(['10.0.0.1', entry])).toThrow(StartError);
    expect(() => createClientAddress([entry])).toThrow(`AMUD_TRUSTED_PROXIES has "${entry}"`);
  });

  it.each([
    [[], '127.0.0.1'],
    [['127.0.0.0/8'], '203.0.113.7'],
  ])('security 19: trusting %j, a session shows where it came from', async (trustedProxies, expected) => {
    const lab = await startLab({ trustedProxies });
    const admin = await lab.admin();
    const headers = { 'x-forwarded-for': '1.2.3.4, 203.0.113.7', 'x-real-ip': '9.9.9.9', forwarded: 'for=9.9.9.9' };
    await admin.send('POST', '/api/auth/sign-in', { username: 'admin', password: ADMIN_PASSWORD }, headers);
    const { body } = await admin.get('/api/auth/sessions');
    const { sessions } = body as { sessions: { current: boolean; address: string }[] };
    expect(sessions.find(({ current }) => current)?.address).toBe(expected);
    await lab.stop();
  });
});
