import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { closeCodes, LIVE_SUBPROTOCOL } from '@amud/protocol/channel.ts';
import { limits } from '@amud/protocol/limits.ts';
import { StartError } from '@amud/protocol/start-error.ts';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createFakeClock, type FakeClock } from '../../../test/fake-clock.ts';
import { ADMIN_PASSWORD, type Client, type Lab, startLab } from '../../../test/lab.ts';
import { silentLog } from '../../core/log.ts';
import { randomPassword } from '../../core/random.ts';
import { openStore } from '../../store/open.ts';
import { createPasswords } from './passwords.ts';
import { resetPassword } from './reset-password.ts';

let lab: Lab;
let admin: Client;
let clock: FakeClock;

beforeEach(async () => {
  clock = createFakeClock(Date.now());
  lab = await startLab({ clock });
  admin = await lab.admin();
});
afterEach(() => lab.stop());

const signIn = (client: Client, password: string) =>
  client.send('POST', '/api/auth/sign-in', { username: 'admin', password });
const databasePath = () => join(lab.folder, 'amud.db');
/** As `amud reset-password` does it beside a server that runs: a connection of its own. */
const reset = async (username: string) => {
  const store = openStore(databasePath(), silentLog());
  const parts = { query: store.query, passwords: createPasswords(), now: clock.now() };
  return resetPassword(parts, username).finally(() => store.close());
};
/** As the manual says it, with the sqlite3 program. */
const writeByHand = (password: string) => {
  const database = new SqliteDatabase(databasePath());
  database
    .prepare("UPDATE users SET password_hash = ? WHERE username = 'admin'")
    .run(createHash('sha256').update(password).digest('hex'));
  database.close();
};
const live = (client: Client) => {
  const headers = { origin: lab.url, cookie: client.cookie ?? '' };
  const socket = new WebSocket(`${lab.url.replace('http', 'ws')}/live`, LIVE_SUBPROTOCOL, { headers });
  socket.on('error', () => {});
  const opened = new Promise<void>((resolve) => socket.on('open', resolve));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const refused = new Promise<number>((resolve) =>
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0)),
  );
  return { opened, closed, refused };
};

/** Everything that is refused until a new password is chosen; then nothing is. */
const expectMustChange = async (client: Client, current: string) => {
  const changes: [string, string][] = [
    ['GET', '/api/nodes'],
    ['GET', '/api/nodes/nas'],
    ['GET', '/api/nodes/nas/history?series=x'],
    ['GET', '/api/nodes/nas/sources'],
    ['GET', '/api/openapi.json'],
    ['DELETE', '/api/nodes/nas'],
  ];
  for (const [method, path] of changes) {
    const { status, body } = await client.send(method, path);
    expect([path, status, body]).toMatchObject([path, 403, { error: { kind: 'password-change-required' } }]);
  }
  expect(await live(client).refused).toBe(403);
  const page = await client.get('/nodes');
  expect(page.text).toContain('"mustChangePassword":true');
  expect(page.text).not.toContain('"snapshot"');
  expect((await client.send('POST', '/api/auth/password', { current, next: current })).status).toBe(422);
  expect((await client.get('/api/nodes')).status).toBe(403);
  const next = 'chosen after the reset';
  expect((await client.send('POST', '/api/auth/password', { current, next })).status).toBe(200);
  expect((await client.get('/api/nodes')).status).toBe(200);
};

describe('the emergency reset', () => {
  it('security 3: beside a running server it ends the sessions, and its one-time password must be changed', async () => {
    const socket = live(admin);
    await socket.opened;
    const password = await reset(' ADMIN ');
    expect((await admin.get('/api/auth/me')).status).toBe(401);
    clock.advance(limits.live.heartbeatMs);
    expect(await socket.closed).toBe(closeCodes.unauthenticated);
    const client = lab.client();
    expect((await signIn(client, ADMIN_PASSWORD)).status).toBe(401);
    expect((await signIn(client, password)).status).toBe(200);
    await expectMustChange(client, password);
    expect((await signIn(lab.client(), password)).status).toBe(401);
  });

  it('security 3: touches no one else, and names the known users when it does not know one', async () => {
    lab.store.database.prepare("INSERT INTO users (username, password_hash) VALUES ('anna', 'x')").run();
    await reset('anna');
    expect((await admin.get('/api/auth/me')).status).toBe(200);
    await expect(reset('nobody')).rejects.toThrow(StartError);
    await expect(reset('nobody')).rejects.toThrow('There is no user "nobody". Known: admin, anna.');
  });

  it('security 3: a SHA-256 written with sqlite3 ends the sessions and must be changed', async () => {
    const socket = live(admin);
    await socket.opened;
    writeByHand('by hand');
    expect(lab.store.database.prepare('SELECT count(*) FROM sessions').pluck().get()).toBe(0);
    expect((await admin.get('/api/auth/me')).status).toBe(401);
    clock.advance(limits.live.heartbeatMs);
    expect(await socket.closed).toBe(closeCodes.unauthenticated);
    const client = lab.client();
    expect((await signIn(client, ADMIN_PASSWORD)).status).toBe(401);
    expect((await signIn(client, 'by hand')).status).toBe(200);
    await expectMustChange(client, 'by hand');
  });

  it('security 3: a reset and a change at the same moment leave one password, not two', async () => {
    const next = 'changed at the same moment';
    const [password] = await Promise.all([
      reset('admin'),
      admin.send('POST', '/api/auth/password', { current: ADMIN_PASSWORD, next }),
    ]);
    const works = await Promise.all([password, next].map((text) => signIn(lab.client(), text)));
    expect(works.filter(({ status }) => status === 200).length).toBe(1);
  });
});

describe('the first start', () => {
  it('security 4: the first admin has 96 bits or more, once, and must change', async () => {
    const fresh = await startLab();
    const again = await startLab();
    const signs = /^(?:[A-HJ-NP-Za-kmnp-z2-9]{5}-){4}[A-HJ-NP-Za-kmnp-z2-9]{5}$/;
    // 25 signs of 54 are 143 bits.
    for (const { firstPassword } of [fresh, again]) expect(firstPassword).toMatch(signs);
    expect(fresh.firstPassword).not.toBe(again.firstPassword);
    expect(fresh.logged.join()).not.toContain(fresh.firstPassword);
    const client = fresh.client();
    const { body } = await client.send('POST', '/api/auth/sign-in', {
      username: 'admin',
      password: fresh.firstPassword,
    });
    expect(body).toMatchObject({ user: { role: 'admin', mustChangePassword: true } });
    expect((await client.get('/api/nodes')).body).toMatchObject({ error: { kind: 'password-change-required' } });
    await fresh.stop();
    await again.stop();
  });

  it('security 4: every sign of a one-time password is equally likely', () => {
    const passwords = Array.from({ length: 2_000 }, () => randomPassword().replaceAll('-', '')).join('');
    const counts = new Map<string, number>();
    for (const sign of passwords) counts.set(sign, (counts.get(sign) ?? 0) + 1);
    const expected = passwords.length / 54;
    expect(counts.size).toBe(54);
    for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(7 * Math.sqrt(expected));
  });

  it('security 4: nobody is made when someone is there, not after a restart nor with only another user', async () => {
    const { folder } = lab;
    await lab.app.stop();
    const users = () => lab.store.database.prepare('SELECT username FROM users').pluck().all();
    lab = await startLab({ folder });
    expect([lab.firstPassword, users()]).toEqual(['', ['admin']]);
    lab.store.database.prepare("UPDATE users SET username = 'anna'").run();
    await lab.app.stop();
    lab = await startLab({ folder });
    expect([lab.firstPassword, users()]).toEqual(['', ['anna']]);
  });
});
