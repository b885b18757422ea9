import type { BackupRun } from '@amud/protocol/backup.ts';
import type { Schedule } from './schedule.ts';

export type Advice = 'none' | 'old' | 'failed' | 'no-passphrase';

const DAY_MS = 24 * 3_600_000;
/** The first week is for trying things out, unless somebody built something already. */
const FIRST_WEEK_MS = 7 * DAY_MS;
const BUILT_APPS = 5;
const OLD_MS = 30 * DAY_MS;

type Known = {
  /** The newest first. */
  runs: readonly BackupRun[];
  schedule: Schedule;
  hasPassphrase: boolean;
  since: number;
  apps: number;
  now: number;
};

/** Why somebody should do something about backups; undefined when all is well. */
export const adviseOn = ({ runs, schedule, hasPassphrase, since, apps, now }: Known): Advice | undefined => {
  const isScheduled = schedule.every !== 'off';
  if (isScheduled && !hasPassphrase) return 'no-passphrase';
  if (runs.find(({ origin }) => origin === 'schedule')?.failure && isScheduled) return 'failed';
  const done = runs.find(({ failure }) => failure === null);
  if (done) return !isScheduled && now - done.at > OLD_MS ? 'old' : undefined;
  return now - since > FIRST_WEEK_MS || apps >= BUILT_APPS ? 'none' : undefined;
};
