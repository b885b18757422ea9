import type { Account } from '@amud/protocol/http.ts';
import { limits } from '@amud/protocol/limits.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Client, type Lab, startLab } from '../../../test/lab.ts';

let lab: Lab;
let admin: Client;
beforeEach(async () => {
  lab = await startLab();
  admin = await lab.admin();
});
afterEach(() => lab.stop());

const list = async (): Promise<Account[]> => ((await admin.get('/api/users')).body as { users: Account[] }).users;
const create = async (username: string, role = 'viewer') => {
  const { status, body } = await admin.send('POST', '/api/users', { username, role });
  expect([status, body]).toMatchObject([200, { user: { username, role } }]);
  return body as { user: Account; password: string };
};
const signIn = async (username: string, password: string) => {
  const client = lab.client();
  return { client, answer: await client.send('POST', '/api/auth/sign-in', { username, password }) };
};
/** Someone with a password of their own. */
const settled = async (username: string, role: string) => {
  const { user, password } = await create(username, role);
  const { client } = await signIn(username, password);
  const next = `the way of ${username}, 42 miles`;
  expect((await client.send('POST', '/api/auth/password', { current: password, next })).status).toBe(200);
  return { id: user.id, client, password: next };
};
const patch = (id: number, change: object, who = admin) => who.send('PATCH', `/api/users/${id}`, change);

describe('accounts', () => {
  it('are made with a one-time password that must be changed first', async () => {
    const { user, password } = await create('anna', 'operator');
    expect(user).toMatchObject({ disabled: false, mustChangePassword: true, lastSignInAt: null, sessions: 0 });
    expect(password.length).toBeGreaterThanOrEqual(20);
    const { client, answer } = await signIn('ANNA', password);
    expect(answer.body).toMatchObject({ user: { role: 'operator', mustChangePassword: true } });
    expect((await client.get('/api/nodes')).status).toBe(403);
    expect(
      (await client.send('POST', '/api/auth/password', { current: password, next: 'seven green tractors' })).status,
    ).toBe(200);
    expect((await client.get('/api/nodes')).status).toBe(200);
    expect(await list()).toMatchObject([
      { username: 'admin', role: 'admin', sessions: 1 },
      { username: 'anna', mustChangePassword: false, sessions: 1, lastSignInAt: expect.any(Number) },
    ]);
  });

  it.each([
    ['', 'Type a user name'],
    ['a b', 'letters a to z'],
    ['<b>', 'letters a to z'],
    ['аdmin', 'letters a to z'],
    ['-x', 'letters a to z'],
    ['x'.repeat(limits.user.nameLength + 1), 'characters at most'],
  ])('are not made under the name "%s"', async (username, why) => {
    const { status, body } = await admin.send('POST', '/api/users', { username, role: 'viewer' });
    expect([status, body]).toMatchObject([
      422,
      { error: { field: 'username', message: expect.stringContaining(why) } },
    ]);
  });

  it('have one name each, whatever its case, and a role that there is', async () => {
    await create('anna');
    expect((await admin.send('POST', '/api/users', { username: ' Anna', role: 'guest' })).body).toMatchObject({
      error: { kind: 'conflict', field: 'username' },
    });
    expect((await admin.send('POST', '/api/users', { username: 'bert', role: 'root' })).status).toBe(422);
    expect((await patch(1, { role: 'root' })).status).toBe(422);
    expect((await patch(1, {})).status).toBe(422);
  });

  it('security 26: are bounded', async () => {
    const insert = lab.store.database.prepare('INSERT INTO users (username, password_hash) VALUES (?, ?)');
    for (let index = 1; index < limits.user.count; index += 1) insert.run(`user-${index}`, 'x');
    expect((await admin.send('POST', '/api/users', { username: 'one-more', role: 'guest' })).status).toBe(409);
    expect((await admin.get('/api/users')).status).toBe(200);
  });

  it('security 8: end their sessions when the role changes, at disabling, reset and removal', async () => {
    const anna = await settled('anna', 'viewer');
    expect((await patch(anna.id, { role: 'operator' })).status).toBe(200);
    expect((await anna.client.get('/api/auth/me')).status).toBe(401);
    const again = (await signIn('anna', anna.password)).client;
    expect((await patch(anna.id, { role: 'operator' })).status).toBe(200);
    expect((await again.get('/api/auth/me')).status).toBe(200);
    expect((await patch(anna.id, { disabled: true })).status).toBe(200);
    expect((await again.get('/api/auth/me')).status).toBe(401);
    const refused = (await signIn('anna', anna.password)).answer;
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('disabled')]);
    expect((await signIn('anna', 'a wrong password')).answer.text).not.toContain('disabled');
    await patch(anna.id, { disabled: false });
    const enabled = (await signIn('anna', anna.password)).client;
    const { body } = await admin.send('POST', `/api/users/${anna.id}/reset-password`);
    expect((await enabled.get('/api/auth/me')).status).toBe(401);
    expect((await signIn('anna', anna.password)).answer.status).toBe(401);
    const { client, answer } = await signIn('anna', (body as { password: string }).password);
    expect(answer.body).toMatchObject({ user: { mustChangePassword: true } });
    expect((await admin.send('DELETE', `/api/users/${anna.id}`)).status).toBe(200);
    expect((await client.get('/api/auth/me')).status).toBe(401);
    expect((await admin.send('DELETE', `/api/users/${anna.id}`)).status).toBe(404);
  });

  it('can have all their sessions ended by an admin', async () => {
    const anna = await settled('anna', 'viewer');
    expect((await admin.send('DELETE', `/api/users/${anna.id}/sessions`)).status).toBe(200);
    expect((await anna.client.get('/api/auth/me')).status).toBe(401);
    expect((await signIn('anna', anna.password)).answer.status).toBe(200);
  });
});

describe('a one-time password', () => {
  it('is used up by the first of two browsers that choose a new one at once', async () => {
    const { password } = await create('anna');
    const both = await Promise.all([signIn('anna', password), signIn('anna', password)]);
    const answers = await Promise.all(
      both.map(({ client }, index) =>
        client.send('POST', '/api/auth/password', { current: password, next: `seven green tractors ${index}` }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200).length).toBe(1);
    const asked = await Promise.all(both.map(({ client }) => client.get('/api/nodes')));
    expect(asked.map(({ status }) => status).toSorted()).toEqual([200, 401]);
    expect((await signIn('anna', password)).answer.status).toBe(401);
  });
});

describe('a one-time password that nobody used', () => {
  it('expires after a week, and a new one can be given', async () => {
    const { user, password } = await create('anna');
    const age = (ms: number) =>
      lab.store.database.prepare('UPDATE users SET password_changed_at = ? WHERE id = ?').run(Date.now() - ms, user.id);
    age(limits.password.oneTimeMs - 60_000);
    expect((await signIn('anna', password)).answer.status).toBe(200);
    age(limits.password.oneTimeMs + 60_000);
    const { status, text } = (await signIn('anna', password)).answer;
    expect([status, text]).toEqual([403, expect.stringContaining('has expired')]);
    const { body } = await admin.send('POST', `/api/users/${user.id}/reset-password`);
    expect((await signIn('anna', (body as { password: string }).password)).answer.status).toBe(200);
  });
});

describe('the last admin', () => {
  it('can not be demoted, disabled or removed', async () => {
    const anna = await settled('anna', 'admin');
    await patch(anna.id, { disabled: true });
    for (const answer of [
      await patch(1, { role: 'operator' }),
      await patch(1, { disabled: true }),
      await admin.send('DELETE', '/api/users/1'),
    ])
      expect([answer.status, answer.text]).toEqual([409, expect.stringContaining('last admin')]);
    expect((await admin.get('/api/users')).status).toBe(200);
    await patch(anna.id, { disabled: false });
    expect((await patch(1, { role: 'viewer' })).status).toBe(200);
    expect((await admin.get('/api/users')).status).toBe(401);
  });

  it('stays when two admins demote, disable and remove each other at once', async () => {
    const anna = await settled('anna', 'admin');
    await Promise.all([
      patch(1, { role: 'guest' }, anna.client),
      patch(anna.id, { disabled: true }),
      anna.client.send('DELETE', '/api/users/1'),
      admin.send('DELETE', `/api/users/${anna.id}`),
    ]);
    const left = lab.store.database
      .prepare("SELECT count(*) AS count FROM users WHERE role = 'admin' AND disabled = 0")
      .get();
    expect(left).toEqual({ count: 1 });
  });
});

describe('sign-in history', () => {
  it('is not inherited by who comes after', async () => {
    const anna = await settled('anna', 'viewer');
    await admin.send('DELETE', `/api/users/${anna.id}`);
    const again = await settled('anna', 'viewer');
    expect(again.id).not.toBe(anna.id);
    expect(((await again.client.get('/api/auth/sign-ins')).body as { signIns: unknown[] }).signIns.length).toBe(1);
  });

  it('shows a person their own sign-ins and failures, and nobody else’s', async () => {
    const anna = await settled('anna', 'viewer');
    await signIn('anna', 'a wrong password');
    await signIn('admin', 'a wrong password');
    const { body } = await anna.client.get('/api/auth/sign-ins');
    expect(body).toMatchObject({
      signIns: [
        { ok: false, address: '127.0.0.1', device: 'Unknown device' },
        { ok: true, address: '127.0.0.1' },
      ],
    });
  });
});
