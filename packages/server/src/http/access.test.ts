import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { connectAgent, readingOf } from '../../test/fake-agent.ts';
import { type Client, type Lab, startLab } from '../../test/lab.ts';
import { randomToken, sha256Hex } from '../core/random.ts';
import { type AnyRoute, route } from './route.ts';

/** Who asks. `unready` is an admin who must choose a password first. */
const callers = ['anonymous', 'unready', 'guest', 'viewer', 'operator', 'admin'] as const;
type CallerName = (typeof callers)[number];
type Access = 'anyone' | 'signed-in' | 'guest' | 'viewer' | 'operator' | 'admin';

/** What each route asks for, as the contract says it: a route that is not here fails (security 16). */
const expectedAccess: Record<string, { access: Access; path?: string; query?: string }> = {
  'GET /healthz': { access: 'anyone' },
  'GET /readyz': { access: 'anyone' },
  'GET /api/openapi.json': { access: 'guest' },
  'POST /api/auth/sign-in': { access: 'anyone' },
  'POST /api/auth/sign-out': { access: 'anyone' },
  'GET /api/auth/me': { access: 'signed-in' },
  'POST /api/auth/password': { access: 'signed-in' },
  'POST /api/auth/confirm': { access: 'signed-in' },
  'GET /api/auth/sessions': { access: 'signed-in' },
  'DELETE /api/auth/sessions/:id': { access: 'signed-in', path: '/api/auth/sessions/999999' },
  'DELETE /api/auth/sessions': { access: 'signed-in' },
  'GET /api/auth/sign-ins': { access: 'signed-in' },
  'GET /api/users': { access: 'admin' },
  'POST /api/users': { access: 'admin' },
  'PATCH /api/users/:id': { access: 'admin', path: '/api/users/999999' },
  'DELETE /api/users/:id': { access: 'admin', path: '/api/users/999999' },
  'POST /api/users/:id/reset-password': { access: 'admin', path: '/api/users/999999/reset-password' },
  'DELETE /api/users/:id/sessions': { access: 'admin', path: '/api/users/999999/sessions' },
  'GET /api/audit': { access: 'admin' },
  'GET /api/audit/export': { access: 'admin', query: '?format=csv' },
  'GET /api/audit/verify': { access: 'admin' },
  'GET /api/uploads': { access: 'operator' },
  'POST /api/uploads': { access: 'operator' },
  'DELETE /api/uploads/:id': { access: 'operator', path: `/api/uploads/${'x'.repeat(43)}` },
  'GET /uploads/:file': { access: 'anyone', path: `/uploads/${'x'.repeat(43)}.webp` },
  'GET /api/settings': { access: 'guest' },
  'PATCH /api/settings': { access: 'guest' },
  'GET /icons/:set/:file': { access: 'anyone', path: '/icons/brand/jellyfin.svg' },
  'GET /icons/shapes': { access: 'anyone', query: '?of=brand:jellyfin' },
  'GET /api/icons': { access: 'operator', query: '?q=jellyfin' },
  'GET /api/icons/suggest': { access: 'operator', query: '?name=Sonarr' },
  'POST /api/icons/fetch': { access: 'operator' },
  'GET /api/icons/licences': { access: 'guest' },
  'GET /look/own.css': { access: 'anyone' },
  'GET /look/custom.css': { access: 'anyone' },
  'GET /manifest.webmanifest': { access: 'anyone' },
  'GET /api/backups': { access: 'admin' },
  'POST /api/backups': { access: 'admin' },
  'PUT /api/backups/passphrase': { access: 'admin' },
  'DELETE /api/backups/passphrase': { access: 'admin' },
  'GET /api/backups/files/:name': { access: 'admin', path: '/api/backups/files/x.amudbackup' },
  'DELETE /api/backups/files/:name': { access: 'admin', path: '/api/backups/files/x.amudbackup' },
  'POST /api/backups/files/:name/check': { access: 'admin', path: '/api/backups/files/x.amudbackup/check' },
  'POST /api/backups/pieces': { access: 'admin' },
  'PUT /api/backups/pieces/:id': { access: 'admin', path: `/api/backups/pieces/${'a'.repeat(20)}`, query: '?offset=0' },
  'POST /api/backups/restore': { access: 'admin' },
  'POST /api/export': { access: 'admin' },
  'POST /api/import': { access: 'admin' },
  'POST /api/import/take': { access: 'admin' },
  'GET /api/checkup': { access: 'admin' },
  'GET /api/discovery': { access: 'operator' },
  'GET /api/discovery/:node/containers': { access: 'operator', path: '/api/discovery/nobody/containers' },
  'POST /api/discovery/ignored': { access: 'operator' },
  'GET /api/apps': { access: 'guest' },
  'POST /api/apps': { access: 'operator' },
  'PATCH /api/apps': { access: 'operator' },
  'GET /api/app-uses': { access: 'operator' },
  'GET /api/apps/:id': { access: 'operator', path: '/api/apps/aaaaaaaaaaaa' },
  'PUT /api/apps/:id': { access: 'operator', path: '/api/apps/aaaaaaaaaaaa' },
  'DELETE /api/apps/:id': { access: 'operator', path: '/api/apps/aaaaaaaaaaaa' },
  'POST /api/apps/:id/restore': { access: 'operator', path: '/api/apps/aaaaaaaaaaaa/restore' },
  'GET /api/boards/:board/weather/:item': {
    access: 'anyone',
    path: '/api/boards/aaaaaaaaaaaa/weather/aaaaaaaaaaaa',
  },
  'GET /api/boards/:board/calendar/:item': {
    access: 'anyone',
    path: '/api/boards/aaaaaaaaaaaa/calendar/aaaaaaaaaaaa',
    query: '?from=2026-11-25&days=7&zone=UTC',
  },
  'POST /api/calendar/preview': { access: 'operator' },
  'GET /api/boards/:board/feeds/:item': {
    access: 'anyone',
    path: '/api/boards/aaaaaaaaaaaa/feeds/aaaaaaaaaaaa',
  },
  'GET /api/feeds': { access: 'guest' },
  'POST /api/feeds': { access: 'operator' },
  'PUT /api/feeds/:id': { access: 'operator', path: '/api/feeds/aaaaaaaaaaaa' },
  'DELETE /api/feeds/:id': { access: 'operator', path: '/api/feeds/aaaaaaaaaaaa' },
  'POST /api/feeds/:id/restore': { access: 'operator', path: '/api/feeds/aaaaaaaaaaaa/restore' },
  'POST /api/feed-look': { access: 'operator' },
  'POST /api/feed-test': { access: 'operator' },
  'GET /api/feed-opml': { access: 'operator' },
  'POST /api/feed-opml': { access: 'operator' },
  'GET /api/feed-entries': { access: 'guest' },
  'POST /api/feed-entries/marks': { access: 'guest' },
  'POST /api/feed-entries/read-all': { access: 'guest' },
  'POST /api/feed-entries/read-all/undo': { access: 'guest' },
  'GET /api/weather': { access: 'operator', query: '?latitude=x&longitude=13.4' },
  'GET /api/places': { access: 'viewer', query: '?q=B' },
  'GET /api/boards': { access: 'anyone' },
  'GET /api/boards/:id': { access: 'anyone', path: '/api/boards/aaaaaaaaaaaa' },
  'PUT /api/home': { access: 'guest' },
  'POST /api/boards': { access: 'operator' },
  'PUT /api/boards/:id': { access: 'operator', path: '/api/boards/aaaaaaaaaaaa' },
  'PATCH /api/boards/:id': { access: 'operator', path: '/api/boards/aaaaaaaaaaaa' },
  'DELETE /api/boards/:id': { access: 'operator', path: '/api/boards/aaaaaaaaaaaa' },
  'POST /api/boards/:id/restore': { access: 'operator', path: '/api/boards/aaaaaaaaaaaa/restore' },
  'POST /api/boards/:id/duplicate': { access: 'operator', path: '/api/boards/aaaaaaaaaaaa/duplicate' },
  'POST /api/boards/:id/undo': { access: 'operator', path: '/api/boards/aaaaaaaaaaaa/undo' },
  'POST /api/boards/:id/redo': { access: 'operator', path: '/api/boards/aaaaaaaaaaaa/redo' },
  'POST /api/boards/:id/move': { access: 'operator', path: '/api/boards/aaaaaaaaaaaa/move' },
  'GET /api/nodes': { access: 'viewer' },
  'GET /api/nodes/:id': { access: 'viewer', path: '/api/nodes/nas' },
  'GET /api/nodes/:id/history': { access: 'viewer', path: '/api/nodes/nas/history', query: '?series=x' },
  'GET /api/nodes/:id/sources': { access: 'viewer', path: '/api/nodes/gone/sources' },
  'DELETE /api/nodes/:id': { access: 'admin', path: '/api/nodes/nas' },
  'POST /api/checks/test': { access: 'operator' },
  'GET /api/apps/:id/history': { access: 'viewer', path: '/api/apps/abcdefgh/history' },
  'POST /api/apps/:id/check': { access: 'operator', path: '/api/apps/abcdefgh/check' },
  'GET /assets/*': { access: 'anyone', path: '/assets/app-1.js' },
  'GET /*': { access: 'anyone', path: '/nodes' },
};

const permitted: Record<Access, readonly CallerName[]> = {
  anyone: callers,
  'signed-in': ['unready', 'guest', 'viewer', 'operator', 'admin'],
  guest: ['guest', 'viewer', 'operator', 'admin'],
  viewer: ['viewer', 'operator', 'admin'],
  operator: ['operator', 'admin'],
  admin: ['admin'],
};

const addressOf = (path: string) => path.replace(':id', '1').replace(':name', 'x.amudbackup');
const nameOf = ({ method, path }: AnyRoute) => `${method} ${path}`;
/** Routes without a line in the table, and lines without a route. */
const unmatched = (routes: AnyRoute[]) => {
  const names = routes.map(nameOf);
  return {
    unexpected: names.filter((name) => !Object.hasOwn(expectedAccess, name)),
    missing: Object.keys(expectedAccess).filter((name) => !names.includes(name)),
    twice: names.filter((name, index) => names.indexOf(name) !== index),
  };
};
const nothing = { unexpected: [], missing: [], twice: [] };

let lab: Lab;
const cookies = new Map<CallerName, string>();

/** A session of its own for each try, since some tries end it. */
const asCaller = async (name: CallerName): Promise<Client> => {
  const client = lab.client();
  if (name === 'anonymous') return client;
  lab.store.database
    .prepare(
      'INSERT OR REPLACE INTO sessions (token_hash, user_id, created_at, last_seen_at, expires_at, address, device, confirmed_at) SELECT token_hash, id, 1, 9e15, 9e15, ?, ?, 9e15 FROM users, (SELECT ? AS token_hash) WHERE username = ?',
    )
    .run('::1', 'x', sha256Hex(cookies.get(name) ?? ''), name);
  client.cookie = `amud_session=${cookies.get(name)}`;
  return client;
};

beforeAll(async () => {
  lab = await startLab();
  await lab.admin();
  for (const name of callers.slice(1)) {
    lab.store.database
      .prepare('INSERT OR IGNORE INTO users (username, password_hash, role, must_change_password) VALUES (?, ?, ?, ?)')
      .run(name, `$argon2 ${name}`, name === 'unready' ? 'admin' : name, name === 'unready' ? 1 : 0);
    cookies.set(name, randomToken());
  }
  const agent = await connectAgent(`ws+unix:${lab.socketPath}:/agent`);
  agent.send({ type: 'sample', seq: 1, at: Date.now(), reading: readingOf(5) });
  agent.answerAll([]);
});
afterAll(() => lab.stop());

describe('security 16: every route and every role', () => {
  it('has every route in the table, and every line of the table a route', () => {
    expect(unmatched(lab.app.http.routes)).toEqual(nothing);
  });

  it('would notice a route that is not in the table', () => {
    const invented = route({
      method: 'POST',
      path: '/api/invented',
      summary: 'Not there.',
      access: 'public',
      audit: 'invented',
      respond: async () => new Response(),
    });
    expect(unmatched([...lab.app.http.routes, invented])).toEqual({ ...nothing, unexpected: ['POST /api/invented'] });
    expect(unmatched(lab.app.http.routes.slice(1)).missing.length).toBe(1);
    expect(unmatched([...lab.app.http.routes, ...lab.app.http.routes.slice(0, 1)]).twice.length).toBe(1);
  });

  it('declares no change without an audit name, and no variable without a schema', () => {
    const respond = async () => new Response();
    const base = { summary: '', access: 'public', respond } as const;
    expect(() => route({ ...base, method: 'POST', path: '/x' })).toThrow('audit');
    expect(() => route({ ...base, method: 'GET', path: '/x/:id' })).toThrow('schema');
  });

  const cases = Object.entries(expectedAccess).flatMap(([name, { access, path, query = '' }]) => {
    const [method = '', pattern = ''] = name.split(' ');
    const address = `${path ?? pattern}${query}`;
    return callers.map((caller) => ({
      name,
      method,
      address,
      caller,
      isPermitted: permitted[access].includes(caller),
    }));
  });
  it.each(cases)('$name as $caller: $isPermitted', async ({ method, address, caller, isPermitted }) => {
    const client = await asCaller(caller);
    const { status, body } = await client.send(
      method,
      address,
      ['POST', 'PUT', 'PATCH'].includes(method) ? {} : undefined,
    );
    const kind = (body as { error?: { kind: string } } | undefined)?.error?.kind;
    if (isPermitted) {
      expect(['unauthenticated', 'forbidden', 'password-change-required']).not.toContain(kind);
      expect([200, 404, 409, 415, 422]).toContain(status);
    } else {
      const because = { anonymous: 'unauthenticated', unready: 'password-change-required' }[caller as string];
      expect([status, kind]).toEqual([caller === 'anonymous' ? 401 : 403, because ?? 'forbidden']);
    }
  });

  it('asks for the password again before accounts are changed', async () => {
    const confirmed = lab.app.http.routes.filter((one) => one.confirmed).map(nameOf);
    expect(confirmed).toEqual([
      'POST /api/users',
      'PATCH /api/users/:id',
      'DELETE /api/users/:id',
      'POST /api/users/:id/reset-password',
      'POST /api/backups',
      'PUT /api/backups/passphrase',
      'DELETE /api/backups/passphrase',
      'DELETE /api/backups/files/:name',
      'POST /api/backups/pieces',
      'PUT /api/backups/pieces/:id',
      'POST /api/backups/files/:name/check',
      'POST /api/backups/restore',
      'POST /api/export',
      'POST /api/import',
      'POST /api/import/take',
    ]);
    const admin = await asCaller('admin');
    lab.store.database.exec('UPDATE sessions SET confirmed_at = 0');
    for (const name of confirmed) {
      const [method = '', path = ''] = name.split(' ');
      const { status, body } = await admin.send(method, addressOf(path), method === 'DELETE' ? undefined : {});
      expect([name, status, body]).toMatchObject([name, 403, { error: { kind: 'confirmation-required' } }]);
    }
    expect((await admin.get('/api/users')).status).toBe(200);
  });

  it.each(callers)('refuses unknown methods and addresses as %s', async (caller) => {
    const client = await asCaller(caller);
    for (const { method, path } of lab.app.http.routes.filter(({ path }) => !path.includes('*'))) {
      const address = path.replace(/:(id|file|set|name)/g, 'nas');
      const others = ['POST', 'PUT', 'PATCH', 'DELETE'].filter(
        (other) => !lab.app.http.routes.some((route) => route.path === path && route.method === other),
      );
      for (const other of others)
        expect([method, (await client.send(other, address, {})).status]).toEqual([method, 405]);
    }
    expect((await client.get('/api/user')).status).toBe(404);
    expect((await client.get('/api/auth')).status).toBe(404);
  });
});

describe('security 16: what belongs to someone', () => {
  const ids = async (client: Client) =>
    ((await client.get('/api/auth/sessions')).body as { sessions: { id: number }[] }).sessions.map(({ id }) => id);

  it("lists and ends one's own sessions only, admin or not", async () => {
    const [viewer, admin] = [await asCaller('viewer'), await asCaller('admin')];
    const [theirs] = await ids(admin);
    const [mine] = await ids(viewer);
    expect((await ids(viewer)).includes(theirs ?? 0)).toBe(false);
    expect((await viewer.send('DELETE', `/api/auth/sessions/${theirs}`)).status).toBe(404);
    expect((await admin.send('DELETE', `/api/auth/sessions/${mine}`)).status).toBe(404);
    expect((await viewer.send('DELETE', '/api/auth/sessions')).status).toBe(200);
    for (const client of [viewer, admin]) expect((await client.get('/api/auth/me')).status).toBe(200);
  });

  it.each(['0', '-1', '1.5', '1e3', '%31%20', '1%20OR%201=1', '9999999999999999', 'NaN', '..%2f1'])(
    'knows no session "%s"',
    async (id) => {
      const admin = await asCaller('admin');
      expect((await admin.send('DELETE', `/api/auth/sessions/${id}`)).status).toBe(404);
      expect((await admin.get('/api/auth/me')).status).toBe(200);
    },
  );

  it('shows a guest no topic of the live channel, and a viewer both', async () => {
    for (const [caller, type] of [
      ['guest', 'gone'],
      ['viewer', 'snapshot'],
    ] as const) {
      const { cookie = '' } = await asCaller(caller);
      const socket = new WebSocket(`${lab.url.replace('http', 'ws')}/live`, { headers: { origin: lab.url, cookie } });
      const types: string[] = [];
      socket.on('open', () => {
        for (const topic of ['nodes', 'node:nas']) socket.send(JSON.stringify({ type: 'subscribe', topic }));
      });
      await new Promise<void>((resolve) =>
        socket.on('message', (data) => {
          const message = JSON.parse(String(data));
          if (message.type !== 'delta') types.push(message.type);
          if (types.length === 3) resolve();
        }),
      );
      expect(types).toEqual(['hello', type, type]);
      socket.terminate();
    }
  });

  it('gives no node data in the page of a guest or of anyone', async () => {
    for (const caller of ['anonymous', 'unready', 'guest'] as const)
      for (const path of ['/', '/nodes', '/nodes/nas']) {
        const { text } = await (await asCaller(caller)).get(path);
        expect(text).not.toMatch(/"topic":"node|busyPercent|"nas"/);
      }
    expect((await (await asCaller('viewer')).get('/nodes')).text).toContain('"topic":"nodes"');
  });
});
