import { chmod, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { BackupCounts } from '@amud/protocol/backup.ts';
import type { Secret } from '@amud/protocol/secret.ts';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { BackupError } from './backup-error.ts';
import { countIn, entriesOf } from './contents.ts';
import { writeSealed } from './sealed-file.ts';

export type BackupWish = {
  database: Database;
  databasePath: string;
  key: Secret;
  passphrase: Secret;
  /** The version of AMUD. */
  program: string;
  at: number;
  /** Where the backup goes; a file of that name is replaced when the new one is whole. */
  path: string;
};

export type MadeBackup = { bytes: number; schema: number; counts: BackupCounts };

/**
 * Copies the database while it is used, then seals it with pictures and keys into one file, reads that again, and only
 * then gives it its name. Cut short, it leaves at most files that end in `.part`.
 * @throws BackupError when the disk is full or can't be written.
 */
export const makeBackup = async (wish: BackupWish): Promise<MadeBackup> => {
  const snapshotPath = `${wish.path}.db.part`;
  const part = `${wish.path}.part`;
  try {
    await forget(snapshotPath, part);
    await refuseWithoutRoom(wish);
    const { manifest, uploadIds, ...made } = await takeSnapshot(wish, snapshotPath);
    const about = { createdAt: wish.at, program: wish.program, schema: made.schema };
    const { databasePath, key, passphrase } = wish;
    await writeSealed(part, passphrase, about, entriesOf({ databasePath, snapshotPath, uploadIds, key, manifest }));
    await rename(part, wish.path);
    await syncFolder(dirname(wish.path));
    return { ...made, bytes: (await stat(wish.path)).size };
  } catch (error) {
    throw explain(error, wish.path);
  } finally {
    await forget(snapshotPath, part);
  }
};

const forget = async (...paths: string[]): Promise<void> => {
  for (const path of paths)
    for (const suffix of ['', '-journal', '-wal', '-shm']) await rm(path + suffix, { force: true });
};

/** SQLite's own online backup: a whole state of the database, whatever is written meanwhile. */
const takeSnapshot = async ({ database, program, at }: BackupWish, path: string) => {
  await database.backup(path);
  await chmod(path, 0o600);
  const snapshot = new SqliteDatabase(path);
  try {
    // One file, without a log beside it.
    snapshot.pragma('journal_mode = DELETE');
    const schema = Number(snapshot.pragma('user_version', { simple: true }));
    const counts = countIn(snapshot);
    const uploadIds = snapshot.prepare<[], string>('SELECT id FROM uploads ORDER BY id').pluck().all();
    return { schema, counts, uploadIds, manifest: { format: 1, createdAt: at, program, schema, counts } };
  } finally {
    snapshot.close();
  }
};

/** The copy and the backup at once; what is compressed takes less. */
const refuseWithoutRoom = async ({ databasePath, path }: BackupWish): Promise<void> => {
  const { bavail, bsize } = await statfs(dirname(path));
  const { size } = await stat(databasePath);
  if (bavail * bsize < 2 * size) throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
};

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'SQLITE_FULL']);
const closed = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'SQLITE_CANTOPEN', 'SQLITE_READONLY']);

const explain = (error: unknown, path: string): unknown => {
  const { code = '' } = error as NodeJS.ErrnoException;
  const folder = dirname(path);
  if (full.has(code))
    return new BackupError(
      'no-room',
      `There is no room left in ${folder}. Free some, or set AMUD_BACKUP_DIR to another disk.`,
    );
  if (closed.has(code))
    return new BackupError(
      'closed',
      `The folder ${folder} can't be written (${code}). Give it to the user that runs AMUD, or set AMUD_BACKUP_DIR to another.`,
    );
  return error;
};

/** A new name is on the disk only when its folder is. */
export const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};
