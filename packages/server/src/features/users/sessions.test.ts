import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { closeCodes, LIVE_SUBPROTOCOL } from '@amud/protocol/channel.ts';
import { limits } from '@amud/protocol/limits.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../../test/eventually.ts';
import { createFakeClock, type FakeClock } from '../../../test/fake-clock.ts';
import { ADMIN_PASSWORD, type Client, type Lab, startLab } from '../../../test/lab.ts';

let lab: Lab;
let admin: Client;
let clock: FakeClock;

beforeEach(async () => {
  clock = createFakeClock();
  lab = await startLab({ clock });
  admin = await lab.admin();
});
afterEach(() => lab.stop());

const signIn = async (username = 'admin', password = ADMIN_PASSWORD) => {
  const client = lab.client();
  expect((await client.send('POST', '/api/auth/sign-in', { username, password })).status).toBe(200);
  return client;
};
const tokenOf = (client: Client) => client.cookie?.split('=')[1] ?? '';
const me = async (client: Client) => (await client.get('/api/auth/me')).status;
const rows = () => lab.store.database.prepare('SELECT token_hash FROM sessions ORDER BY id').pluck().all();
const openLive = async (client: Client) => {
  const headers = { origin: lab.url, cookie: client.cookie ?? '' };
  const socket = new WebSocket(`${lab.url.replace('http', 'ws')}/live`, LIVE_SUBPROTOCOL, { headers });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise((resolve) => socket.on('message', resolve));
  return { socket, closed };
};
const isOpen = ({ socket }: { socket: WebSocket }) => socket.readyState === WebSocket.OPEN;
const sessionIds = async (client: Client) =>
  ((await client.get('/api/auth/sessions')).body as { sessions: { id: number; current: boolean }[] }).sessions;

describe('session tokens', () => {
  it('security 5: are 43 signs of base64url, 32 bytes, another one each time', async () => {
    const tokens = [admin, await signIn(), await signIn()].map(tokenOf);
    for (const token of tokens) {
      expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
      expect(Buffer.from(token, 'base64url').length).toBe(32);
    }
    expect(new Set(tokens).size).toBe(3);
  });

  it('security 5: the database holds only their SHA-256, in no file any more', async () => {
    const token = tokenOf(admin);
    expect(rows()).toEqual([createHash('sha256').update(token).digest('hex')]);
    const files = ['', '-wal', '-shm'].map((suffix) => join(lab.folder, `amud.db${suffix}`)).filter(existsSync);
    const bytes = Buffer.concat(files.map((file) => readFileSync(file)));
    expect(bytes.includes(createHash('sha256').update(token).digest('hex'))).toBe(true);
    for (const secret of [token, Buffer.from(token, 'base64url'), Buffer.from(token, 'base64url').toString('hex')])
      expect(bytes.includes(secret)).toBe(false);
  });

  it.each(['', 'x', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}=`, 'a'.repeat(43), `${'a'.repeat(42)}%41`])(
    'security 5: a token of the shape "%s" is nobody',
    async (token) => {
      expect((await admin.get('/api/auth/me', { cookie: `amud_session=${token}` })).status).toBe(401);
    },
  );

  it('security 5: the stored value is no token', async () => {
    const [hash] = rows();
    for (const value of [String(hash), Buffer.from(String(hash), 'hex').toString('base64url')])
      expect((await admin.get('/api/auth/me', { cookie: `amud_session=${value}` })).status).toBe(401);
  });
});

describe('the lifetime of a session', () => {
  it('security 6: is 24 hours, whatever is done with it; then it is refused and removed', async () => {
    const { headers } = await lab
      .client()
      .send('POST', '/api/auth/sign-in', { username: 'admin', password: ADMIN_PASSWORD });
    expect(headers.get('set-cookie')).toContain('; Max-Age=86400;');
    for (let hour = 1; hour < 24; hour += 1) clock.jump(3_600_000);
    clock.jump(3_600_000 - 1);
    expect(await me(admin)).toBe(200);
    clock.jump(1);
    expect(rows().length).toBe(2);
    expect(await me(admin)).toBe(401);
    expect(rows().length).toBe(1);
    expect((await admin.get('/nodes')).text).toContain('"user":null');
  });

  it('security 6: an expired one opens no live channel, and an open one closes', async () => {
    const live = await openLive(admin);
    clock.jump(limits.session.lifetimeMs);
    clock.advance(limits.live.heartbeatMs);
    expect(await live.closed).toBe(closeCodes.unauthenticated);
    expect(await me(admin)).toBe(401);
  });

  it('security 6: every hour those that ran out are removed, unused, and the others are not', async () => {
    await signIn();
    clock.jump(limits.session.lifetimeMs - 1);
    const other = await signIn();
    expect(rows().length).toBe(3);
    clock.advance(limits.session.sweepMs);
    await eventually(() => expect(rows().length).toBe(1));
    expect(await me(other)).toBe(200);
    clock.advance(limits.session.sweepMs);
    expect(await me(other)).toBe(200);
  });

  it('security 26: one user has so many sessions; the oldest ends first', async () => {
    const insert = lab.store.database.prepare(
      "INSERT INTO sessions (token_hash, user_id, created_at, last_seen_at, expires_at, address, device) VALUES (?, 1, 1, 1, 9e15, '', '')",
    );
    for (let index = 0; index < limits.session.perUser; index += 1) insert.run(`seed ${index}`);
    const newest = await signIn();
    expect(rows().length).toBe(limits.session.perUser);
    expect([await me(newest), await me(admin)]).toEqual([200, 401]);
  });
});

describe('the end of a session', () => {
  it('security 8: is not a restart', async () => {
    const { folder } = lab;
    const { cookie } = admin;
    await lab.app.stop();
    lab = await startLab({ folder, clock });
    expect((await lab.client().get('/api/auth/me', { cookie: cookie ?? '' })).status).toBe(200);
    rmSync(join(folder, 'web'), { recursive: true });
  });

  it('security 8: is sign-out, for that session alone, with its sockets', async () => {
    const other = await signIn();
    const [live, otherLive] = [await openLive(admin), await openLive(other)];
    const { cookie = '' } = admin;
    const { headers } = await admin.send('POST', '/api/auth/sign-out');
    expect(headers.get('set-cookie')).toBe('amud_session=; Max-Age=0; HttpOnly; SameSite=Strict; Path=/');
    expect(await live.closed).toBe(closeCodes.unauthenticated);
    expect((await admin.get('/api/auth/me', { cookie })).status).toBe(401);
    expect([await me(other), isOpen(otherLive)]).toEqual([200, true]);
    expect((await admin.send('POST', '/api/auth/sign-out')).status).toBe(200);
  });

  it('security 8: is a password change, for all but the one that made it', async () => {
    const others = [await signIn(), await signIn()];
    const lives = await Promise.all(others.map(openLive));
    const mine = await openLive(admin);
    const change = { current: ADMIN_PASSWORD, next: 'another good passphrase' };
    expect((await admin.send('POST', '/api/auth/password', { ...change, current: 'wrong' })).status).toBe(422);
    expect(await Promise.all(others.map(me))).toEqual([200, 200]);
    expect((await admin.send('POST', '/api/auth/password', change)).status).toBe(200);
    expect(await Promise.all(lives.map(({ closed }) => closed))).toEqual([4401, 4401]);
    expect(await Promise.all([admin, ...others].map(me))).toEqual([200, 401, 401]);
    expect(isOpen(mine)).toBe(true);
  });

  it('security 8: is being ended by its owner, one or all others', async () => {
    const [one, two] = [await signIn(), await signIn()];
    const lives = [await openLive(one), await openLive(two), await openLive(admin)];
    const oneId = (await sessionIds(one)).find(({ current }) => current)?.id;
    expect((await admin.send('DELETE', `/api/auth/sessions/${oneId}`)).status).toBe(200);
    expect(await lives[0]?.closed).toBe(closeCodes.unauthenticated);
    expect(await Promise.all([admin, one, two].map(me))).toEqual([200, 401, 200]);
    expect((await admin.send('DELETE', `/api/auth/sessions/${oneId}`)).status).toBe(404);
    expect((await admin.send('DELETE', '/api/auth/sessions')).status).toBe(200);
    expect(await lives[1]?.closed).toBe(closeCodes.unauthenticated);
    expect(await Promise.all([admin, two].map(me))).toEqual([200, 401]);
    expect(lives[2] && isOpen(lives[2])).toBe(true);
  });

  it('security 8: is the removal of its user and a change of the role', async () => {
    const addUser = lab.store.database.prepare(
      "INSERT INTO users (username, password_hash, role, must_change_password) SELECT ?, password_hash, 'viewer', 0 FROM users WHERE id = 1",
    );
    for (const name of ['anna', 'bert']) addUser.run(name);
    const [anna, bert] = [await signIn('anna'), await signIn('bert')];
    const lives = [await openLive(anna), await openLive(bert)];
    lab.store.database.prepare("DELETE FROM users WHERE username = 'anna'").run();
    lab.store.database.prepare("UPDATE users SET role = 'guest' WHERE username = 'bert'").run();
    expect([await me(anna), (await bert.get('/api/nodes')).status]).toEqual([401, 403]);
    clock.advance(limits.live.heartbeatMs);
    expect(await Promise.all(lives.map(({ closed }) => closed))).toEqual([4401, 4401]);
  });

  it('security 8: signing in again ends the session that the browser had', async () => {
    const client = lab.client();
    await client.send('POST', '/api/auth/sign-in', { username: 'admin', password: ADMIN_PASSWORD });
    const before = client.cookie ?? '';
    await client.send('POST', '/api/auth/sign-in', { username: 'admin', password: 'a wrong password' });
    expect((await lab.client().get('/api/auth/me', { cookie: before })).status).toBe(200);
    await client.send('POST', '/api/auth/sign-in', { username: 'admin', password: ADMIN_PASSWORD });
    expect((await lab.client().get('/api/auth/me', { cookie: before })).status).toBe(401);
    expect((await client.get('/api/auth/me')).status).toBe(200);
  });

  it('security 8: its token is another after the password changed, and its open pages stay', async () => {
    const client = await signIn();
    const live = await openLive(client);
    const before = client.cookie ?? '';
    const change = { current: ADMIN_PASSWORD, next: 'seven green tractors' };
    expect((await client.send('POST', '/api/auth/password', change)).status).toBe(200);
    expect(client.cookie).not.toBe(before);
    expect((await lab.client().get('/api/auth/me', { cookie: before })).status).toBe(401);
    expect(await me(client)).toBe(200);
    clock.advance(limits.live.heartbeatMs);
    await eventually(() => expect(isOpen(live)).toBe(true));
  });

  it('security 28: the password is asked for again after a while, and guessing it counts', async () => {
    const make = (username: string) => admin.send('POST', '/api/users', { username, role: 'guest' });
    const confirm = (password: string) => admin.send('POST', '/api/auth/confirm', { password });
    clock.advance(limits.session.confirmedMs - 1_000);
    expect((await make('anna')).status).toBe(200);
    clock.advance(1_000);
    expect((await make('bert')).body).toMatchObject({ error: { kind: 'confirmation-required' } });
    expect((await confirm('a wrong password')).body).toMatchObject({ error: { kind: 'invalid', field: 'password' } });
    expect((await make('bert')).status).toBe(403);
    expect((await confirm(ADMIN_PASSWORD)).status).toBe(200);
    expect((await make('bert')).status).toBe(200);
    for (let turn = 0; turn < limits.signIn.failuresPerName; turn += 1) await confirm('a wrong password');
    expect((await confirm(ADMIN_PASSWORD)).status).toBe(429);
  });
});
