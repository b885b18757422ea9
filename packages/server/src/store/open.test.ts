import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from '@amud/protocol/start-error.ts';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../core/log.ts';
import { openStore } from './open.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amud-store-'));
  path = join(folder, 'amud.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (where = path) => openStore(where, silentLog());
const digest = () => createHash('sha256').update(readFileSync(path)).digest('hex');
/** A whole database of some size, closed: no WAL is left. */
const makeDatabase = async () => {
  const store = open();
  const insert = store.database.prepare('INSERT INTO users (username, password_hash) VALUES (?, ?)');
  for (let index = 0; index < 500; index += 1) insert.run(`user ${index}`, 'x'.repeat(100));
  await store.close();
};
const failure = (where = path): Error => {
  try {
    void open(where).close();
  } catch (error) {
    return error as Error;
  }
  throw new Error('It opened.');
};

describe('opening the database', () => {
  it('makes the folder, the file and the tables, and keeps what is there the next time', async () => {
    path = join(folder, 'a', 'b', 'amud.db');
    await makeDatabase();
    const store = open();
    expect(store.database.prepare('SELECT count(*) FROM users').pluck().get()).toBe(500);
    expect(
      ['journal_mode', 'synchronous', 'foreign_keys'].map((name) => store.database.pragma(name, { simple: true })),
    ).toEqual(['wal', 2, 1]);
    await store.close();
    expect(existsSync(`${path}-wal`)).toBe(false);
  });

  it('keeps the folder from others', async () => {
    path = join(folder, 'data', 'amud.db');
    await open().close();
    expect(statSync(join(folder, 'data')).mode & 0o007).toBe(0);
  });

  it('says so when the file is no database, and leaves it alone', () => {
    writeFileSync(path, 'Dear diary, '.repeat(1_000));
    const before = digest();
    const error = failure();
    expect(error).toBeInstanceOf(StartError);
    expect(error.message).toContain(`The database ${path} is damaged`);
    expect(error.message).toContain('Restore a backup');
    expect(digest()).toBe(before);
  });

  it.each([
    ['cut off in the middle', () => truncateSync(path, Math.floor(statSync(path).size / 2))],
    ['cut off within a page', () => truncateSync(path, statSync(path).size - 1_000)],
    [
      'overwritten in the middle',
      () => {
        const bytes = readFileSync(path);
        writeFileSync(path, bytes.fill(0x55, 8_192, bytes.length - 4_096));
      },
    ],
    ['overwritten at the start', () => writeFileSync(path, readFileSync(path).fill(0, 0, 4_096))],
  ])('says so when the database is %s', async (_, damage) => {
    await makeDatabase();
    damage();
    const before = digest();
    const error = failure();
    expect(error).toBeInstanceOf(StartError);
    expect(error.message).toMatch(/is damaged \(.+\)\. Nothing was changed\. Restore a backup/);
    expect(digest()).toBe(before);
    // It is closed again: the file can be moved away, and a new one made.
    rmSync(path);
    await open().close();
  });

  it('takes an empty file for a new database', async () => {
    writeFileSync(path, '');
    await makeDatabase();
    expect(statSync(path).size).toBeGreaterThan(10_000);
  });

  it('refuses the database of a newer program, changes nothing, and leaves no copy', async () => {
    await makeDatabase();
    const database = new SqliteDatabase(path);
    database.pragma('user_version = 999');
    database.close();
    const before = digest();
    const error = failure();
    expect(error).toBeInstanceOf(StartError);
    expect(error.message).toContain('is of a newer AMUD (schema 999');
    expect(digest()).toBe(before);
    expect(existsSync(`${path}.schema-999.bak`)).toBe(false);
  });

  it.each([
    ['a file', ['file', 'amud.db']],
    ['a folder below a file', ['file', 'deeper', 'amud.db']],
  ])('says so when its folder is %s', (_, parts) => {
    writeFileSync(join(folder, 'file'), '');
    const error = failure(join(folder, ...parts));
    expect(error).toBeInstanceOf(StartError);
    expect(error.message).toMatch(/The folder .+ can't be written \(E[A-Z]+\)/);
    expect(error.message).toContain('set DB_PATH');
  });

  it('says so when the path is a folder', () => {
    const error = failure(folder);
    expect(error).toBeInstanceOf(StartError);
    expect(error.message).toContain("can't be written");
  });
});

describe('a transaction', () => {
  it('can not be overtaken by another process between what it reads and what it writes', async () => {
    await makeDatabase();
    const store = open();
    const other = new SqliteDatabase(path, { timeout: 0 });
    const write = () => other.prepare("UPDATE users SET password_hash = '$argon2 y'").run();
    await store.query.transaction().execute(async (transaction) => {
      await transaction.selectFrom('users').select('id').execute();
      expect(write).toThrow(expect.objectContaining({ code: 'SQLITE_BUSY' }));
      await transaction.updateTable('users').set({ role: 'viewer' }).execute();
    });
    expect(write().changes).toBe(500);
    other.close();
    await store.close();
  });

  it('that fails leaves nothing behind, says why, and the next one works', async () => {
    const store = open();
    const fail = store.query.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('users')
        .values({ username: 'anna', password_hash: 'x' } as never)
        .execute();
      throw new Error('of my own');
    });
    await expect(fail).rejects.toThrow('of my own');
    expect([store.database.inTransaction, store.database.prepare('SELECT * FROM users').all()]).toEqual([false, []]);
    await store.query.transaction().execute((transaction) => transaction.selectFrom('users').selectAll().execute());
    await store.close();
  });
});
