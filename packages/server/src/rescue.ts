import { existsSync, renameSync, rmSync } from 'node:fs';
import type { Secret } from '@amud/protocol/secret.ts';
import { StartError } from '@amud/protocol/start-error.ts';
import SqliteDatabase from 'better-sqlite3';
import { silentLog } from './core/log.ts';
import { examine } from './features/checkup/checkup.ts';
import { lookAtInstallation, type Settings } from './features/checkup/look.ts';
import { createPasswords } from './features/users/passwords.ts';
import { resetPassword } from './features/users/reset-password.ts';
import { appendAudit, verifyAudit } from './store/audit-log.ts';
import { migrations } from './store/migrations/index.ts';
import { openStore, type Store } from './store/open.ts';
import { discardAll, newKey, resealAll } from './store/secrets.ts';
import { findSecretsKey, keyOfText, keyPathOf, nextKeyPathOf, writeKey } from './store/secrets-key.ts';

const mustExist = (path: string): void => {
  if (!existsSync(path))
    throw new StartError(`There is no database at ${path}. Set DB_PATH to the one the server uses.`);
};

const withStore = async <T>(path: string, run: (store: Store) => Promise<T>): Promise<T> => {
  mustExist(path);
  const store = openStore(path, silentLog());
  try {
    return await run(store);
  } finally {
    await store.close();
  }
};

/** `amud reset-password USER`, with the server running or stopped. */
export const resetPasswordOf = async (path: string, username: string | undefined): Promise<void> => {
  if (username === undefined) throw new StartError('Say whose password: amud reset-password USER');
  const password = await withStore(path, ({ query }) =>
    resetPassword({ query, passwords: createPasswords(), now: Date.now() }, username),
  );
  console.log(`One-time password for ${username}: ${password}`);
  console.log('Their sessions have ended. They choose a password of their own after signing in.');
};

/** `amud audit verify`. @throws StartError when the chain is broken. */
export const verifyAuditOf = async (path: string): Promise<void> => {
  const verdict = await withStore(path, ({ query }) => verifyAudit(query));
  if (!verdict.ok)
    throw new StartError(
      `The audit log is broken at entry ${verdict.brokenId}: ${verdict.reason}. The ${verdict.entries} entries before it are as they were written.`,
    );
  console.log(`The audit log is whole: ${verdict.entries} entries, the last is ${verdict.lastId}.`);
  console.log(`Its hash is ${verdict.lastHash}. Kept elsewhere, it shows later that nothing up to here was rewritten.`);
};

/**
 * `amud rotate-key`: seals everything with a new key. The new key file is on disk before the database depends on it, and
 * takes the place of the old one after; a start in between finds out which of the two it is.
 */
export const rotateKey = async (
  path: string,
  given: { from: Secret | undefined; to: Secret | undefined },
): Promise<void> => {
  mustExist(path);
  if (given.from && !given.to)
    throw new StartError('The key is in AMUD_SECRETS_KEY. Set AMUD_NEW_SECRETS_KEY to the one that replaces it.');
  const from = findSecretsKey(path, given.from);
  const to = given.to ? keyOfText(given.to) : newKey();
  if (!given.to) writeKey(nextKeyPathOf(path), to);
  const count = await withStore(path, async ({ query }) => {
    const sealed = await resealAll(query, from, to, Date.now());
    await recordOnServer(query, 'secrets.rotate-key', { values: sealed });
    return sealed;
  });
  if (!given.to) renameSync(nextKeyPathOf(path), keyPathOf(path));
  console.log(`Sealed ${count} values with the new key.`);
  if (given.to) console.log('Set AMUD_SECRETS_KEY to the new key now, and unset AMUD_NEW_SECRETS_KEY.');
  console.log('Restart AMUD if it is running.');
};

/** `amud rotate-key --discard`, when the key is lost: what it sealed is too. */
export const discardSecrets = async (path: string): Promise<void> => {
  const count = await withStore(path, async ({ query }) => {
    const discarded = await discardAll(query);
    await recordOnServer(query, 'secrets.discard', { values: discarded });
    return discarded;
  });
  for (const file of [keyPathOf(path), nextKeyPathOf(path)]) rmSync(file, { force: true });
  console.log(
    `Forgot ${count} sealed values. The next start makes a new key; enter the credentials of services again.`,
  );
};

const recordOnServer = (query: Store['query'], action: string, detail: { values: number }): Promise<unknown> =>
  query.transaction().execute((transaction) => {
    const entry = { user: null, action, address: 'server', result: 'done', detail } as const;
    return appendAudit(transaction, entry, Date.now());
  });

/** For `amud doctor`: the production checklist as JSON, as far as it can be seen with the server stopped. */
export const checkUp = async (settings: Settings): Promise<void> => {
  const installation = await withStore(settings.databasePath, ({ query }) =>
    lookAtInstallation(query, settings, { httpsSeen: null, publicClient: null }, Date.now()),
  );
  console.log(JSON.stringify(examine(installation)));
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
