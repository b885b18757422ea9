import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { BackupCounts } from '@amud/protocol/backup.ts';
import { limits } from '@amud/protocol/limits.ts';
import { Secret } from '@amud/protocol/secret.ts';
import { StartError } from '@amud/protocol/start-error.ts';
import SqliteDatabase from 'better-sqlite3';
import { BackupError } from './features/backup/backup-error.ts';
import { makeBackup } from './features/backup/make-backup.ts';
import { prepareRestore } from './features/backup/prepare-restore.ts';
import { type Staged, stage } from './features/backup/stage.ts';
import { finishRestore } from './features/backup/swap.ts';
import { migrations } from './store/migrations/index.ts';
import { findSecretsKey, keyOfText } from './store/secrets-key.ts';
import { version } from './version.ts';

type Given = {
  databasePath: string;
  socketPath: string;
  environmentKey: Secret | undefined;
  passphrase: Secret | undefined;
};

/** `amud backup FILE`, with the server running or stopped. */
export const backupTo = async (given: Given, words: string[]): Promise<void> => {
  const [file] = words;
  if (file === undefined) throw new StartError('Say where to: amud backup FILE');
  const { databasePath } = given;
  if (!existsSync(databasePath))
    throw new StartError(`There is no database at ${databasePath}. Set DB_PATH to the one the server uses.`);
  const path = resolve(file);
  if (existsSync(path)) throw new StartError(`${path} is there already. Choose another name, or remove it first.`);
  const passphrase = given.passphrase ?? (await askTwice());
  if (passphrase.reveal().length < limits.backup.passphraseLength)
    throw new StartError(`A passphrase has ${limits.backup.passphraseLength} characters or more.`);
  const key = findSecretsKey(databasePath, given.environmentKey);
  const database = new SqliteDatabase(databasePath, { timeout: 5_000 });
  try {
    const wish = { database, databasePath, key, passphrase, program: version, at: Date.now(), path };
    const { bytes, counts } = await makeBackup(wish).catch(explain);
    note(database);
    console.log(`Backup of ${wordsOf(counts)}: ${path}, ${Math.ceil(bytes / 1024).toLocaleString('en')} KiB.`);
    console.log('Without its passphrase nobody can open it, you neither. Keep both, in different places.');
  } finally {
    database.close();
  }
};

/** So that nobody is told that there is no backup; a database of another version goes without. */
const note = (database: InstanceType<typeof SqliteDatabase>): void => {
  if (Number(database.pragma('user_version', { simple: true })) !== migrations.length) return;
  database.prepare("INSERT INTO backup_runs (at, origin, failure) VALUES (?, 'hand', NULL)").run(Date.now());
};

const wordsOf = ({ users, boards, apps, pictures }: BackupCounts): string =>
  `${users} users, ${boards} boards, ${apps} apps and ${pictures} pictures`;

/** `amud restore FILE`, with the server stopped. */
export const restoreFrom = async (given: Given, words: string[]): Promise<void> => {
  const [file] = words.filter((word) => word !== '--yes');
  if (file === undefined) throw new StartError('Say from where: amud restore FILE');
  const path = resolve(file);
  if (!existsSync(path)) throw new StartError(`There is no file ${path}.`);
  const { databasePath } = given;
  finishRestore(databasePath);
  await refuseWhileRunning(given);
  const passphrase = given.passphrase ?? (await ask('Passphrase of the backup: '));
  mkdirSync(dirname(databasePath), { recursive: true, mode: 0o750 });
  const staged = await stage(path, passphrase, join(dirname(databasePath), `.restore-${process.pid}`)).catch(explain);
  try {
    tell(staged);
    if (!words.includes('--yes')) await mustAgree(databasePath);
    await refuseWhileRunning(given);
    const environmentKey = given.environmentKey && keyOfText(given.environmentKey);
    await prepareRestore({ staged, databasePath, environmentKey, at: Date.now(), by: null, address: 'server' });
  } catch (error) {
    rmSync(staged.folder, { recursive: true, force: true });
    throw error;
  }
  const kept = finishRestore(databasePath);
  console.log('Restored. Everybody is signed out; the passwords are those of the backup.');
  if (kept !== undefined) console.log(`What was here before is in ${kept}. Remove it when you no longer need it.`);
};

const explain = (error: unknown): never => {
  throw error instanceof BackupError ? new StartError(error.message) : error;
};

const tell = ({ about, counts, admins }: Staged): void => {
  console.log(`Made ${new Date(about.createdAt).toISOString()} by AMUD ${about.program}: ${wordsOf(counts)}.`);
  console.log(`Admins: ${admins.join(', ') || 'none'}.`);
};

const mustAgree = async (databasePath: string): Promise<void> => {
  if (!process.stdin.isTTY) throw new StartError('Nothing was changed. Add --yes to restore without being asked.');
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(`Put it in the place of ${databasePath}? Type yes: `);
  lines.close();
  if (answer.trim().toLowerCase() !== 'yes') throw new StartError('Nothing was changed.');
};

const refuseWhileRunning = async ({ databasePath, socketPath }: Given): Promise<void> => {
  if (!(await isAnswered(socketPath)) && !isOpenElsewhere(databasePath)) return;
  throw new StartError(
    'AMUD is running on this database. Stop it first, or restore in the browser, under Settings → Backup.',
  );
};

const isAnswered = (socketPath: string): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(socketPath);
    const settle = (isThere: boolean): void => {
      socket.destroy();
      done(isThere);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });

/** SQLite leaves its log mode only when nobody else has the database open. A damaged one can't tell. */
const isOpenElsewhere = (databasePath: string): boolean => {
  if (!existsSync(databasePath)) return false;
  try {
    const database = new SqliteDatabase(databasePath, { timeout: 200 });
    try {
      return database.pragma('journal_mode = DELETE', { simple: true }) !== 'delete';
    } finally {
      database.close();
    }
  } catch (error) {
    return String((error as { code?: string }).code).startsWith('SQLITE_BUSY');
  }
};

const askTwice = async (): Promise<Secret> => {
  const first = await ask('New passphrase: ');
  const second = await ask('Again: ');
  if (first.reveal() !== second.reveal())
    throw new StartError('These are two different passphrases. Nothing was made.');
  return first;
};

/** What is typed is not shown. */
const ask = async (question: string): Promise<Secret> => {
  if (!process.stdin.isTTY)
    throw new StartError(
      'Nobody is there to type a passphrase. Set AMUD_BACKUP_PASSPHRASE_FILE to a file that holds it.',
    );
  process.stdout.write(question);
  const silent = new Writable({ write: (_, __, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  const answer = await lines.question('');
  lines.close();
  process.stdout.write('\n');
  return new Secret(answer);
};
