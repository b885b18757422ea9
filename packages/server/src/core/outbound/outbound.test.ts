import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createRawServer, type Server as RawServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { limits } from '@amud/protocol/limits.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { createOutbound, type OutboundOptions } from './outbound.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

const listen = async (server: Server | RawServer): Promise<number> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => {})));
  open.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};
const serve = async (listener: RequestListener) => `http://127.0.0.1:${await listen(createServer(listener))}`;
const serveRaw = async (talk: (socket: Socket) => void) =>
  `http://127.0.0.1:${await listen(createRawServer((socket) => socket.on('error', () => {}).once('data', () => talk(socket))))}`;
const local = (options: OutboundOptions = {}) =>
  createOutbound({ allowed: ['127.0.0.1'], ...options, bounds: { totalMs: 400, ...options.bounds } });
const get = (url: string, options?: OutboundOptions) => local(options).request({ url, zone: 'lan' });
const refused = (reason: string) => expect.objectContaining({ name: 'OutboundError', reason });

describe('security 22: an outbound request', () => {
  it('brings status, headers and body, whatever the status', async () => {
    const url = await serve((request, response) => {
      response.writeHead(418, { 'x-one': '1' }).end(`${request.method} ${request.headers['x-key']} ${request.url}`);
    });
    const request = { url: `${url}/a%2Fb?c=d#e`, zone: 'lan', headers: { 'x-key': 'k' } } as const;
    const { status, headers, body } = await local().request(request);
    expect([status, headers['x-one'], `${body}`]).toEqual([418, '1', 'GET k /a%2Fb?c=d']);
  });

  it('sends a body with its length', async () => {
    const url = await serve((request, response) => {
      request.pipe(response.writeHead(200, { 'x-length': request.headers['content-length'] ?? '' }));
    });
    const { headers, body } = await local().request({ url, zone: 'lan', method: 'POST', body: 'grüße' });
    expect([`${body}`, headers['x-length']]).toEqual(['grüße', '7']);
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('reads %s', async (encoding, pack) => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(pack('hello'));
    });
    expect(`${(await get(url)).body}`).toBe('hello');
  });

  it('goes to the address that was judged, also when the name means another one by then', async () => {
    const url = await serve((_, response) => response.end('judged'));
    let asked = 0;
    const lookup = async () => {
      asked += 1;
      return [{ address: asked === 1 ? '127.0.0.1' : '127.0.0.66', family: 4 }];
    };
    const { body } = await get(url.replace('127.0.0.1', 'rebind.example'), { lookup });
    expect([`${body}`, asked]).toEqual(['judged', 1]);
  });

  it('judges each redirect anew', async () => {
    const hits: string[] = [];
    const inner = await serve((request, response) => {
      hits.push(request.url ?? '');
      response.end('inside');
    });
    const places = [
      inner.replace('127.0.0.1', '127.0.0.2'),
      'http://[::1]/',
      'http://169.254.169.254/',
      '//2130706434/',
    ];
    for (const place of places) {
      const url = await serve((_, response) => response.writeHead(302, { location: place }).end());
      await expect(get(url)).rejects.toEqual(refused('forbidden-address'));
    }
    const scheme = await serve((_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end());
    await expect(get(scheme)).rejects.toEqual(refused('scheme'));
    const nowhere = await serve((_, response) => response.writeHead(302, { location: 'http://[' }).end());
    await expect(get(nowhere)).rejects.toEqual(refused('bad-address'));
    expect(hits).toEqual([]);
  });

  it('follows a few redirects and not more, and leaves its keys with the first origin', async () => {
    const seen: (string | undefined)[] = [];
    const other = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end('there');
    });
    const url = await serve((request, response) => {
      seen.push(request.headers.authorization);
      const turn = Number(request.url?.slice(1));
      response.writeHead(302, { location: turn < 1 ? `/${turn + 1}` : other }).end();
    });
    const headers = { authorization: 'Bearer key' };
    const { body } = await local().request({ url: `${url}/0`, zone: 'lan', headers });
    expect([`${body}`, seen]).toEqual(['there', ['Bearer key', 'Bearer key', undefined]]);
    let hops = 0;
    const endless = await serve((_, response) => {
      hops += 1;
      response.writeHead(307, { location: `/${hops}` }).end();
    });
    await expect(get(endless)).rejects.toEqual(refused('redirects'));
    expect(hops).toBe(limits.outbound.redirects + 1);
  });

  it('does not repeat a change elsewhere', async () => {
    const url = await serve((_, response) => response.writeHead(307, { location: 'http://[::1]/' }).end());
    expect((await local().request({ url, zone: 'lan', method: 'POST', body: 'x' })).status).toBe(307);
  });

  const slow: [string, (socket: Socket) => void][] = [
    ['says nothing', () => {}],
    ['sends headers without end', (socket) => repeat(socket, 'HTTP/1.1 200 OK\r\n', 'a: b\r\n')],
    ['announces without end', (socket) => repeat(socket, '', 'HTTP/1.1 103 Early Hints\r\n\r\n')],
    ['sends a body drop by drop', (socket) => repeat(socket, 'HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n', 'x')],
    [
      'never ends a chunk',
      (socket) => repeat(socket, 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nfff\r\n', 'x'),
    ],
  ];
  const repeat = (socket: Socket, first: string, again: string) => {
    socket.write(first);
    const timer = setInterval(() => socket.write(again), 20);
    socket.once('close', () => clearInterval(timer));
  };
  it.each(slow)('is cut off when the other side %s', async (_, talk) => {
    await expect(get(await serveRaw(talk))).rejects.toEqual(refused('too-slow'));
  });

  it('is cut off when the name is never resolved', async () => {
    await expect(get('http://slow.example/', { lookup: () => new Promise(() => {}) })).rejects.toEqual(
      refused('too-slow'),
    );
  });

  it.each<[string, string, (socket: Socket) => void]>([
    ['headers too large', 'too-large', (socket) => socket.end(`HTTP/1.1 200 OK\r\na: ${'x'.repeat(32_768)}\r\n\r\n`)],
    ['another protocol', 'bad-answer', (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')],
    [
      'an upgrade',
      'bad-answer',
      (socket) => socket.write('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
    ],
    ['an unknown encoding', 'bad-answer', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-encoding: zip\r\n\r\nx')],
    ['broken gzip', 'bad-answer', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\nnot gzip')],
    ['a length that lies', 'unreachable', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nx')],
    ['a broken connection', 'unreachable', (socket) => socket.destroy()],
  ])('is refused with %s', async (_, reason, talk) => {
    await expect(get(await serveRaw(talk))).rejects.toEqual(refused(reason));
  });

  it('reads a body up to the limit, after decompression too', async () => {
    const bounds = { bodyBytes: 10_000, totalMs: 5_000 };
    const most = await serve((_, response) => response.end('x'.repeat(10_000)));
    expect((await get(most, { bounds })).body.length).toBe(10_000);
    const more = await serve((_, response) => response.end('x'.repeat(10_001)));
    await expect(get(more, { bounds })).rejects.toEqual(refused('too-large'));
    for (const [encoding, pack] of [
      ['gzip', gzipSync],
      ['br', brotliCompressSync],
    ] as const) {
      const bomb = pack(Buffer.alloc(64 * 1024 * 1024));
      const url = await serve((_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(bomb));
      await expect(get(url, { bounds })).rejects.toEqual(refused('too-large'));
    }
  });

  it('waits for its turn nowhere: too many at once are refused, and there is room afterwards', async () => {
    const waiting: (() => void)[] = [];
    const url = await serve((_, response) => waiting.push(() => response.end('done')));
    const outbound = local({ bounds: { concurrentPerHost: 2, totalMs: 5_000 } });
    const request = () => outbound.request({ url, zone: 'lan' });
    const first = [request(), request()];
    await expect.poll(() => waiting.length).toBe(2);
    await expect(request()).rejects.toEqual(refused('busy'));
    for (const finish of waiting.splice(0)) finish();
    await Promise.all(first);
    const again = request();
    await expect.poll(() => waiting.length).toBe(1);
    waiting[0]?.();
    expect((await again).status).toBe(200);
  });

  it('says that nobody is there', async () => {
    const port = await listen(createRawServer());
    for (const close of open.splice(0)) close();
    await expect(get(`http://127.0.0.1:${port}/`)).rejects.toEqual(refused('unreachable'));
  });
});

describe('security 22: a certificate', () => {
  const make = () => {
    const folder = mkdtempSync(join(tmpdir(), 'amud-tls-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=nas', '-addext', 'subjectAltName=IP:127.0.0.1'];
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
        ...['-keyout', key, '-out', cert, ...subject],
      ],
      { stdio: 'ignore' },
    );
    const pair = { key: readFileSync(key), cert: readFileSync(cert) };
    rmSync(folder, { recursive: true });
    return pair;
  };

  it('that is self-signed is refused before a key is sent, unless it is the pinned one', async () => {
    const [own, other] = [make(), make()];
    const keys: unknown[] = [];
    const server = createTlsServer(own, (request, response) => {
      keys.push(request.headers['x-key']);
      response.end('over TLS');
    });
    server.on('tlsClientError', () => {});
    const url = `https://127.0.0.1:${await listen(server)}/`;
    const pinOf = (cert: Buffer) => new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase();
    const ask = (pin?: string) =>
      local({ bounds: { totalMs: 5_000 } }).request({
        url,
        zone: 'lan',
        headers: { 'x-key': 'k' },
        ...(pin ? { pin } : {}),
      });
    await expect(ask()).rejects.toEqual(refused('tls'));
    await expect(ask(pinOf(other.cert))).rejects.toEqual(refused('tls'));
    expect(keys).toEqual([]);
    expect(`${(await ask(pinOf(own.cert))).body}`).toBe('over TLS');
    expect(keys).toEqual(['k']);
  });

  it('is asked for where https is said', async () => {
    const url = (await serve((_, response) => response.end())).replace('http:', 'https:');
    await expect(get(url)).rejects.toEqual(refused('tls'));
  });
});
