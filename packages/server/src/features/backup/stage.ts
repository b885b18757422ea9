import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BackupCounts } from '@amud/protocol/backup.ts';
import type { Secret } from '@amud/protocol/secret.ts';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { silentLog } from '../../core/log.ts';
import { migrations } from '../../store/migrations/index.ts';
import { openStore } from '../../store/open.ts';
import { tryKey } from '../../store/secrets.ts';
import { readKey } from '../../store/secrets-key.ts';
import { BackupError } from './backup-error.ts';
import { countIn, names, uploadName } from './contents.ts';
import type { About } from './head.ts';
import { readSealed } from './sealed-file.ts';
import type { Entry } from './tar.ts';

/** A backup that was opened, examined, and lies ready beside the database. */
export type Staged = { folder: string; about: About; counts: BackupCounts; admins: string[] };

/**
 * Opens a backup into `folder` and examines all of it: every seal, the database, whether the key fits, whether this program
 * can read it. What is here now is not touched. When it does not resolve, nothing is left.
 * @throws BackupError
 */
export const stage = async (path: string, passphrase: Secret, folder: string): Promise<Staged> => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, names.uploads), { recursive: true, mode: 0o700 });
  try {
    await refuseWithoutRoom(path, folder);
    const about = await readSealed(path, passphrase, (entry) => unpack(folder, entry));
    return { folder, about, ...(await examine(folder)) };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw explain(error, folder);
  }
};

const plain = new Set<string>([names.manifest, names.database, names.key, names.agentSecret]);

/** Only what we know has a place; a name is never followed to another. */
const unpack = async (folder: string, { name, body }: Entry): Promise<void> => {
  if (!plain.has(name) && !uploadName.test(name))
    throw new BackupError('newer', `The backup holds "${name}", which this AMUD does not know. Update it first.`);
  await pipeline(body, createWriteStream(join(folder, name), { flags: 'wx', mode: 0o600, flush: true }));
};

/** Compressed it is smaller than what comes out, mostly by no more than this. */
const ROOM_FACTOR = 3;

const refuseWithoutRoom = async (path: string, folder: string): Promise<void> => {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < ROOM_FACTOR * (await stat(path)).size)
    throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
};

const examine = async (folder: string): Promise<Pick<Staged, 'counts' | 'admins'>> => {
  const path = join(folder, names.database);
  examineAsItIs(path, folder);
  // To this program's schema now: if that fails, everything is still as it was.
  const store = openStore(path, silentLog());
  try {
    store.database.pragma('journal_mode = DELETE');
    return { counts: countIn(store.database), admins: adminsOf(store.database) };
  } finally {
    await store.close();
    await rm(`${path}-wal`, { force: true });
  }
};

/** @throws BackupError */
const examineAsItIs = (path: string, folder: string): void => {
  if (!existsSync(path)) throw new BackupError('damaged', 'The backup holds no database.');
  if (!existsSync(join(folder, names.key))) throw new BackupError('damaged', 'The backup holds no key.');
  const database = new SqliteDatabase(path, { readonly: true });
  try {
    const verdict = database.pragma('integrity_check(1)', { simple: true });
    if (verdict !== 'ok') throw new BackupError('damaged', `The database in the backup is damaged (${verdict}).`);
    const schema = Number(database.pragma('user_version', { simple: true }));
    if (schema > migrations.length)
      throw new BackupError(
        'newer',
        `This backup was made by a newer AMUD (schema ${schema}, this one knows ${migrations.length}). Update this one first.`,
      );
    if (schema < 1) throw new BackupError('damaged', 'The database in the backup is not one of AMUD.');
    if (tryKey(database, readKey(join(folder, names.key))) === 'wrong')
      throw new BackupError('damaged', 'The key in the backup is not the one that sealed its secrets.');
  } finally {
    database.close();
  }
};

const adminsOf = (database: Database): string[] =>
  database.prepare<[], string>("SELECT username FROM users WHERE role = 'admin' ORDER BY username").pluck().all();

const explain = (error: unknown, folder: string): unknown => {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(code))
    return new BackupError(
      'no-room',
      `There is no room left in ${dirname(folder)} to open the backup. Nothing was changed; free some space.`,
    );
  if (code === 'ENOENT' || code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT'))
    return new BackupError('damaged', 'The backup is not whole inside. Take another one.');
  return error;
};
