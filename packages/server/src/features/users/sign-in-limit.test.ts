import { limits } from '@amud/protocol/limits.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../test/fake-clock.ts';
import { ADMIN_PASSWORD, type Client, type Lab, startLab } from '../../../test/lab.ts';
import { createPasswords } from './passwords.ts';
import { resetPassword } from './reset-password.ts';
import { createSignInLimit } from './sign-in-limit.ts';

const { windowMs, failuresPerName, failuresPerAddress, tableSize } = limits.signIn;

let lab: Lab;
let clock: FakeClock;
let admin: Client;

beforeEach(async () => {
  clock = createFakeClock();
  lab = await startLab({ clock, trustedProxies: ['127.0.0.1'] });
  admin = await lab.admin();
});
afterEach(() => lab.stop());

const attempt = (username: string, password = 'a wrong password', address = '203.0.113.1') =>
  lab.client().send('POST', '/api/auth/sign-in', { username, password }, { 'x-forwarded-for': address });
const right = (username = 'admin') => attempt(username, ADMIN_PASSWORD);
const fail = async (times: number, username = 'admin', address?: string) => {
  for (let turn = 0; turn < times; turn += 1)
    expect((await attempt(username, 'a wrong password', address)).status).toBe(401);
};
const verified = () => lab.logged.filter((line) => line.includes('sign-in failed')).length;

describe('the sign-in limit per name', () => {
  it('security 9: blocks after 5 failures, says how long and what to do, even with the right password', async () => {
    await fail(failuresPerName);
    const { status, headers, body } = await right();
    expect([status, headers.get('retry-after')]).toEqual([429, '300']);
    expect(body).toMatchObject({ error: { kind: 'too-many-requests' } });
    expect(JSON.stringify(body)).toContain('Try again in 5 minutes');
    expect(JSON.stringify(body)).toContain('amud reset-password');
    expect((await admin.get('/api/auth/me')).status).toBe(200);
  });

  it('security 9: 4 failures block nothing, and a success clears them', async () => {
    await fail(failuresPerName - 1);
    expect((await right()).status).toBe(200);
    await fail(failuresPerName - 1);
    expect((await right()).status).toBe(200);
  });

  it('security 9: the name is trimmed and its case does not matter', async () => {
    for (const name of ['admin', ' Admin', 'ADMIN ', '\tadmin\n', 'aDmIn']) await fail(1, name);
    for (const name of ['admin', '  ADMIN  ']) expect((await right(name)).status).toBe(429);
    expect((await attempt('administrator')).status).toBe(401);
  });

  it('security 9: a name that nobody has is blocked just the same', async () => {
    await fail(failuresPerName, 'nobody');
    const unknown = await attempt('nobody');
    await fail(failuresPerName);
    const known = await right();
    expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
  });

  it('security 9: opens when the window has drained, one try for each failure that is old enough', async () => {
    await fail(1);
    clock.advance(60_000);
    await fail(failuresPerName - 1);
    clock.advance(windowMs - 60_000 - 1);
    expect((await right()).headers.get('retry-after')).toBe('1');
    clock.advance(1);
    await fail(1);
    const { headers, text } = await right();
    expect(headers.get('retry-after')).toBe('60');
    expect(text).toContain('Try again in 60 seconds');
    clock.advance(60_000);
    expect((await right()).status).toBe(200);
  });

  it('security 9: a blocked try is neither verified nor counted', async () => {
    await fail(failuresPerName);
    clock.advance(windowMs - 1_000);
    for (let turn = 0; turn < 20; turn += 1) expect((await attempt('admin')).status).toBe(429);
    expect(verified()).toBe(failuresPerName);
    clock.advance(1_000);
    expect((await right()).status).toBe(200);
  });

  it('security 9: 100 wrong tries at once get 5 verifications', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => attempt('admin')));
    expect(answers.filter(({ status }) => status === 401).length).toBe(failuresPerName);
    expect(answers.filter(({ status }) => status === 429).length).toBe(100 - failuresPerName);
    expect(verified()).toBe(failuresPerName);
    clock.advance(windowMs);
    expect((await right()).status).toBe(200);
  });

  it('security 9: many right ones at once are no failures', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => right()));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  });

  it('security 9: a restart forgets', async () => {
    await fail(failuresPerName);
    const { folder } = lab;
    await lab.app.stop();
    lab = await startLab({ folder, clock });
    expect((await lab.client().send('POST', '/api/auth/sign-in', { username: 'admin', password: 'no' })).status).toBe(
      401,
    );
    expect((await right()).status).toBe(200);
  });

  it('security 9: a reset opens the name at once', async () => {
    await fail(failuresPerName);
    clock.advance(1_000);
    const parts = { query: lab.store.query, passwords: createPasswords(), now: clock.now() };
    const password = await resetPassword(parts, 'admin');
    expect((await attempt('admin', password)).status).toBe(200);
  });

  it('security 9: guessing the current password with a session counts as well', async () => {
    const change = (current: string) =>
      admin.send('POST', '/api/auth/password', { current, next: 'something quite new' });
    for (let turn = 0; turn < failuresPerName; turn += 1) expect((await change('wrong')).status).toBe(422);
    expect((await change(ADMIN_PASSWORD)).status).toBe(429);
    expect((await right()).status).toBe(429);
  });
});

describe('the sign-in limit per address', () => {
  it('security 19: blocks an address after 30 failures under many names, and no other address', async () => {
    for (let turn = 0; turn < failuresPerAddress; turn += 1) await fail(1, `name ${turn}`);
    const { status, text } = await right();
    expect([status, text]).toEqual([429, expect.stringContaining('from this address')]);
    expect((await attempt('admin', ADMIN_PASSWORD, '203.0.113.2')).status).toBe(200);
    clock.advance(windowMs);
    expect((await right()).status).toBe(200);
  });

  it('security 19: counts the /64 of an IPv6 address as one', async () => {
    for (let turn = 0; turn < failuresPerAddress; turn += 1) await fail(1, `name ${turn}`, `2001:db8:1:2::${turn + 1}`);
    expect((await attempt('admin', ADMIN_PASSWORD, '2001:db8:1:2:ffff::1')).status).toBe(429);
    expect((await attempt('admin', ADMIN_PASSWORD, '2001:db8:1:3::1')).status).toBe(200);
  });

  it('security 19: a try refused for its address does not count against the name', async () => {
    for (let turn = 0; turn < failuresPerAddress; turn += 1) await fail(1, `name ${turn}`);
    for (let turn = 0; turn < 2 * failuresPerName; turn += 1) expect((await attempt('admin')).status).toBe(429);
    expect((await attempt('admin', ADMIN_PASSWORD, '203.0.113.2')).status).toBe(200);
  });

  it('security 19: signing in often is no failure', async () => {
    for (let turn = 0; turn <= failuresPerAddress; turn += 1) expect((await right()).status).toBe(200);
  });
});

describe('a browser that signed in before', () => {
  const from = (device: string | undefined, password: string, username = 'admin') =>
    lab
      .client()
      .send(
        'POST',
        '/api/auth/sign-in',
        { username, password },
        { cookie: `x=1; ${device}`, 'x-forwarded-for': '203.0.113.1' },
      );

  it('security 19: gets in while its name and its address are blocked by others', async () => {
    await fail(failuresPerName);
    for (let turn = 0; turn < failuresPerAddress; turn += 1) await attempt(`name ${turn}`);
    expect((await right()).status).toBe(429);
    expect((await from(admin.device, ADMIN_PASSWORD)).status).toBe(200);
  });

  it('security 19: has a count of its own, which does not touch the name', async () => {
    for (let turn = 0; turn < failuresPerName; turn += 1) expect((await from(admin.device, 'wrong')).status).toBe(401);
    const { status, text } = await from(admin.device, ADMIN_PASSWORD);
    expect([status, text]).toEqual([429, expect.stringContaining('from this browser')]);
    expect((await right()).status).toBe(200);
    clock.advance(windowMs);
    expect((await from(admin.device, ADMIN_PASSWORD)).status).toBe(200);
  });

  it('security 19: is known for its own user only, not for ever, and can not be made up', async () => {
    lab.store.database
      .prepare("INSERT INTO users (id, username, password_hash) SELECT 77, 'anna', password_hash FROM users")
      .run();
    const [name, value = ''] = (admin.device ?? '').split('=');
    const [id, at, nonce, signature] = value.split('.');
    await fail(failuresPerName);
    await fail(failuresPerName, 'anna');
    expect((await from(admin.device, ADMIN_PASSWORD, 'anna')).status).toBe(429);
    for (const forged of [
      `77.${at}.${nonce}.${signature}`,
      `${id}.${Number(at) + 1}.${nonce}.${signature}`,
      `${id}.${at}.${'A'.repeat(22)}.${signature}`,
      `${id}.${at}.${nonce}.${'A'.repeat(43)}`,
      `${id}.${at}.${nonce}`,
      '....',
    ])
      expect((await from(`${name}=${forged}`, ADMIN_PASSWORD)).status).toBe(429);
    clock.jump(limits.signIn.deviceMs + 1);
    await fail(failuresPerName);
    expect((await from(admin.device, ADMIN_PASSWORD)).status).toBe(429);
  });

  it('security 19: is still known after a restart, and is signed in by nothing but the password', async () => {
    await fail(failuresPerName);
    const { folder } = lab;
    await lab.app.stop();
    lab = await startLab({ folder, clock, trustedProxies: ['127.0.0.1'] });
    await fail(failuresPerName);
    expect((await from(admin.device, ADMIN_PASSWORD)).status).toBe(200);
    expect((await lab.client().get('/api/auth/me', { cookie: admin.device ?? '' })).status).toBe(401);
  });
});

describe('the table of the limit', () => {
  it('security 26: is bounded, forgets the key touched longest ago, and a full one blocks nobody new', () => {
    const table = createSignInLimit(failuresPerName, clock);
    const block = (key: string) => {
      for (let turn = 0; turn < failuresPerName; turn += 1) table.count(key);
    };
    for (let index = 0; index < tableSize; index += 1) table.count(`key ${index}`);
    block('key 0');
    expect(table.waitMs('owner')).toBe(0);
    block('owner');
    expect([table.waitMs('owner'), table.waitMs('key 0')]).toEqual([windowMs, windowMs]);
    expect([table.lastAt('key 1'), table.lastAt('key 2')]).toEqual([0, clock.now()]);
    for (let index = 0; index < tableSize; index += 1) table.count(`another ${index}`);
    expect([table.waitMs('owner'), table.waitMs('key 0')]).toEqual([0, 0]);
  });

  it('forgets a try when its window is over', () => {
    const table = createSignInLimit(failuresPerName, clock);
    table.count('a');
    clock.advance(windowMs);
    expect([table.waitMs('a'), table.lastAt('a')]).toEqual([0, 0]);
    table.takeBack('a');
    table.takeBack('never counted');
    table.clear('never counted');
    expect(table.waitMs('never counted')).toBe(0);
  });
});
