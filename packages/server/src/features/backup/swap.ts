import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StartError } from '@amud/protocol/start-error.ts';
import * as v from 'valibot';
import { keyPathOf } from '../../store/secrets-key.ts';
import { agentSecretPathOf, names, uploadsFolderOf } from './contents.ts';

/**
 * What is left to do of a restore: a file beside the database, written when everything is ready. Whoever opens the
 * database next finishes it first, so that it does not matter where it was cut short.
 */
const pending = v.object({
  /** `aside`: the old state is being moved away. `in`: the new one is being put in its place. */
  step: v.picklist(['aside', 'in']),
  /** Folders beside the database. */
  staged: v.pipe(v.string(), v.regex(/^\.restore-[a-z0-9-]+$/)),
  kept: v.pipe(v.string(), v.regex(/^before-restore-[A-Za-z0-9-]+$/)),
  /** The key is not in the environment. */
  withKey: v.boolean(),
});
export type Pending = v.InferOutput<typeof pending>;

const pendingPathOf = (databasePath: string): string => join(dirname(databasePath), 'restore.json');

export const writePending = (databasePath: string, what: Pending): void => {
  const path = pendingPathOf(databasePath);
  writeFileSync(`${path}.part`, JSON.stringify(what), { mode: 0o600, flush: true });
  renameSync(`${path}.part`, path);
  syncFolder(dirname(path));
};

const readPending = (path: string): Pending => {
  try {
    return v.parse(pending, JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new StartError(`${path} can't be read. A restore was cut short; see "Restore" in docs/backup.md.`);
  }
};

/** Each with its place here and its place in the folders; those of the database go together. */
const movesOf = (databasePath: string, withKey: boolean) => [
  ...['', '-wal', '-shm'].map((suffix) => ({ here: databasePath + suffix, there: names.database + suffix })),
  { here: uploadsFolderOf(databasePath), there: names.uploads },
  ...(withKey ? [{ here: keyPathOf(databasePath), there: names.key }] : []),
];

/**
 * Finishes a restore that was prepared: the old state goes into a folder of its own, the new one into its place.
 * @returns that folder; undefined when there was nothing to do.
 */
export const finishRestore = (databasePath: string): string | undefined => {
  const path = pendingPathOf(databasePath);
  if (!existsSync(path)) return undefined;
  const what = readPending(path);
  const folder = dirname(databasePath);
  const [staged, kept] = [join(folder, what.staged), join(folder, what.kept)];
  const moves = movesOf(databasePath, what.withKey);
  if (what.step === 'aside') {
    mkdirSync(kept, { recursive: true, mode: 0o700 });
    for (const { here, there } of moves) moveIfThere(here, join(kept, there));
    syncFolder(kept);
    writePending(databasePath, { ...what, step: 'in' });
  }
  for (const { here, there } of moves) moveIfThere(join(staged, there), here);
  const agentSecret = agentSecretPathOf(databasePath);
  if (!existsSync(agentSecret)) moveIfThere(join(staged, names.agentSecret), agentSecret);
  syncFolder(folder);
  rmSync(path);
  rmSync(staged, { recursive: true, force: true });
  return kept;
};

/** Moved already, or never there, is the same. */
const moveIfThere = (from: string, to: string): void => {
  if (existsSync(from)) renameSync(from, to);
};

const syncFolder = (path: string): void => {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
};

/** A name for what is kept, of the time: `before-restore-2026-11-25T10-11-12Z`. */
export const keptNameOf = (at: number): string =>
  `before-restore-${new Date(at)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-')}`;

export const isKeptName = (name: string): boolean => basename(name) === name && /^before-restore-[\dTZ-]+$/.test(name);
