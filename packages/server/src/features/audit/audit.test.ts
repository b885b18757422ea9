import type { AuditEntry } from '@amud/protocol/http.ts';
import { limits } from '@amud/protocol/limits.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../test/fake-clock.ts';
import { ADMIN_PASSWORD, type Client, type Lab, startLab } from '../../../test/lab.ts';
import { pruneAudit, verifyAudit } from '../../store/audit-log.ts';

let lab: Lab;
let admin: Client;
let clock: FakeClock;
beforeEach(async () => {
  clock = createFakeClock();
  lab = await startLab({ clock });
  admin = await lab.admin();
});
afterEach(() => lab.stop());

const list = async (query = '') => {
  const { status, body } = await admin.get(`/api/audit${query}`);
  expect([query, status]).toEqual([query, 200]);
  return body as { entries: AuditEntry[]; next: number | null; actions: string[] };
};
const brief = ({ username, action, target, result }: AuditEntry) => [username, action, target, result];
const tryWrong = (username: string) =>
  lab.client().send('POST', '/api/auth/sign-in', { username, password: 'a wrong password' });
const verdict = () => verifyAudit(lab.store.query);
/** Past the triggers, as someone with the file would. */
const tamper = (sql: string) => {
  lab.store.database.exec('DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_removed;');
  lab.store.database.exec(sql);
};

describe('security 25: the audit log', () => {
  it('has who, what, on what, from where and how it ended, of every change and sign-in', async () => {
    await tryWrong('Admin');
    await tryWrong('nobody, perhaps a password');
    const { body } = await admin.send('POST', '/api/users', { username: 'anna', role: 'viewer' });
    const { user, password } = body as { user: { id: number }; password: string };
    await admin.send('POST', '/api/users', { username: 'anna', role: 'viewer' });
    await admin.send('PATCH', `/api/users/${user.id}`, { role: 'operator' });
    await admin.send('DELETE', '/api/nodes/nas');
    const anna = lab.client();
    await anna.send('POST', '/api/auth/sign-in', { username: 'anna', password });
    await anna.send('DELETE', '/api/nodes/nas');
    await anna.send('POST', '/api/auth/sign-out');
    await anna.send('POST', '/api/auth/sign-out');
    await admin.send('DELETE', `/api/users/${user.id}`);
    const { entries, next } = await list();
    expect([entries.map(brief).toReversed(), next]).toEqual([
      [
        ['admin', 'session.sign-in', null, 'done'],
        ['admin', 'user.change-password', null, 'done'],
        ['admin', 'session.sign-in', null, 'refused'],
        [null, 'session.sign-in', null, 'refused'],
        ['admin', 'user.create', 'anna', 'done'],
        ['admin', 'user.create', 'anna', 'refused'],
        ['admin', 'user.change', 'anna', 'done'],
        ['admin', 'node.remove', 'nas', 'refused'],
        ['anna', 'session.sign-in', null, 'done'],
        ['anna', 'node.remove', null, 'refused'],
        ['anna', 'session.sign-out', null, 'done'],
        ['admin', 'user.remove', 'anna', 'done'],
      ],
      null,
    ]);
    expect(
      entries.every(({ address, at, hash }) => address === '127.0.0.1' && at > 0 && /^[0-9a-f]{64}$/.test(hash)),
    ).toBe(true);
    expect(entries.find(({ action }) => action === 'user.change')?.detail).toEqual({ role: 'operator' });
    expect(JSON.stringify(entries)).not.toContain('perhaps a password');
    expect(JSON.stringify(entries)).not.toContain(password);
  });

  it('filters, and pages from the newest to the oldest without a gap', async () => {
    for (let turn = 0; turn < 7; turn += 1) {
      clock.advance(limits.signIn.windowMs + 1);
      await tryWrong('admin');
    }
    const seen: number[] = [];
    for (let next: number | null = 1e9; next !== null; ) {
      const page = await list(`?limit=4&before=${next}`);
      seen.push(...page.entries.map(({ id }) => id));
      next = page.next;
    }
    expect(seen).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    const found = async (query: string) => (await list(query)).entries.map(({ id }) => id);
    expect(await found('?result=refused&limit=2')).toEqual([9, 8]);
    expect(await found('?action=user.change-password')).toEqual([2]);
    expect(await found('?user=nobody')).toEqual([]);
    expect(await found('?text=CHANGE-pass')).toEqual([2]);
    expect(await found('?text=%25')).toEqual([]);
    const [newest] = (await list()).entries;
    expect(await found(`?from=${newest?.at}&to=${newest?.at}`)).toEqual([9]);
    expect((await list()).actions).toEqual(['session.sign-in', 'user.change-password']);
    for (const bad of ['limit=0', 'limit=100000', 'before=x', 'result=maybe', 'action=%27', 'from=-1'])
      expect([bad, (await admin.get(`/api/audit?${bad}`)).status]).toEqual([bad, 422]);
  });

  it('exports everything that matches, as CSV that no spreadsheet runs and as JSON, and notes that', async () => {
    const insert = lab.store.database.transaction(() => {
      for (let index = 0; index < 2_500; index += 1)
        lab.store.database
          .prepare(
            "INSERT INTO audit (at, username, action, target, address, result, detail, hash) VALUES (0, 'x', 'test.row', '=1+1, \"quoted\"', 'a', 'done', '{}', 'h')",
          )
          .run();
    });
    insert();
    const csv = await admin.get('/api/audit/export?format=csv&action=test.row');
    const lines = csv.text.trimEnd().split('\r\n');
    expect(lines.length).toBe(2_501);
    expect(lines[0]).toBe('id,time,user,action,target,address,result,detail,hash');
    expect(lines[1]).toContain(',"\'=1+1, ""quoted""",');
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="amud-audit-\d{4}-\d\d-\d\d\.csv"$/);
    const json = await admin.get('/api/audit/export?format=json');
    expect((json.body as AuditEntry[]).length).toBe(2_504);
    expect((await admin.get('/api/audit/export?format=json&user=nobody')).body).toEqual([]);
    expect((await list('?action=audit.export')).entries.length).toBe(3);
    expect((await admin.get('/api/audit/export?format=xml')).status).toBe(422);
  });

  it('is a chain that verifies, also while it is written', async () => {
    await Promise.all(
      Array.from({ length: 20 }, () => admin.send('POST', '/api/users', { username: 'x', role: 'guest' })),
    );
    expect(await verdict()).toMatchObject({ ok: true, entries: 22, lastId: 22 });
    expect((await admin.get('/api/audit/verify')).body).toMatchObject({ ok: true, entries: 22 });
  });

  it.each([
    ["UPDATE audit SET username = 'eve' WHERE id = 2", 2],
    ["UPDATE audit SET detail = '{}' WHERE id = 1", 1],
    ['UPDATE audit SET at = at + 1 WHERE id = 3', 3],
    ['DELETE FROM audit WHERE id = 2', 3],
    ['DELETE FROM audit WHERE id = 1', 2],
    ['DELETE FROM audit WHERE id = 3', 3],
    ['UPDATE audit SET id = 9 WHERE id = 3', 9],
    [
      'INSERT INTO audit SELECT 4, at, user_id, username, action, target, address, result, detail, hash FROM audit WHERE id = 3',
      4,
    ],
    ['UPDATE audit_start SET removed_id = 1', 2],
  ])('notices: %s', async (sql, brokenId) => {
    await tryWrong('admin');
    expect(await verdict()).toMatchObject({ ok: true, entries: 3 });
    tamper(sql);
    expect(await verdict()).toMatchObject({ ok: false, brokenId });
    expect((await admin.get('/api/audit/verify')).body).toMatchObject({ ok: false, brokenId });
  });

  it('can be neither changed nor removed by a statement that does not mean to', async () => {
    for (const sql of ["UPDATE audit SET username = 'eve'", 'DELETE FROM audit', 'DELETE FROM audit WHERE id = 1'])
      expect(() => lab.store.database.exec(sql)).toThrow('append-only');
  });

  it('security 26: lets old entries go and remains a chain', async () => {
    for (let turn = 0; turn < 5; turn += 1) await tryWrong('admin');
    await pruneAudit(lab.store.query, 3);
    expect(await verdict()).toMatchObject({ ok: true, entries: 3, lastId: 7 });
    expect((await list()).entries.map(({ id }) => id)).toEqual([7, 6, 5]);
    await admin.send('POST', '/api/users', { username: 'anna', role: 'guest' });
    expect(await verdict()).toMatchObject({ ok: true, entries: 4, lastId: 8 });
    tamper('DELETE FROM audit WHERE id = 5');
    expect(await verdict()).toMatchObject({ ok: false, brokenId: 6 });
  });

  it('security 26: counts refusals beyond its rate instead of writing them', async () => {
    const most = limits.audit.refusalsPerMinute;
    for (let turn = 0; turn < most + 30; turn += 1) await tryWrong('admin');
    expect((await verdict()).entries).toBe(most + 2);
    await admin.send('POST', '/api/users', { username: 'anna', role: 'guest' });
    expect((await list()).entries[0]?.action).toBe('user.create');
    clock.advance(60_000);
    await tryWrong('admin');
    expect((await list()).entries[0]?.detail).toMatchObject({ unrecordedBefore: 30 });
  });

  it('refuses a change that it can not record', async () => {
    lab.store.database.exec("CREATE TRIGGER broken BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'broken'); END");
    const before = lab.store.database.prepare('SELECT username, role FROM users').all();
    const sessions = () => lab.store.database.prepare('SELECT count(*) AS count FROM sessions').get();
    const signedIn = sessions();
    for (const [method, path, body] of [
      ['POST', '/api/users', { username: 'anna', role: 'guest' }],
      ['POST', '/api/auth/password', { current: ADMIN_PASSWORD, next: 'seven green tractors' }],
      ['POST', '/api/auth/sign-in', { username: 'admin', password: ADMIN_PASSWORD }],
      ['DELETE', '/api/auth/sessions', undefined],
      ['POST', '/api/auth/sign-out', undefined],
    ] as const)
      expect([path, (await admin.send(method, path, body)).status]).toEqual([path, 500]);
    // Neither is without the other.
    expect(lab.store.database.prepare('SELECT username, role FROM users').all()).toEqual(before);
    expect(sessions()).toEqual(signedIn);
    expect((await tryWrong('admin')).status).toBe(401);
    lab.store.database.exec('DROP TRIGGER broken');
    expect(
      (await lab.client().send('POST', '/api/auth/sign-in', { username: 'admin', password: ADMIN_PASSWORD })).status,
    ).toBe(200);
  });
});
