import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ADMIN_PASSWORD, type Client, type Lab, startLab } from '../../test/lab.ts';

let lab: Lab;
let admin: Client;

beforeEach(async () => {
  lab = await startLab();
  admin = await lab.admin();
});
afterEach(() => lab.stop());

const signIn = (client = lab.client()) =>
  client.send('POST', '/api/auth/sign-in', { username: 'admin', password: ADMIN_PASSWORD });
/** As a full disk does: no page can be added, and those there are full. @returns how to make room. */
const fill = (): (() => void) => {
  const { database } = lab.store;
  database.exec("INSERT INTO users (id, username, password_hash) VALUES (99, 'filler', 'x')");
  const most = Number(database.pragma('page_count', { simple: true })) + 2;
  database.pragma(`max_page_count = ${most}`);
  const insert = database.prepare(
    "INSERT INTO sessions (token_hash, user_id, created_at, last_seen_at, expires_at, address, device) VALUES (?, 99, 1, 1, 9e15, '127.0.0.1', 'x')",
  );
  const overflow = () => {
    for (let index = 0; index < 10_000; index += 1) insert.run(`${index}`.padStart(8, '0'));
  };
  expect(overflow).toThrow(expect.objectContaining({ code: expect.stringMatching(/^SQLITE_FULL/) }));
  return () => database.pragma('max_page_count = 1073741823');
};

describe('a full disk', () => {
  it('is said as such, signs nobody out, and is over when there is room', async () => {
    const before = lab.store.database.prepare('SELECT id, username, password_hash, role FROM users ORDER BY id').all();
    const after = () =>
      lab.store.database.prepare('SELECT id, username, password_hash, role FROM users WHERE id < 99 ORDER BY id').all();
    const makeRoom = fill();
    for (let turn = 0; turn < 3; turn += 1) {
      const { status, body, headers } = await signIn();
      expect([status, body]).toMatchObject([507, { error: { kind: 'storage-full' } }]);
      expect([headers.get('set-cookie'), headers.get('x-frame-options')]).toEqual([null, 'DENY']);
    }
    expect((await admin.get('/api/auth/me')).status).toBe(200);
    expect((await admin.get('/api/nodes')).status).toBe(200);
    expect((await lab.client().get('/readyz')).status).toBe(200);
    makeRoom();
    const client = lab.client();
    expect((await signIn(client)).status).toBe(200);
    expect((await client.get('/api/nodes')).status).toBe(200);
    expect(after()).toEqual(before);
    expect(lab.store.database.inTransaction).toBe(false);
  });

  it('does not count as a failed sign-in', async () => {
    const makeRoom = fill();
    for (let turn = 0; turn < 12; turn += 1) expect((await signIn()).status).toBe(507);
    makeRoom();
    expect((await signIn()).status).toBe(200);
  });
});
