import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartError } from '@amud/protocol/start-error.ts';
import SqliteDatabase, { type Database, type Options as SqliteOptions } from 'better-sqlite3';
import { CompiledQuery, type DatabaseConnection, Kysely, SqliteDialect, SqliteDriver } from 'kysely';
import type { Log } from '../core/log.ts';
import { migrate } from './migrate.ts';
import type { Tables } from './tables.ts';

export type Store = {
  /** For ordinary queries. */
  query: Kysely<Tables>;
  /** For prepared statements on hot paths. */
  database: Database;
  close(): Promise<void>;
};

/** Above this a full check would be felt at every start; `amud doctor` still makes it. */
const CHECKED_AT_START_BYTES = 32 * 1024 * 1024;

/**
 * Opens the database, makes it when there is none, and migrates it.
 * @throws StartError with what to do: folder not writable, not a database, damaged, newer, full.
 */
export const openStore = (path: string, log: Log): Store => {
  prepareFolder(path);
  const database = open(path);
  try {
    prepare(database, path, log);
  } catch (error) {
    database.close();
    throw explain(error, path);
  }
  const query = new Kysely<Tables>({ dialect: dialectOf(database) });
  const close = async (): Promise<void> => {
    await query.destroy();
    // Kysely closes only what it has used.
    database.close();
  };
  return { query, database, close };
};

/**
 * Kysely's, but a transaction takes the write lock when it begins, so that no other process writes between what it
 * reads and what it writes; and where SQLite has rolled back by itself (a full disk) the first error stays the error.
 */
const dialectOf = (database: Database): SqliteDialect => {
  class Driver extends SqliteDriver {
    override async beginTransaction(connection: DatabaseConnection): Promise<void> {
      await connection.executeQuery(CompiledQuery.raw('begin immediate'));
    }
    override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
      if (database.inTransaction) await super.rollbackTransaction(connection);
    }
  }
  return Object.assign(new SqliteDialect({ database }), { createDriver: () => new Driver({ database }) });
};

const prepareFolder = (path: string): void => {
  const folder = dirname(path);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o750 });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError(
      `The folder ${folder} can't be written (${(error as NodeJS.ErrnoException).code}). Give it to the user that runs AMUD, or set DB_PATH to a file in another folder.`,
    );
  }
};

/** Looks into a database without changing it. @throws StartError as `openStore`. */
export const readDatabase = <T>(path: string, read: (database: Database) => T): T => {
  const database = open(path, { readonly: true });
  try {
    return read(database);
  } catch (error) {
    throw explain(error, path);
  } finally {
    database.close();
  }
};

const open = (path: string, options: SqliteOptions = {}): Database => {
  try {
    return new SqliteDatabase(path, { timeout: 5_000, ...options });
  } catch (error) {
    throw explain(error, path);
  }
};

const prepare = (database: Database, path: string, log: Log): void => {
  database.pragma('journal_mode = WAL');
  // What was acknowledged must outlive a power cut, not only a crash.
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  if (statSync(path).size <= CHECKED_AT_START_BYTES) checkIntegrity(database, path);
  migrate(database, path, log);
};

const checkIntegrity = (database: Database, path: string): void => {
  const verdict = database.pragma('quick_check(1)', { simple: true });
  if (verdict !== 'ok') throw damaged(path, String(verdict));
};

const damaged = (path: string, detail: string): StartError =>
  new StartError(
    `The database ${path} is damaged (${detail.split('\n')[0]}). Nothing was changed. Restore a backup, or move the file away to begin anew.`,
  );

const explain = (error: unknown, path: string): Error => {
  const code = (error as { code?: string }).code ?? '';
  if (error instanceof StartError) return error;
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT'))
    return damaged(path, (error as Error).message);
  if (code.startsWith('SQLITE_FULL'))
    return new StartError(`There is no room left for the database ${path}. Free some disk space.`);
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN')) {
    return new StartError(
      `The database ${path} can't be written. Give the file and its folder to the user that runs AMUD.`,
    );
  }
  if (code.startsWith('SQLITE_BUSY'))
    return new StartError(`The database ${path} is locked by another program. Is AMUD already running?`);
  return error as Error;
};
