import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Client, type Lab, type LabOptions, startLab } from '../../test/lab.ts';

let lab: Lab;
let admin: Client;
const start = async (options: LabOptions = {}) => {
  lab = await startLab(options);
  admin = await lab.admin();
};
afterEach(() => lab.stop());

/** A request exactly as written: `fetch` would add headers of its own. */
const raw = (method: string, path: string, lines: string[], body = '') =>
  new Promise<number>((resolve) => {
    const { hostname, port, host } = new URL(lab.url);
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.on('data', (data) => {
      text += data;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(Number(text.split(' ')[1] ?? 0)));
    const own = lines.some((line) => /^host:/i.test(line)) ? [] : [`Host: ${host}`];
    const head = [`${method} ${path} HTTP/1.1`, ...own, `Cookie: ${admin.cookie}`, 'Connection: close', ...lines];
    const length = method === 'GET' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
    socket.write(`${[...head, ...length].join('\r\n')}\r\n\r\n${body}`);
  });
const live = (headers: Record<string, string>) =>
  new Promise<number>((resolve) => {
    const socket = new WebSocket(`${lab.url.replace('http', 'ws')}/live`, { headers });
    socket.on('error', () => {});
    socket.on('open', () => {
      resolve(101);
      socket.terminate();
    });
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
  });

const changes = [
  ['POST', '/api/auth/sign-in'],
  ['POST', '/api/auth/sign-out'],
  ['POST', '/api/auth/password'],
  ['POST', '/api/auth/confirm'],
  ['DELETE', '/api/auth/sessions'],
  ['DELETE', '/api/auth/sessions/1'],
  ['DELETE', '/api/nodes/nas'],
  ['POST', '/api/uploads'],
  ['DELETE', '/api/uploads/1'],
  ['POST', '/api/users'],
  ['PATCH', '/api/users/1'],
  ['DELETE', '/api/users/1'],
  ['POST', '/api/users/1/reset-password'],
  ['DELETE', '/api/users/1/sessions'],
  ['POST', '/api/apps'],
  ['PATCH', '/api/apps'],
  ['PUT', '/api/apps/1'],
  ['DELETE', '/api/apps/1'],
  ['POST', '/api/apps/1/restore'],
  ['PUT', '/api/home'],
  ['POST', '/api/boards'],
  ['PUT', '/api/boards/1'],
  ['PATCH', '/api/boards/1'],
  ['DELETE', '/api/boards/1'],
  ['POST', '/api/boards/1/restore'],
  ['POST', '/api/boards/1/duplicate'],
  ['POST', '/api/boards/1/undo'],
  ['POST', '/api/boards/1/redo'],
  ['POST', '/api/boards/1/move'],
  ['PATCH', '/api/settings'],
  ['POST', '/api/checks/test'],
  ['POST', '/api/apps/1/check'],
  ['POST', '/api/calendar/preview'],
  ['POST', '/api/feeds'],
  ['PUT', '/api/feeds/1'],
  ['DELETE', '/api/feeds/1'],
  ['POST', '/api/feeds/1/restore'],
  ['POST', '/api/feed-look'],
  ['POST', '/api/feed-test'],
  ['POST', '/api/feed-opml'],
  ['POST', '/api/feed-entries/marks'],
  ['POST', '/api/feed-entries/read-all'],
  ['POST', '/api/feed-entries/read-all/undo'],
  ['POST', '/api/discovery/ignored'],
  ['POST', '/api/icons/fetch'],
  ['POST', '/api/backups'],
  ['PUT', '/api/backups/passphrase'],
  ['DELETE', '/api/backups/passphrase'],
  ['DELETE', '/api/backups/files/old.amudbackup'],
  ['POST', '/api/backups/files/old.amudbackup/check'],
  ['POST', '/api/backups/pieces'],
  ['PUT', '/api/backups/pieces/1'],
  ['POST', '/api/backups/restore'],
  ['POST', '/api/export'],
  ['POST', '/api/import'],
  ['POST', '/api/import/take'],
] as const;

describe('security 18: changes from other sites', () => {
  it('has every change in its list', async () => {
    await start();
    const routes = lab.app.http.routes
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path }) => `${method} ${path}`);
    expect(routes.toSorted()).toEqual(
      changes
        .map(
          ([method, path]) =>
            `${method} ${path.replace(/\/(1|nas)(?=\/|$)/, '/:id').replace('old.amudbackup', ':name')}`,
        )
        .toSorted(),
    );
  });

  const elsewhere: [string, string[]][] = [
    ['no word about the origin', []],
    ['another origin', ['Origin: http://evil.example']],
    ['an opaque origin', ['Origin: null']],
    ['an origin that is none', ['Origin: evil']],
    ['an empty origin', ['Origin:']],
    ['our host on another port', ['Origin: http://127.0.0.1:1']],
    ['a host that begins like ours', ['Origin: http://127.0.0.1.evil.example']],
    ['ours as the name of a user', ['Origin: http://127.0.0.1@evil.example']],
    ['Sec-Fetch-Site cross-site', ['Sec-Fetch-Site: cross-site']],
    ['Sec-Fetch-Site same-site', ['Sec-Fetch-Site: same-site']],
    ['Sec-Fetch-Site none', ['Sec-Fetch-Site: none']],
    ['Sec-Fetch-Site twice', ['Sec-Fetch-Site: same-origin', 'Sec-Fetch-Site: cross-site']],
    ['Sec-Fetch-Site of our own', ['Sec-Fetch-Site: SAME-ORIGIN?']],
  ];
  it.each(elsewhere)('refuses every change with %s', async (_, lines) => {
    await start();
    for (const [method, path] of changes)
      expect([path, await raw(method, path, [...lines, 'Content-Type: application/json'], '{}')]).toEqual([path, 403]);
    expect((await admin.get('/api/auth/me')).status).toBe(200);
  });

  it('believes Sec-Fetch-Site over Origin', async () => {
    await start();
    const { url } = lab;
    expect(await raw('DELETE', '/api/auth/sessions', [`Origin: ${url}`, 'Sec-Fetch-Site: cross-site'])).toBe(403);
    expect(await raw('DELETE', '/api/auth/sessions', ['Origin: http://x', 'Sec-Fetch-Site: same-origin'])).toBe(200);
  });

  it('takes its own origin, whatever a proxy made of the scheme and a person of the case', async () => {
    await start();
    const { host } = new URL(lab.url);
    for (const origin of [`http://${host}`, `https://${host}`])
      expect(await raw('DELETE', '/api/auth/sessions', [`Origin: ${origin}`])).toBe(200);
    const named = ['Host: AMUD.example.org', 'Origin: https://amud.example.org'];
    expect(await raw('DELETE', '/api/auth/sessions', named)).toBe(200);
  });

  it('takes the public address where the proxy does not pass on the host', async () => {
    await start({ publicUrl: new URL('https://amud.example.org/start') });
    expect(await raw('DELETE', '/api/auth/sessions', ['Origin: https://amud.example.org'])).toBe(200);
    for (const origin of ['http://amud.example.org', 'https://amud.example.org:444', 'https://x.amud.example.org'])
      expect(await raw('DELETE', '/api/auth/sessions', [`Origin: ${origin}`])).toBe(403);
  });

  it('lets reads be read: they change nothing, and no other site may see them', async () => {
    await start();
    const count = () => lab.store.database.prepare('SELECT count(*) FROM sessions').pluck().get();
    const before = count();
    for (const { path } of lab.app.http.routes.filter(({ method }) => method === 'GET'))
      expect(await raw('GET', path.replace(':id', 'nas'), ['Sec-Fetch-Site: cross-site'])).toBeLessThan(500);
    expect(count()).toBe(before);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/json',
    'application/json+x',
    '',
  ])('refuses a body as "%s"', async (type) => {
    await start();
    const body = JSON.stringify({ username: 'admin', password: 'x' });
    const lines = [`Origin: ${lab.url}`, ...(type ? [`Content-Type: ${type}`] : [])];
    for (const path of ['/api/auth/sign-in', '/api/auth/password'])
      expect(await raw('POST', path, lines, body)).toBe(415);
  });
});

describe('security 18: the live channel from other sites', () => {
  it('needs our origin and a session', async () => {
    await start();
    const cookie = admin.cookie ?? '';
    const origin = lab.url;
    expect(await live({ cookie, origin })).toBe(101);
    expect(await live({ origin })).toBe(401);
    expect(await live({ origin, cookie: `amud_session=${'x'.repeat(43)}` })).toBe(401);
    expect(await live({ cookie })).toBe(403);
    expect(await live({ cookie, 'sec-fetch-site': 'same-origin' })).toBe(403);
    for (const other of ['http://evil.example', 'null', 'http://127.0.0.1:1', `${origin}.evil.example`])
      expect(await live({ cookie, origin: other })).toBe(403);
  });

  it('takes the public address too', async () => {
    await start({ publicUrl: new URL('https://amud.example.org/') });
    const cookie = admin.cookie ?? '';
    expect(await live({ cookie, origin: 'https://amud.example.org' })).toBe(101);
    expect(await live({ cookie, origin: 'http://amud.example.org' })).toBe(403);
  });

  it('lets no page of others ask for data, and everybody else who may', async () => {
    await start();
    const { host } = new URL(lab.url);
    for (const path of ['/api/nodes', '/api/audit/export?format=csv', '/api/audit/verify']) {
      for (const site of ['cross-site', 'same-site'])
        expect([path, site, await raw('GET', path, [`Sec-Fetch-Site: ${site}`, `Host: ${host}`])]).toEqual([
          path,
          site,
          403,
        ]);
      for (const lines of [[], ['Sec-Fetch-Site: none'], ['Sec-Fetch-Site: same-origin']])
        expect([path, lines, await raw('GET', path, lines)]).toEqual([path, lines, 200]);
    }
  });
});
