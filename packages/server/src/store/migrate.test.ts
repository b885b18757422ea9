import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../core/log.ts';
import { migrations } from './migrations/index.ts';
import { openStore } from './open.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amud-migrate-'));
  path = join(folder, 'amud.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A database as a program of that time left it. */
const makeOld = (version: number) => {
  const database = new SqliteDatabase(path);
  for (const { sql } of migrations.slice(0, version)) database.exec(sql);
  database.pragma(`user_version = ${version}`);
  database.prepare("INSERT INTO users (username, password_hash, role) VALUES ('anna', 'a hash', 'viewer')").run();
  database
    .prepare(
      "INSERT INTO sessions (token_hash, user_id, created_at, last_seen_at, expires_at, address, device) VALUES ('t', 1, 1, 2, 3, 'a', 'd')",
    )
    .run();
  database.close();
};
const read = (file: string) => {
  const database = new SqliteDatabase(file, { readonly: true });
  const all = (sql: string) => database.prepare(sql).pluck().all();
  const found = {
    version: database.pragma('user_version', { simple: true }),
    tables: all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"),
    users: all("SELECT username || ' ' || password_hash || ' ' || role FROM users"),
    sessions: all('SELECT token_hash FROM sessions'),
    integrity: database.pragma('integrity_check', { simple: true }),
  };
  database.close();
  return found;
};
const copies = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.bak'))
    .sort();

describe('migrations', () => {
  it('bring version 1 to the newest, keep every row, and leave a copy of before', async () => {
    makeOld(1);
    await openStore(path, silentLog()).close();
    const tables = [
      ...['apps', 'audit', 'audit_start', 'backup_runs', 'board_steps', 'boards'],
      ...[
        'check_closed',
        'check_events',
        'check_history',
        'check_journal',
        'check_status',
        'discovery_ignored',
        'feed_entries',
        'feed_marks',
        'feeds',
        'home_boards',
        'nodes',
      ],
      ...['secrets', 'sessions', 'settings', 'uploads', 'user_settings', 'users'],
    ];
    const rows = { users: ['anna a hash viewer'], sessions: ['t'], integrity: 'ok' };
    expect(read(path)).toEqual({ ...rows, version: migrations.length, tables });
    expect(copies()).toEqual(['amud.db.schema-1.bak']);
    expect(read(join(folder, 'amud.db.schema-1.bak'))).toEqual({ ...rows, version: 1, tables: ['sessions', 'users'] });
  });

  it('do nothing the second time, and leave no copy of a new database', async () => {
    await openStore(path, silentLog()).close();
    const before = read(path);
    await openStore(path, silentLog()).close();
    expect([read(path), copies()]).toEqual([before, []]);
  });

  it('that fail leave the database as it was, and work once the reason is gone', async () => {
    makeOld(1);
    const database = new SqliteDatabase(path);
    database.exec('CREATE TABLE nodes (in_the_way TEXT)');
    database.close();
    const before = read(path);
    expect(() => openStore(path, silentLog())).toThrow('nodes');
    expect(read(path)).toEqual(before);
    const again = new SqliteDatabase(path);
    again.exec('DROP TABLE nodes');
    again.close();
    await openStore(path, silentLog()).close();
    expect(read(path)).toMatchObject({ version: migrations.length, users: ['anna a hash viewer'] });
  });

  it('keep the copy just made and the newest two others, in place of an old one', async () => {
    makeOld(1);
    for (const version of [0, 1, 2, 3, 4, 10]) writeFileSync(`${path}.schema-${version}.bak`, 'old');
    writeFileSync(join(folder, 'other.db.schema-1.bak'), 'not ours');
    await openStore(path, silentLog()).close();
    const kept = ['amud.db.schema-1.bak', 'amud.db.schema-10.bak', 'amud.db.schema-4.bak', 'other.db.schema-1.bak'];
    expect(copies()).toEqual(kept);
    expect(read(join(folder, 'amud.db.schema-1.bak')).version).toBe(1);
  });

  it('refuse a role or a flag that is none, and end the sessions of a user who goes', async () => {
    const store = openStore(path, silentLog());
    const run = (sql: string) => store.database.prepare(sql).run();
    run("INSERT INTO users (username, password_hash) VALUES ('anna', 'x')");
    for (const [column, value] of [
      ['role', "'root'"],
      ['must_change_password', '2'],
      ['username', "''"],
    ])
      expect(() => run(`UPDATE users SET ${column} = ${value}`)).toThrow('CHECK');
    expect(() => run("INSERT INTO users (username, password_hash) VALUES ('ANNA', 'x')")).toThrow('UNIQUE');
    run(
      "INSERT INTO sessions (token_hash, user_id, created_at, last_seen_at, expires_at, address, device) VALUES ('t', 1, 1, 2, 3, 'a', 'd')",
    );
    run('DELETE FROM users');
    expect(store.database.prepare('SELECT count(*) FROM sessions').pluck().get()).toBe(0);
    await store.close();
  });
});
