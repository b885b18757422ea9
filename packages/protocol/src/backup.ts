import * as v from 'valibot';
import { limits } from './limits.ts';

/** Backups, as admins see and order them. */

const at = v.number();

/** What is in one, so that a person sees whether it is the right one. */
export const backupCounts = v.object({
  users: v.number(),
  boards: v.number(),
  apps: v.number(),
  pictures: v.number(),
  nodes: v.number(),
});
export type BackupCounts = v.InferOutput<typeof backupCounts>;

/** `broken` can't be read as a backup at all. */
export const backupEntry = v.object({
  name: v.string(),
  bytes: v.number(),
  /** Made by hand, by the schedule, or brought here from elsewhere. */
  origin: v.picklist(['hand', 'schedule', 'brought']),
  createdAt: at,
  program: v.nullable(v.string()),
  state: v.picklist(['ok', 'newer', 'broken']),
});
export type BackupEntry = v.InferOutput<typeof backupEntry>;

export const backupRun = v.object({
  at,
  origin: v.picklist(['hand', 'schedule']),
  /** Why it failed, in words; null when it did not. */
  failure: v.nullable(v.string()),
});
export type BackupRun = v.InferOutput<typeof backupRun>;

/** Why a person should do something about backups. */
export const backupAdvice = v.picklist(['none', 'old', 'failed', 'no-passphrase']);

export const backupsOutput = v.object({
  backups: v.array(backupEntry),
  folder: v.string(),
  /** One is kept, so that backups can be made without asking for it. */
  hasPassphrase: v.boolean(),
  /** What is being done now. */
  busy: v.nullable(v.picklist(['making', 'checking'])),
  lastRun: v.nullable(backupRun),
  lastDoneAt: v.nullable(at),
  nextAt: v.nullable(at),
  advice: v.nullable(backupAdvice),
  /** States before a restore that are kept beside the database. */
  kept: v.array(v.string()),
});
export type BackupsOutput = v.InferOutput<typeof backupsOutput>;

export const newPassphrase = v.pipe(
  v.string(),
  v.minLength(limits.backup.passphraseLength, `Use ${limits.backup.passphraseLength} characters or more.`),
  v.maxLength(limits.backup.passphraseMaxLength, `Use ${limits.backup.passphraseMaxLength} characters at most.`),
);
const passphrase = v.pipe(
  v.string(),
  v.minLength(1, 'Type the passphrase of the backup.'),
  v.maxLength(limits.backup.passphraseMaxLength, 'This passphrase is too long.'),
);

/** Without a passphrase: sealed with the one that is kept. */
export const backupInput = v.object({ passphrase: v.optional(newPassphrase) });
export const backupOutput = v.object({ backup: backupEntry });
export const passphraseInput = v.object({ passphrase: newPassphrase });

export const backupCheckInput = v.object({ passphrase });
/** A backup that was opened and is ready to take the place of what is here; `stage` is its name until then. */
export const backupCheckOutput = v.object({
  stage: v.string(),
  createdAt: at,
  program: v.string(),
  counts: backupCounts,
  /** As whom one can sign in afterwards. */
  admins: v.array(v.string()),
  now: backupCounts,
});
export type BackupCheck = v.InferOutput<typeof backupCheckOutput>;
export const restoreInput = v.object({
  stage: v.pipe(v.string(), v.regex(/^\.restore-[a-z0-9-]+$/, 'is not a stage')),
});

/** Bringing a file: its size first, then its pieces in order. */
export const bringInput = v.object({
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(limits.backup.fileBytes, 'This file is too large.')),
});
export const bringOutput = v.object({ id: v.string(), pieceBytes: v.number() });
export const pieceQuery = v.object({ offset: v.pipe(v.string(), v.digits(), v.maxLength(15), v.transform(Number)) });
/** `backup` with the last piece. */
export const pieceOutput = v.object({ received: v.number(), backup: v.nullable(backupEntry) });
