import type { BackupRun } from '@amud/protocol/backup.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { Schedule } from './schedule.ts';

export type Advice = 'none' | 'old' | 'failed' | 'no-passphrase';

const DAY_MS = 24 * 3_600_000;
const OLD_MS = 30 * DAY_MS;

type Known = {
  /** The newest first. */
  runs: readonly BackupRun[];
  /** When the last one was made. */
  doneAt: number | undefined;
  schedule: Schedule;
  hasPassphrase: boolean;
  since: number;
  apps: number;
  now: number;
};

/** Why somebody should do something about backups; undefined when all is well. */
export const adviseOn = ({ runs, doneAt, schedule, hasPassphrase, since, apps, now }: Known): Advice | undefined => {
  const isScheduled = schedule.every !== 'off';
  if (isScheduled && !hasPassphrase) return 'no-passphrase';
  if (runs.find(({ origin }) => origin === 'schedule')?.failure && isScheduled) return 'failed';
  if (doneAt !== undefined) return !isScheduled && now - doneAt > OLD_MS ? 'old' : undefined;
  return now - since > limits.backup.firstWeekMs || apps >= limits.backup.builtApps ? 'none' : undefined;
};
