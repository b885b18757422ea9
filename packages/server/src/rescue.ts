import { existsSync } from 'node:fs';
import { StartError } from '@amud/protocol/start-error.ts';
import SqliteDatabase from 'better-sqlite3';
import { silentLog } from './core/log.ts';
import { createPasswords } from './features/users/passwords.ts';
import { resetPassword } from './features/users/reset-password.ts';
import { migrations } from './store/migrations/index.ts';
import { openStore } from './store/open.ts';

const mustExist = (path: string): void => {
  if (!existsSync(path))
    throw new StartError(`There is no database at ${path}. Set DB_PATH to the one the server uses.`);
};

/** `amud reset-password USER`, with the server running or stopped. */
export const resetPasswordOf = async (path: string, username: string | undefined): Promise<void> => {
  if (username === undefined) throw new StartError('Say whose password: amud reset-password USER');
  mustExist(path);
  const store = openStore(path, silentLog());
  try {
    const password = await resetPassword(
      { query: store.query, passwords: createPasswords(), now: Date.now() },
      username,
    );
    console.log(`One-time password for ${username}: ${password}`);
    console.log('Their sessions have ended. They choose a password of their own after signing in.');
  } finally {
    await store.close();
  }
};

/** For `amud doctor`: one line of JSON about the database, which is only read. */
export const checkDatabase = (path: string): void => {
  mustExist(path);
  const database = new SqliteDatabase(path, { readonly: true, timeout: 2_000 });
  try {
    const integrity = String(database.pragma('quick_check(1)', { simple: true }));
    const schema = Number(database.pragma('user_version', { simple: true }));
    console.log(JSON.stringify({ integrity, schema, known: migrations.length }));
  } finally {
    database.close();
  }
};
