import { getServers } from 'node:dns';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { gzipSync } from 'node:zlib';
import { type Check, check as checkSchema } from '@amud/protocol/checks.ts';
import { limits } from '@amud/protocol/limits.ts';
import { Secret } from '@amud/protocol/secret.ts';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/eventually.ts';
import { createTargets, type KeyPair, makeCertificate, type Targets } from '../../../test/targets.ts';
import { createGate, type Gate } from '../../core/gate.ts';
import { refusalOf } from '../../core/outbound/address.ts';
import { createOutbound, type OutboundOptions } from '../../core/outbound/outbound.ts';
import { toCertificate } from './certificates.ts';
import { createLook } from './look.ts';
import type { Outcome } from './watched.ts';

let targets: Targets;
beforeEach(() => {
  targets = createTargets();
});
/** Whatever the other side did: no connection is left, and so no look. */
afterEach(async () => {
  await eventually(() => expect(targets.openConnections()).toBe(0));
  await targets.close();
});

const names: Record<string, string[]> = {
  'nas.lan': ['127.0.0.1'],
  'loop.lan': ['127.0.0.1'],
  'cloud.lan': ['169.254.169.254'],
};
const lookup = async (host: string) => {
  const found = names[host];
  if (!found) throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
  return found.map((address) => ({ address, family: 4 }));
};
type Options = OutboundOptions & {
  pings?: Gate;
  headers?: Map<string, Secret>;
  pingProgram?: string;
  signal?: AbortSignal;
};
const look = (check: Record<string, unknown>, url = '', options: Options = {}): Promise<Outcome> => {
  const { bodyBytes, redirects } = limits.check;
  const outbound = createOutbound({ allowed: ['127.0.0.1'], lookup, bounds: { bodyBytes, redirects }, ...options });
  const parts = {
    outbound,
    now: Date.now,
    pingProgram: options.pingProgram ?? 'ping',
    pings: options.pings ?? createGate(limits.check.pings, 0),
  };
  const task = { url, headers: options.headers ?? new Map(), check: v.parse(checkSchema, check) as Check };
  return createLook(parts)(task, options.signal ?? new AbortController().signal);
};
const http = async (listener: RequestListener, check: Record<string, unknown> = {}, options: Options = {}) =>
  look({ kind: 'http', ...check }, await targets.http(listener), options);
const raw = async (talk: (socket: Socket) => void, check: Record<string, unknown> = {}) =>
  look({ kind: 'http', timeoutSeconds: 1, ...check }, `http://127.0.0.1:${await targets.raw(talk)}/`);
const down = (hop: string, code: string, detail: unknown = expect.any(String)) => ({
  state: 'down',
  latencyMs: null,
  reason: { hop, code, detail },
});
const hopsOf = ({ hops }: Outcome) => hops.map(({ hop }) => hop);

describe('an http check', () => {
  it('is up with the time of each hop, without reading the body', async () => {
    const outcome = await http((_, response) => {
      response.write('never ends');
    });
    expect(outcome).toMatchObject({ state: 'up', reason: null });
    expect(hopsOf(outcome)).toEqual(['tcp', 'http']);
    expect(outcome.latencyMs).toBeCloseTo(outcome.hops.reduce((sum, { ms }) => sum + ms, 0));
  });

  it.each([
    [200, '200-399,401,403', 'up'],
    [401, '200-399,401,403', 'up'],
    [404, '200-399,401,403', 'down'],
    [503, '200-399,401,403', 'down'],
    [503, '500 - 599, 404'.replaceAll(' - ', '-'), 'up'],
    [418, '418', 'up'],
  ])('%d of %s is %s', async (status, expectedStatus, state) => {
    const outcome = await http((_, response) => response.writeHead(status).end(), { expectedStatus });
    expect(outcome.state).toBe(state);
    if (state === 'down') expect(outcome.reason).toEqual({ hop: 'http', code: 'status', detail: `${status}` });
  });

  it('says slow, and which hop took the time', async () => {
    const answer: RequestListener = (_, response) => setTimeout(() => response.end(), 60);
    expect(await http(answer, { slowMs: 50 })).toMatchObject({
      state: 'slow',
      reason: { hop: 'http', code: 'slow', detail: expect.stringMatching(/^\d+$/) },
    });
    expect((await http(answer, { slowMs: 30_000 })).state).toBe('up');
  });

  it('sends its method and headers, stored ones where nothing newer was typed', async () => {
    const seen: unknown[] = [];
    const headers = [
      { name: 'X-Key', value: null },
      { name: 'X-New', value: 'typed' },
      { name: 'X-None', value: null },
    ];
    await http(
      ({ method, headers }, response) => {
        seen.push(method, headers['x-key'], headers['x-new'], headers['x-none']);
        response.end();
      },
      { method: 'POST', headers },
      { headers: new Map([['x-key', new Secret('stored')]]) },
    );
    expect(seen).toEqual(['POST', 'stored', 'typed', undefined]);
  });

  it('asks by HEAD where nothing of the body is needed, and by GET where it is', async () => {
    const answer: RequestListener = ({ method }, response) =>
      response.writeHead(method === 'HEAD' ? 204 : 200, { 'content-encoding': 'gzip' }).end(gzipSync('ready'));
    expect((await http(answer, { method: 'HEAD', expectedStatus: '204' })).state).toBe('up');
    expect((await http(answer, { method: 'HEAD', expectedStatus: '200', keyword: 'ready' })).state).toBe('up');
  });

  it.each([
    ['ready', 'up', ''],
    ['grün', 'up', ''],
    ['missing', 'down', 'keyword-missing'],
    ['!missing', 'up', ''],
    ['!ready', 'down', 'keyword-present'],
  ])('looks for the keyword %s: %s', async (keyword, state, code) => {
    const outcome = await http(
      (_, response) => {
        const body = gzipSync(`${'x'.repeat(100_000)} it is ready and grün`);
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(body);
      },
      { keyword },
    );
    expect([outcome.state, outcome.reason?.code ?? '']).toEqual([state, code]);
    if (state === 'down') expect(outcome.reason).toMatchObject({ hop: 'body', detail: keyword.replace('!', '') });
  });

  it('finds a keyword that comes in two pieces, and in Latin-1', async () => {
    const pieces: RequestListener = (_, response) => {
      response.write('it is rea');
      setTimeout(() => response.end('dy'), 30);
    };
    expect((await http(pieces, { keyword: 'ready' })).state).toBe('up');
    expect((await http((_, response) => response.end(Buffer.from('grün', 'latin1')), { keyword: 'grün' })).state).toBe(
      'up',
    );
  });

  it('reads no more than it needs', async () => {
    const found = await http((_, response) => void response.write('it is ready, and never ends'), { keyword: 'ready' });
    expect(found.state).toBe('up');
    const endless: RequestListener = (_, response) => {
      const more = (): void => {
        if (response.destroyed) return;
        if (response.write('x'.repeat(65_536))) setImmediate(more);
        else response.once('drain', more);
      };
      more();
    };
    expect(await http(endless, { keyword: 'missing' })).toMatchObject(down('body', 'too-large', `${2 ** 20}`));
    expect(await http(endless, { jsonPath: 'a' })).toMatchObject(down('body', 'too-large', `${2 ** 20}`));
  });

  it.each([
    ['data.state', 'running', 'up', ''],
    ['$.data.state', '', 'up', ''],
    ['items[1].name', 'b', 'up', ''],
    ['items.1.name', 'b', 'up', ''],
    ['["a.b"]', '3', 'up', ''],
    ['off', 'false', 'up', ''],
    ['none', 'null', 'up', ''],
    ['data', '{"state":"running"}', 'up', ''],
    ['items[7]', '', 'down', 'json-missing'],
    ['items.length', '', 'down', 'json-missing'],
    ['constructor', '', 'down', 'json-missing'],
    ['data.state', 'stopped', 'down', 'json-different'],
  ])('looks at %s for "%s" in JSON: %s', async (jsonPath, jsonValue, state, code) => {
    const body = {
      data: { state: 'running' },
      items: [{ name: 'a' }, { name: 'b' }],
      'a.b': 3,
      off: false,
      none: null,
    };
    const outcome = await http((_, response) => response.end(JSON.stringify(body)), { jsonPath, jsonValue });
    expect([outcome.state, outcome.reason?.code ?? '']).toEqual([state, code]);
    if (code === 'json-different') expect(outcome.reason?.detail).toBe('running');
  });

  it('says that a body is no JSON, and can look for a keyword in it as well', async () => {
    const check = { jsonPath: 'a', keyword: 'b' };
    expect((await http((_, response) => response.end('<p>b'), check)).reason?.code).toBe('not-json');
    expect((await http((_, response) => response.end('{"a":1}'), check)).reason?.code).toBe('keyword-missing');
    expect((await http((_, response) => response.end('\ufeff{"a":"b"}'), check)).state).toBe('up');
  });

  it('reads no body whose status is wrong', async () => {
    const outcome = await http(
      (_, response) => {
        response.writeHead(500).write('never ends');
      },
      { keyword: 'x' },
    );
    expect(outcome.reason?.code).toBe('status');
  });

  it('follows redirects, unless the code is expected by name', async () => {
    const answer: RequestListener = ({ url }, response) => {
      if (url === '/') response.writeHead(302, { location: '/there' }).end();
      else response.writeHead(500).end();
    };
    expect((await http(answer)).reason).toEqual({ hop: 'http', code: 'status', detail: '500' });
    expect(hopsOf(await http(answer))).toEqual(['tcp', 'http', 'tcp', 'http']);
    expect((await http(answer, { expectedStatus: '200,302' })).state).toBe('up');
  });

  it('ends a loop of redirects', async () => {
    const outcome = await http((_, response) => response.writeHead(302, { location: '/again' }).end());
    expect(outcome).toMatchObject(down('http', 'redirects', expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/)));
    const nowhere = await http((_, response) => response.writeHead(302, { location: 'http://[' }).end());
    expect(nowhere).toMatchObject(down('http', 'redirects'));
    const file = await http((_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end());
    expect(file).toMatchObject(down('http', 'redirects'));
  });
});

describe('security 22: a check', () => {
  it.each([
    ['http://127.0.0.2/', 'forbidden-address', '127.0.0.2'],
    ['http://[::1]:8096/', 'forbidden-address', '::1'],
    ['http://loop.lan/', 'forbidden-address', '127.0.0.1'],
    ['http://169.254.169.254/latest/', 'forbidden-address', '169.254.169.254'],
    ['http://cloud.lan/', 'forbidden-address', '169.254.169.254'],
    ['http://169.254.1.1/', 'forbidden-address', '169.254.1.1'],
    ['http://user:word@192.168.1.5/', 'credentials', ''],
    ['ssh://192.168.1.5/', 'bad-address', 'ssh://192.168.1.5/'],
    ['nas', 'bad-address', 'nas'],
    ['', 'bad-address', ''],
  ])('of %s is blocked: %s %s', async (url, code, detail) => {
    const outcome = await look({ kind: 'http' }, url, { allowed: [] });
    expect(outcome).toMatchObject({ state: 'blocked', latencyMs: null, reason: { hop: 'policy', code, detail } });
  });

  it.each(['http://127.0.0.2/', 'http://[::ffff:7f00:2]/', 'http://169.254.169.254/'])(
    'is blocked at a redirect to %s',
    async (location) => {
      const outcome = await http((_, response) => response.writeHead(302, { location }).end());
      expect(outcome).toMatchObject({ state: 'blocked', reason: { hop: 'policy' } });
    },
  );

  it.each([
    { kind: 'tcp', host: '127.0.0.2', port: 22 },
    { kind: 'tls', host: 'localhost', port: 443 },
    { kind: 'ping', host: '127.0.0.2' },
    { kind: 'dns', name: 'nas.lan', server: '127.0.0.2' },
    { kind: 'dns', name: 'nas.lan', server: '[::1]:5353' },
  ])('of $kind goes to no address of this machine', async (check) => {
    names['localhost'] = ['127.0.0.2'];
    const reason = { hop: 'policy', code: 'forbidden-address', detail: expect.stringMatching(/^(127\.0\.0\.2|::1)$/) };
    expect(await look(check)).toMatchObject({ state: 'blocked', reason });
  });

  it('of the address that this host has in the home is fine', async (test) => {
    const own = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ address, internal, scopeid = 0 }) => !internal && scopeid === 0 && !refusalOf(address, 'lan'));
    if (!own) return test.skip('this machine has no address of a home');
    const { createServer } = await import('node:http');
    const server = createServer((_, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, '::', resolve));
    const { port } = server.address() as { port: number };
    const host = own.family === 'IPv6' ? `[${own.address}]` : own.address;
    const outcome = await look({ kind: 'http' }, `http://${host}:${port}/`, { allowed: [] });
    server.close();
    expect(outcome).toMatchObject({ state: 'up', reason: null });
  });
});

describe('a check of a server that', () => {
  const repeat = (socket: Socket, first: string, again: string) => {
    socket.write(first);
    const timer = setInterval(() => socket.write(again), 20);
    socket.once('close', () => clearInterval(timer));
  };
  const head = 'HTTP/1.1 200 OK\r\n';
  it.each<[string, string, string, Record<string, unknown>, (socket: Socket) => void]>([
    ['says nothing', 'http', 'timeout', {}, () => {}],
    [
      'answers slowly',
      'body',
      'timeout',
      { keyword: 'z' },
      (s) => repeat(s, `${head}content-length: 999\r\n\r\n`, 'x'),
    ],
    ['sends headers without end', 'http', 'timeout', {}, (s) => repeat(s, head, 'a: b\r\n')],
    ['sends large headers', 'http', 'too-large', {}, (s) => s.end(`${head}a: ${'x'.repeat(40_000)}\r\n\r\n`)],
    ['says a length too long', 'body', 'closed', { keyword: 'z' }, (s) => s.end(`${head}content-length: 99\r\n\r\nx`)],
    ['drops in the middle', 'body', 'closed', { keyword: 'z' }, (s) => drop(s)],
    ['drops at once', 'http', 'closed', {}, (s) => s.destroy()],
    ['resets', 'http', 'closed', {}, (s) => s.resetAndDestroy()],
    ['speaks another protocol', 'http', 'bad-answer', {}, (s) => s.end('SSH-2.0-OpenSSH_9.2\r\n')],
    ['sends garbage', 'http', 'bad-answer', {}, (s) => s.end(Buffer.from([0, 255, 13, 10, 1, 2, 3]))],
    [
      'sends broken gzip',
      'body',
      'bad-answer',
      { keyword: 'z' },
      (s) => s.end(`${head}content-encoding: gzip\r\n\r\nno`),
    ],
  ])('%s is down at %s: %s', async (_, hop, code, check, talk) => {
    expect(await raw(talk, check)).toMatchObject(down(hop, code));
  });
  const drop = (socket: Socket) => {
    socket.write(`${head}transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n`);
    setTimeout(() => socket.resetAndDestroy(), 30);
  };

  it('says a length too short is up with what it says, and the rest is not read', async () => {
    const talk = (socket: Socket) => socket.end(`${head}content-length: 2\r\n\r\nokay then`);
    expect((await raw(talk, { keyword: 'ok' })).state).toBe('up');
    expect((await raw(talk, { keyword: 'then' })).reason?.code).toBe('keyword-missing');
  });

  it('is not there is down: refused, or no such name', async () => {
    const port = await targets.raw(() => {});
    await targets.close();
    const place = `127.0.0.1:${port}`;
    expect(await look({ kind: 'http' }, `http://${place}/`)).toMatchObject(down('tcp', 'refused', place));
    expect(await look({ kind: 'tcp', host: '127.0.0.1', port })).toMatchObject(down('tcp', 'refused', place));
    const tls = { kind: 'tls', host: 'nas.lan', port };
    expect(await look(tls)).toMatchObject(down('tcp', 'refused', `nas.lan:${port}`));
    expect(await look({ kind: 'http' }, 'http://gone.lan/')).toMatchObject(down('dns', 'unknown-name', 'gone.lan'));
    expect(await look({ kind: 'ping', host: 'gone.lan' })).toMatchObject(down('dns', 'unknown-name', 'gone.lan'));
  });

  it('is a black hole is down at tcp, in time', async (test) => {
    const port = await targets.blackHole();
    if (port === undefined) return test.skip('the queue of a listening socket never fills on this system');
    const began = performance.now();
    const checks = [{ kind: 'tcp' }, { kind: 'tls' }].map((kind) => ({ ...kind, host: '127.0.0.1', port }));
    const outcomes = await Promise.all(checks.map((one) => look({ ...one, timeoutSeconds: 1 })));
    outcomes.push(await look({ kind: 'http', timeoutSeconds: 1 }, `http://127.0.0.1:${port}/`));
    for (const outcome of outcomes) expect(outcome).toMatchObject(down('tcp', 'timeout', `127.0.0.1:${port}`));
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('has a name that DNS never tells is down at dns', async () => {
    const outcome = await look({ kind: 'http', timeoutSeconds: 1 }, 'http://slow.lan/', {
      lookup: () => new Promise(() => {}),
    });
    expect(outcome).toMatchObject(down('dns', 'timeout', getServers()[0] ?? ''));
  });

  it('is left alone when nobody wants to know any more', async () => {
    const stop = new AbortController();
    const running = http(() => stop.abort(), {}, { signal: stop.signal });
    expect((await running).state).toBe('down');
  });
});

describe('a tcp check', () => {
  it('connects and closes', async () => {
    const port = await targets.raw(() => {});
    const outcome = await look({ kind: 'tcp', host: 'nas.lan', port });
    expect(outcome).toMatchObject({ state: 'up', reason: null });
    expect(hopsOf(outcome)).toEqual(['dns', 'tcp']);
  });

  it('waits for no turn: too many at one host is busy, not down', async () => {
    const port = await targets.blackHole();
    if (port === undefined) return;
    const { bodyBytes, redirects } = limits.check;
    const outbound = createOutbound({ allowed: ['127.0.0.1'], bounds: { bodyBytes, redirects, concurrentPerHost: 1 } });
    const parts = { outbound, now: Date.now, pingProgram: 'ping', pings: createGate(1, 0) };
    const check = v.parse(checkSchema, { kind: 'tcp', host: '127.0.0.1', port, timeoutSeconds: 1 });
    const task = { url: '', headers: new Map(), check };
    const both = await Promise.all([0, 1].map(() => createLook(parts)(task, new AbortController().signal)));
    expect(both.map(({ state }) => state)).toEqual(['down', 'busy']);
  });
});

describe('a check over TLS', () => {
  let own: KeyPair;
  let expired: KeyPair;
  beforeEach(() => {
    own ??= makeCertificate(30);
    expired ??= makeCertificate(-1);
  });
  const serve = (pair: KeyPair) => targets.https(pair, (_, response) => response.end('over TLS'));
  const sha256 = (outcome: Outcome) => toCertificate(outcome.certificate)?.sha256 ?? '';

  it('shows a self-signed certificate, accepts it once it is pinned, and refuses another one then', async () => {
    const url = await serve(own);
    const first = await look({ kind: 'http' }, url);
    expect(first).toMatchObject(down('tls', 'certificate-untrusted', 'DEPTH_ZERO_SELF_SIGNED_CERT'));
    expect(hopsOf(first)).toEqual(['tcp']);
    expect(toCertificate(first.certificate)).toMatchObject({
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      subject: 'CN=nas.lan',
      issuer: 'CN=nas.lan',
      names: ['127.0.0.1', 'nas.lan'],
    });
    const pin = sha256(first);
    const pinned = await look({ kind: 'http', pin, keyword: 'over TLS' }, url);
    expect(pinned).toMatchObject({ state: 'up', reason: null });
    expect(hopsOf(pinned)).toEqual(['tcp', 'tls', 'http', 'body']);
    const other = await serve(makeCertificate(30));
    const changed = await look({ kind: 'http', pin }, other);
    expect(changed).toMatchObject(down('tls', 'certificate-other', sha256(changed)));
    expect(sha256(changed)).not.toBe(pin);
  });

  it('keeps the pin at a redirect to the same name, and leaves it behind at another', async () => {
    const there = await serve(own);
    const pin = sha256(await look({ kind: 'http' }, there));
    const onward: RequestListener = (_, response) => response.writeHead(301, { location: there }).end();
    expect((await http(onward, { pin })).state).toBe('up');
    const named = there.replace('127.0.0.1', 'nas.lan');
    const away: RequestListener = (_, response) => response.writeHead(301, { location: named }).end();
    expect((await http(away, { pin })).reason?.code).toBe('certificate-untrusted');
  });

  it('tells an expired certificate from one that ends soon', async () => {
    const port = (url: string) => Number(new URL(url).port);
    const [good, bad] = [port(await serve(own)), port(await serve(expired))];
    const pinOf = async (at: number) => sha256(await look({ kind: 'tls', host: '127.0.0.1', port: at }));
    const [goodPin, badPin] = [await pinOf(good), await pinOf(bad)];
    const tls = (at: number, check = {}) => look({ kind: 'tls', host: '127.0.0.1', port: at, ...check });
    expect(await tls(bad)).toMatchObject(down('tls', 'certificate-expired', expect.stringMatching(/^\d{13}$/)));
    expect((await tls(bad, { pin: badPin })).reason?.code).toBe('certificate-expired');
    expect((await tls(good)).reason?.code).toBe('certificate-untrusted');
    expect((await tls(good, { pin: badPin })).reason?.code).toBe('certificate-other');
    expect(await tls(good, { pin: goodPin })).toMatchObject({ state: 'up', reason: null });
    expect(await tls(good, { pin: goodPin, warnDays: 31 })).toMatchObject({
      state: 'slow',
      reason: { hop: 'tls', code: 'certificate-expiring', detail: '29' },
    });
  });

  it('tells a certificate of another name', async () => {
    const before = tls.getCACertificates('default');
    const other = makeCertificate(30, 'other.lan');
    tls.setDefaultCACertificates([...before, String(other.cert)]);
    const { port } = new URL(await serve(other));
    const of = (host: string) => look({ kind: 'tls', host, port: Number(port) });
    const [wrong, right] = [await of('nas.lan'), await of('127.0.0.1')];
    tls.setDefaultCACertificates(before);
    expect(wrong).toMatchObject(down('tls', 'certificate-untrusted', 'ERR_TLS_CERT_ALTNAME_INVALID'));
    expect(right).toMatchObject({ state: 'up', reason: null });
  });

  it('says that there is no TLS', async () => {
    const plain = await targets.http((_, response) => response.end());
    expect(await look({ kind: 'http' }, plain.replace('http:', 'https:'))).toMatchObject(down('tls', 'bad-answer'));
    const port = await targets.raw((socket) => socket.destroy());
    expect(await look({ kind: 'tls', host: '127.0.0.1', port })).toMatchObject(down('tls', 'closed'));
  });
});

describe('a ping', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'amud-ping-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const program = (script: string): string => {
    const path = join(folder, 'ping');
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  };
  const ping = (script: string, check = {}) =>
    look({ kind: 'ping', host: '127.0.0.1', ...check }, '', { pingProgram: program(script) });

  it('is given an address and bounds, and nothing else from outside', async () => {
    await ping(`echo "$# $@" > ${folder}/words; env | grep -v -e ^PWD -e ^_ -e SHLVL | sort > ${folder}/env`);
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(join(folder, 'words'), 'utf8')).toBe('5 -c 1 -W 10 127.0.0.1\n');
    expect(readFileSync(join(folder, 'env'), 'utf8')).toMatch(/^LC_ALL=C\nPATH=\S+\n$/);
  });

  it.each([
    ['iputils', '64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.042 ms', 0.042],
    ['busybox', '64 bytes from 127.0.0.1: seq=0 ttl=64 time=1.234 ms', 1.234],
    ['a very near one', '64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time<1 ms', 1],
  ])('reads the time of %s', async (_, line, ms) => {
    expect(await ping(`echo "${line}"`)).toMatchObject({ state: 'up', latencyMs: ms, hops: [{ hop: 'ping', ms }] });
  });

  it.each([
    ['echo "1 packets transmitted, 0 received"; exit 1', 'down', 'no-reply'],
    ['echo "From 192.168.1.1 icmp_seq=1 Destination Host Unreachable"; exit 1', 'down', 'unreachable'],
    ['echo "ping: socket: Operation not permitted" >&2; exit 2', 'unknown', 'failed'],
    ['echo nonsense', 'unknown', 'failed'],
  ])('that ends with %s is %s', async (script, state, code) => {
    expect(await ping(script)).toMatchObject({ state, reason: { hop: 'ping', code } });
  });

  it('that never ends is ended', async () => {
    expect(await ping('exec sleep 60', { timeoutSeconds: 1 })).toMatchObject({
      state: 'down',
      reason: { code: 'no-reply' },
    });
  });

  it('waits for no turn: too many at once are busy, not down', async () => {
    const options = { pingProgram: program('echo "time=1 ms"; exec sleep 0.3'), pings: createGate(1, 0) };
    const both = await Promise.all([0, 1].map(() => look({ kind: 'ping', host: '127.0.0.1' }, '', options)));
    expect(both.map(({ state }) => state)).toEqual(['up', 'busy']);
  });

  it('says so where there is no such program: that is not the fault of the other side', async () => {
    const options = { pingProgram: join(folder, 'none') };
    expect(await look({ kind: 'ping', host: '127.0.0.1' }, '', options)).toMatchObject({
      state: 'unknown',
      reason: { hop: 'ping', code: 'no-program' },
    });
  });

  it('of the system reaches this machine', async (test) => {
    const outcome = await look({ kind: 'ping', host: '127.0.0.1' });
    if (outcome.reason?.code === 'no-program') return test.skip('this system has no ping');
    expect(outcome).toMatchObject({ state: 'up', hops: [{ hop: 'ping' }] });
  });
});
