import { createHash } from 'node:crypto';
import { limits } from '@amud/protocol/limits.ts';
import { hash } from '@node-rs/argon2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../test/fake-clock.ts';
import { type Client, type Lab, startLab } from '../../../test/lab.ts';
import { createPasswords } from './passwords.ts';

let lab: Lab;

let clock: FakeClock;

beforeEach(async () => {
  clock = createFakeClock();
  lab = await startLab({ clock });
});
afterEach(() => lab.stop());

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const argon2 = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
const addUser = (username: string, hash: string, mustChange = 0) =>
  lab.store.database
    .prepare('INSERT INTO users (username, password_hash, must_change_password) VALUES (?, ?, ?)')
    .run(username, hash, mustChange);
const stored = (username: string) =>
  lab.store.database
    .prepare('SELECT password_hash AS hash, must_change_password AS mustChange FROM users WHERE username = ?')
    .get(username) as { hash: string; mustChange: number };
const signIn = (username: string, password: string, client: Client = lab.client()) =>
  client.send('POST', '/api/auth/sign-in', { username, password });
const expectArgon2 = (hash: string) => {
  const [, salt = '', output = ''] = argon2.exec(hash) ?? [];
  expect([Buffer.from(salt, 'base64').length, Buffer.from(output, 'base64').length]).toEqual([16, 32]);
};

describe('stored passwords', () => {
  it('security 1: the first password and every changed one are Argon2id with m=19456, t=2, p=1, as PHC text', async () => {
    const first = stored('admin').hash;
    expectArgon2(first);
    await lab.admin();
    const changed = stored('admin').hash;
    expectArgon2(changed);
    expect(changed).not.toBe(first);
  });

  it('security 1: the same password never gives the same value twice', async () => {
    const passwords = createPasswords();
    const [one, two] = await Promise.all([passwords.hash('correct horse'), passwords.hash('correct horse')]);
    expect(one).not.toBe(two);
    expect(await passwords.verify(one, 'correct horse')).toBe(true);
    expect(await passwords.verify(one, 'correct horsE')).toBe(false);
  });

  it('security 1: a value with other parameters is renewed at the next sign-in, and nothing else changes', async () => {
    const old = await hash('correct horse', { algorithm: 2, memoryCost: 8_192, timeCost: 1, parallelism: 1 });
    addUser('anna', old);
    expect((await signIn('anna', 'a wrong one')).status).toBe(401);
    expect(stored('anna').hash).toBe(old);
    expect((await signIn('anna', 'correct horse')).status).toBe(200);
    expectArgon2(stored('anna').hash);
    expect(stored('anna').mustChange).toBe(0);
    expect((await signIn('anna', 'correct horse')).status).toBe(200);
  });

  it('security 1: a password is compared whole and as typed', async () => {
    const passwords = createPasswords();
    const long = `${'ä'.repeat(128)}\u0000${' x'.repeat(60)}`;
    const hash = await passwords.hash(long);
    expect(await passwords.verify(hash, long)).toBe(true);
    for (const wrong of [long.slice(0, -1), long.slice(0, 72), long.slice(0, 128), ` ${long}`, long.trim().slice(1)])
      expect(await passwords.verify(hash, wrong)).toBe(false);
  });

  it.each(['', 'x', '$argon2id$', '$argon2id$v=19$m=19456,t=2,p=1$AAAA$', '$2b$10$abcdefghijklmnopqrstuv'])(
    'security 1: the stored value "%s" verifies nothing and harms nothing',
    async (value) => {
      const passwords = createPasswords();
      for (const password of ['', value, 'x']) expect(await passwords.verify(value, password)).toBe(false);
    },
  );
});

describe('legacy passwords', () => {
  it('security 2: a SHA-256 signs in once, becomes Argon2id, and the person must choose a new one', async () => {
    addUser('anna', sha256('old password'));
    const client = lab.client();
    const { status, body } = await signIn('anna', 'old password', client);
    expect([status, (body as { user: { mustChangePassword: boolean } }).user.mustChangePassword]).toEqual([200, true]);
    expectArgon2(stored('anna').hash);
    expect(stored('anna').mustChange).toBe(1);
    expect((await client.get('/api/nodes')).body).toMatchObject({ error: { kind: 'password-change-required' } });
    expect((await signIn('anna', sha256('old password'))).status).toBe(401);
    const next = 'a brand new passphrase';
    expect((await client.send('POST', '/api/auth/password', { current: 'old password', next })).status).toBe(200);
    expect((await client.get('/api/nodes')).status).toBe(200);
    expect((await signIn('anna', 'old password')).status).toBe(401);
    expect((await signIn('anna', next)).status).toBe(200);
  });

  it('security 2: the legacy value itself is no password, before or after', async () => {
    addUser('anna', sha256('old password'));
    expect((await signIn('anna', sha256('old password'))).status).toBe(401);
    expect(stored('anna').hash).toBe(sha256('old password'));
    expect((await signIn('anna', 'wrong')).status).toBe(401);
    expect(stored('anna').hash).toBe(sha256('old password'));
  });

  it('security 2: a sign-in that fails on the way leaves the old value and no session', async () => {
    addUser('anna', sha256('old password'));
    lab.store.database.exec(
      "CREATE TRIGGER broken BEFORE INSERT ON sessions BEGIN SELECT RAISE(ABORT, 'no sessions today'); END",
    );
    expect((await signIn('anna', 'old password')).status).toBe(500);
    expect(stored('anna').hash).toBe(sha256('old password'));
    lab.store.database.exec('DROP TRIGGER broken');
    expect((await signIn('anna', 'old password')).status).toBe(200);
    expectArgon2(stored('anna').hash);
  });

  it('security 2: ten first sign-ins at once all succeed and leave one Argon2id value', async () => {
    addUser('anna', sha256('old password'));
    const clients = Array.from({ length: 10 }, () => lab.client());
    const answers = await Promise.all(clients.map((client) => signIn('anna', 'old password', client)));
    expect(answers.map(({ status }) => status)).toEqual(clients.map(() => 200));
    const { hash } = stored('anna');
    expectArgon2(hash);
    const checks = await Promise.all(clients.map((client) => client.get('/api/auth/me')));
    expect(checks.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(stored('anna').hash).toBe(hash);
  });

  it.each([
    ['upper-case', (hex: string) => hex.toUpperCase()],
    ['too short', (hex: string) => hex.slice(1)],
    ['too long', (hex: string) => `${hex}0`],
    ['padded', (hex: string) => ` ${hex}`],
    ['with a line feed', (hex: string) => `${hex}\n`],
  ])('security 2: %s hex never matches', async (_, change) => {
    addUser('anna', change(sha256('old password')));
    expect((await signIn('anna', 'old password')).status).toBe(401);
  });
});

describe('how long an answer takes', () => {
  const attempt = async (username: string) => {
    const began = performance.now();
    const { status, text, headers } = await signIn(username, 'a wrong password');
    const ms = performance.now() - began;
    return { ms, answer: JSON.stringify([status, text, [...headers].filter(([name]) => name !== 'date')]) };
  };
  const median = (tries: { ms: number }[]) => tries.map(({ ms }) => ms).sort((a, b) => a - b)[7] ?? Number.NaN;

  it('security 10: unknown, known and legacy names take the same time, get the same answer', { retry: 2 }, async () => {
    addUser('anna', sha256('old password'));
    addUser('empty', '');
    const tries: Record<string, Awaited<ReturnType<typeof attempt>>[]> = { admin: [], anna: [], empty: [], nobody: [] };
    for (let turn = 0; turn < 15; turn += 1) {
      // So that every try is verified: the window of each name and of the address has drained.
      clock.advance(limits.signIn.windowMs + 1);
      for (const [name, list] of Object.entries(tries)) list.push(await attempt(name));
    }
    const reference = median(tries['nobody'] ?? []);
    for (const list of Object.values(tries)) {
      expect(median(list) / reference).toBeGreaterThan(0.5);
      expect(median(list) / reference).toBeLessThan(2);
    }
    expect(new Set(Object.values(tries).flatMap((list) => list.map(({ answer }) => answer))).size).toBe(1);
  });
});
