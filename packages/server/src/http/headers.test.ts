import { connect } from 'node:net';
import { limits } from '@amud/protocol/limits.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ADMIN_PASSWORD, type Client, type Lab, startLab } from '../../test/lab.ts';

let lab: Lab;
let admin: Client;

beforeEach(async () => {
  lab = await startLab();
  admin = await lab.admin();
});
afterEach(() => lab.stop());

/** As security 17 says it. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";
const expected: Record<string, string> = {
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Sends lines over a bare socket. @returns status and headers of the first answer, or 0 when there is none. */
const raw = (lines: string[], { path }: { path?: string } = {}) =>
  new Promise<{ status: number; headers: Headers; text: string }>((resolve) => {
    const { hostname, port } = new URL(lab.url);
    const socket = path ? connect(path) : connect(Number(port), hostname);
    let text = '';
    socket.on('data', (data) => {
      text += data;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(parse(text)));
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  });
const parse = (text: string) => {
  const [first = '', ...rest] = (text.split('\r\n\r\n')[0] ?? '').split('\r\n');
  const headers = new Headers(rest.map((line) => line.split(/: ?(.*)/s).slice(0, 2) as [string, string]));
  return { status: Number(first.split(' ')[1] ?? 0), headers, text };
};
const host = () => `Host: ${new URL(lab.url).host}`;
const expectHeaders = (headers: Headers, more: Record<string, string> = {}) => {
  const all = { ...expected, ...more };
  expect(Object.fromEntries(Object.keys(all).map((name) => [name, headers.get(name)]))).toEqual(all);
  expect(headers.get('permissions-policy')).toMatch(/camera=\(\).*geolocation=\(\).*microphone=\(\)/);
  for (const name of ['server', 'x-powered-by', 'access-control-allow-origin', 'strict-transport-security'])
    expect(headers.get(name)).toBeNull();
};

describe('security 12 and 17: headers of every answer', () => {
  const json = { 'content-type': 'application/json' };
  it.each<[string, number, () => Promise<{ status: number; headers: Headers }>]>([
    ['a page', 200, () => admin.get('/')],
    ['a page for anyone', 200, () => lab.client().get('/sign-in')],
    ['a page, compressed', 200, () => admin.get('/', { 'accept-encoding': 'br' })],
    ['an API answer', 200, () => admin.get('/api/nodes')],
    ['a health answer', 200, () => admin.get('/healthz')],
    ['a page that is not there', 404, () => admin.get('/what/is/this')],
    ['a node that is not there', 404, () => admin.get('/nodes/nothing')],
    ['an API address that is not there', 404, () => admin.get('/api/what')],
    ['an API thing that is not there', 404, () => admin.get('/api/nodes/nothing')],
    ['a file that is not there', 404, () => admin.get('/assets/nothing.js')],
    ['a change of a page', 404, () => admin.send('POST', '/nodes', {})],
    ['a wrong method', 405, () => admin.send('PUT', '/api/nodes', {})],
    ['a GET of what is only changed', 405, () => admin.get('/api/auth/sign-in')],
    [
      'an OPTIONS of a browser elsewhere',
      405,
      () => admin.send('OPTIONS', '/api/nodes', undefined, { origin: 'http://x' }),
    ],
    ['one who is not signed in', 401, () => lab.client().get('/api/nodes')],
    ['a failed sign-in', 401, () => signIn('wrong')],
    ['a cross-site change', 403, () => admin.send('POST', '/api/auth/sign-out', undefined, { origin: 'http://x' })],
    ['a body that is no JSON', 400, () => admin.send('POST', '/api/auth/sign-in', '{', json)],
    ['a body too large', 413, () => signIn('x'.repeat(limits.http.bodyBytes))],
    ['an address too long', 414, () => admin.get(`/${'x'.repeat(limits.http.urlBytes)}`)],
    [
      'a body of another type',
      415,
      () => admin.send('POST', '/api/auth/sign-in', 'x', { 'content-type': 'text/plain' }),
    ],
    ['an input that can not be', 422, () => admin.send('POST', '/api/auth/sign-in', { username: 1 })],
    ['no input at all', 400, () => admin.send('POST', '/api/auth/sign-in', '', json)],
  ])('%s (%d)', async (_, status, ask) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    expectHeaders(answer.headers);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  const signIn = (password: string) => admin.send('POST', '/api/auth/sign-in', { username: 'admin', password });

  it('a blocked sign-in (429)', async () => {
    for (let turn = 0; turn < limits.signIn.failuresPerName; turn += 1) await signIn('wrong');
    const { status, headers } = await signIn('wrong');
    expect([status, headers.get('cache-control')]).toEqual([429, 'no-store']);
    expectHeaders(headers);
  });

  it('a file (200, 304), which may be kept since its name changes with it', async () => {
    const { status, headers } = await admin.get('/assets/app-1.js');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    // It is no page: nothing at all may be loaded from it.
    const ofFile = { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" };
    expectHeaders(headers, ofFile);
    const again = await admin.get('/assets/app-1.js', { 'if-none-match': headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    expectHeaders(again.headers, ofFile);
  });

  it.each<[string, () => string[], number[]]>([
    ['HEAD', () => ['HEAD / HTTP/1.1', host(), 'Connection: close'], [200]],
    ['garbage', () => ['hello, server'], [400]],
    ['binary garbage', () => ['\u0016\u0003\u0001\u0002\u0000'], [400]],
    ['a header without a name', () => ['GET / HTTP/1.1', host(), ': x'], [400]],
    ['no Host', () => ['GET / HTTP/1.1', 'Connection: close'], [400]],
    ['a Host that can not be', () => ['GET / HTTP/1.1', 'Host: a b/c?', 'Connection: close'], [400]],
    ['an unknown expectation', () => ['GET /healthz HTTP/1.1', host(), 'Expect: miracles', 'Connection: close'], [200]],
    [
      'two lengths',
      () => ['POST /api/auth/sign-out HTTP/1.1', host(), 'Content-Length: 1', 'Content-Length: 2'],
      [400],
    ],
    [
      'length and chunks',
      () => ['POST /api/auth/sign-out HTTP/1.1', host(), 'Content-Length: 4', 'Transfer-Encoding: chunked', '', '0'],
      [400],
    ],
    ['headers too large', () => ['GET / HTTP/1.1', host(), `X: ${'x'.repeat(limits.http.headerBytes)}`], [431]],
    ['an address that is none', () => ['GET http://[:: HTTP/1.1', host(), 'Connection: close'], [400, 404]],
    ['an address elsewhere', () => ['GET http://evil.example/ HTTP/1.1', host(), 'Connection: close'], [200, 400, 404]],
    ['broken escapes', () => ['GET /api/nodes/%E0%A4 HTTP/1.1', host(), 'Connection: close'], [401]],
    ['an asterisk', () => ['OPTIONS * HTTP/1.1', host(), 'Connection: close'], [400, 404, 405]],
    ['two slashes', () => ['GET //evil.example/x HTTP/1.1', host(), 'Connection: close'], [200, 400, 404]],
  ])('%s over a bare socket', async (_, lines, statuses) => {
    const { status, headers, text } = await raw(lines());
    expect(statuses).toContain(status);
    expectHeaders(headers);
    expect(text).not.toMatch(/^location:/im);
    expect((await admin.get('/api/nodes')).status).toBe(200);
  });

  const upgrade = (path: string, ...lines: string[]) => [
    `GET ${path} HTTP/1.1`,
    host(),
    'Connection: Upgrade',
    'Upgrade: websocket',
    ...lines,
  ];
  const whole = ['Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='];
  const own = () => [`Origin: ${lab.url}`, `Cookie: ${admin.cookie}`];
  it.each<[string, () => string[], number]>([
    ['without a session', () => upgrade('/live', ...whole, `Origin: ${lab.url}`), 401],
    ['from another origin', () => upgrade('/live', ...whole, `Cookie: ${admin.cookie}`, 'Origin: http://x'), 403],
    ['at another address', () => upgrade('/elsewhere', ...whole, ...own()), 404],
    ['at an inherited name', () => upgrade('/__proto__', ...whole, ...own()), 404],
    ['at no address', () => upgrade('', ...whole, ...own()), 400],
    ['without a key', () => upgrade('/live', ...own()), 400],
    ['with a short key', () => upgrade('/live', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: x', ...own()), 400],
    ['of another version', () => upgrade('/live', 'Sec-WebSocket-Version: 12', whole[1] ?? '', ...own()), 400],
    ['with broken protocols', () => upgrade('/live', ...whole, 'Sec-WebSocket-Protocol: a,,b', ...own()), 400],
    [
      'of an agent that is a browser',
      () => upgrade('/agent', ...whole, 'Sec-WebSocket-Protocol: amud.agent.v1', 'Origin: x'),
      403,
    ],
    ['of an agent without a key', () => upgrade('/agent', 'Sec-WebSocket-Protocol: amud.agent.v1'), 400],
    ['of an agent of another protocol', () => upgrade('/agent', ...whole), 426],
  ])('a refused upgrade %s', async (_, lines, status) => {
    const answer = await raw(lines());
    expect(answer.status).toBe(status);
    expectHeaders(answer.headers);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect((await admin.get('/api/nodes')).status).toBe(200);
  });

  it('a refused upgrade on the socket of the agents', async () => {
    const path = lab.socketPath;
    const key = ['Sec-WebSocket-Protocol: amud.agent.v1', 'Sec-WebSocket-Version: 13'];
    for (const lines of [upgrade('/live', ...whole), upgrade('/agent', ...key), ['GET / HTTP/1.1', host()]])
      expectHeaders((await raw(lines, { path })).headers);
  });

  it('a failure of the server (500, 503), which tells nothing about itself', async () => {
    lab.store.database.exec('ALTER TABLE sessions RENAME TO sessions_gone');
    for (const path of ['/api/nodes', '/nodes', '/']) {
      const { status, headers, text } = await admin.get(path);
      expect([status, headers.get('cache-control')]).toEqual([500, 'no-store']);
      expectHeaders(headers);
      expect(text).not.toMatch(/sqlite|sessions|\.ts|node_modules/i);
    }
    expect((await raw(upgrade('/live', ...whole, ...own()))).status).toBe(401);
    lab.store.database.exec('ALTER TABLE sessions_gone RENAME TO sessions');
    expect((await admin.get('/api/nodes')).status).toBe(200);
    lab.store.database.exec('ALTER TABLE users RENAME TO users_gone');
    const { status, headers } = await lab.client().get('/readyz');
    expect([status, headers.get('cache-control')]).toEqual([503, 'no-store']);
    expectHeaders(headers);
    expect((await lab.client().get('/healthz')).status).toBe(200);
    lab.store.database.exec('ALTER TABLE users_gone RENAME TO users');
    expect(
      (await admin.send('POST', '/api/auth/sign-in', { username: 'admin', password: ADMIN_PASSWORD })).status,
    ).toBe(200);
  });

  it('HSTS only behind HTTPS, then on everything', async () => {
    const secure = await startLab({ secureCookies: true });
    const answers = [await secure.client().get('/'), await secure.client().get('/api/nodes')];
    for (const { headers } of answers) expect(headers.get('strict-transport-security')).toBe('max-age=63072000');
    await secure.stop();
  });
});
