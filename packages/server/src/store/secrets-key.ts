import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Secret } from '@amud/protocol/secret.ts';
import { StartError } from '@amud/protocol/start-error.ts';
import { readDatabase } from './open.ts';
import { type KeyState, newKey, tryKey } from './secrets.ts';

/** Where the key lives when it is not in the environment: beside the database, for its user only. */
export const keyPathOf = (databasePath: string): string => join(dirname(databasePath), '.amud-secrets-key');

/** Written before the values are sealed anew, and put in the place of the old one after. */
export const nextKeyPathOf = (databasePath: string): string => `${keyPathOf(databasePath)}.new`;

/** `AMUD_SECRETS_KEY`, as the original AMUD reads it: SHA-256 of the trimmed text, whatever it looks like. */
export const keyOfText = (text: Secret): Secret =>
  new Secret(createHash('sha256').update(text.reveal().trim(), 'utf8').digest('hex'));

/** The content of a key file, as the original reads it: base64url of 32 bytes, or 64 hex digits, or any text. */
export const keyOfFile = (content: string): Secret => {
  const text = content.trim();
  if (/^[A-Za-z0-9_-]{43}$/.test(text)) return new Secret(Buffer.from(text, 'base64url').toString('hex'));
  if (/^[0-9a-fA-F]{64}$/.test(text)) return new Secret(text.toLowerCase());
  return keyOfText(new Secret(text));
};

/**
 * The key of this installation. The first start makes one; a rotation that was cut short is finished.
 * @throws StartError when the key is missing or is another than the one the database was sealed with.
 */
export const findSecretsKey = (databasePath: string, fromEnvironment: Secret | undefined): Secret => {
  const fit = (key: Secret): KeyState =>
    existsSync(databasePath) ? readDatabase(databasePath, (database) => tryKey(database, key)) : 'new';
  if (fromEnvironment) return mustFit(fit, keyOfText(fromEnvironment), 'AMUD_SECRETS_KEY', databasePath);
  const path = keyPathOf(databasePath);
  const next = nextKeyPathOf(databasePath);
  if (existsSync(next) && fit(readKey(next)) === 'fits') renameSync(next, path);
  if (existsSync(path)) return mustFit(fit, readKey(path), path, databasePath);
  const key = newKey();
  if (fit(key) === 'wrong') throw new StartError(missing(databasePath, path));
  mkdirSync(dirname(path), { recursive: true, mode: 0o750 });
  writeKey(path, key);
  return key;
};

const mustFit = (fit: (key: Secret) => KeyState, key: Secret, source: string, databasePath: string): Secret => {
  if (fit(key) !== 'wrong') return key;
  throw new StartError(
    `The key in ${source} is not the one that sealed the secrets in ${databasePath}. Nothing was changed. Put the right key back; if it is lost, "amud rotate-key --discard" forgets the sealed secrets and begins anew.`,
  );
};

const missing = (databasePath: string, path: string): string =>
  `The secrets in ${databasePath} are sealed, and their key ${path} is not there. Nothing was changed. Put the file back or set AMUD_SECRETS_KEY; if the key is lost, "amud rotate-key --discard" forgets the sealed secrets and begins anew.`;

export const readKey = (path: string): Secret => {
  try {
    const key = readFileSync(path, 'utf8');
    if (key.trim() === '') throw new StartError(`The key file ${path} is empty. Restore it from a backup.`);
    return keyOfFile(key);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(
      `The key file ${path} can't be read (${(error as NodeJS.ErrnoException).code}). Give it to the user that runs AMUD.`,
    );
  }
};

/** For its user only, and on disk before anything depends on it. */
export const writeKey = (path: string, key: Secret): void => {
  const file = openSync(path, 'w', 0o600);
  try {
    writeSync(file, `${Buffer.from(key.reveal(), 'hex').toString('base64url')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/** Whether others on this machine can use a file of ours: by default its group counts too. */
export const isOpenToOthers = (path: string, rights = 0o077): boolean =>
  existsSync(path) && (statSync(path).mode & rights) !== 0;
