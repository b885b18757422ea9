import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StartError } from '@amud/protocol/start-error.ts';
import type { Database } from 'better-sqlite3';
import type { Log } from '../core/log.ts';
import { migrations } from './migrations/index.ts';

const KEPT_COPIES = 3;

/**
 * Brings the database to this program's schema, each migration in a transaction of its own, after a copy of the file.
 * `PRAGMA user_version` holds the number of the last one done.
 * @throws StartError when the database is of a newer program.
 */
export const migrate = (database: Database, path: string, log: Log): void => {
  const from = database.pragma('user_version', { simple: true }) as number;
  if (from > migrations.length) {
    throw new StartError(
      `The database ${path} is of a newer AMUD (schema ${from}, this program knows ${migrations.length}). Start that version, or restore a backup made by this one.`,
    );
  }
  if (from === migrations.length) return;
  if (from > 0) copyBefore(database, path, from, log);
  migrations.forEach(({ name, sql }, index) => {
    if (index < from) return;
    database.transaction(() => {
      database.exec(sql);
      database.pragma(`user_version = ${index + 1}`);
    })();
    log.info({ migration: name }, 'database migrated');
  });
};

const copyBefore = (database: Database, path: string, version: number, log: Log): void => {
  const copy = `${path}.schema-${version}.bak`;
  rmSync(copy, { force: true });
  database.prepare('VACUUM INTO ?').run(copy);
  log.info({ copy }, 'database copied before it is migrated');
  forgetOldCopies(path, copy);
};

/** The one just made stays, even if there are some of newer versions: the database may be an old one, restored. */
const forgetOldCopies = (path: string, made: string): void => {
  const versionOf = (name: string) => Number(/\.schema-(\d+)\.bak$/.exec(name)?.[1] ?? -1);
  readdirSync(dirname(path))
    .filter((name) => name.startsWith(`${basename(path)}.schema-`) && versionOf(name) >= 0 && name !== basename(made))
    .sort((a, b) => versionOf(b) - versionOf(a))
    .slice(KEPT_COPIES - 1)
    .forEach((name) => {
      rmSync(join(dirname(path), name), { force: true });
    });
};
