import { basename } from 'node:path';
import type { BackupEntry, BackupRun } from '@amud/protocol/backup.ts';
import type { Undo } from '@amud/protocol/clock.ts';
import type { Secret } from '@amud/protocol/secret.ts';
import { FaultError } from '../../http/faults.ts';
import { type Advice, adviseOn } from './advice.ts';
import { BackupError } from './backup-error.ts';
import type { BackupsParts } from './backups.ts';
import { makeBackup } from './make-backup.ts';
import type { Turn } from './one-at-a-time.ts';
import { readRuns, readWeight, writeRun } from './queries.ts';
import { lastDue } from './schedule.ts';
import type { Shelf } from './shelf.ts';

/** Where the passphrase is kept that scheduled backups are sealed with. */
const place = ['backup', 'passphrase'] as const;
const LOOK_MS = 60_000;

/** Makes backups, by hand and when they are due. */
export const createMaker = (parts: BackupsParts, shelf: Shelf, turn: Turn) => {
  const { store, secrets, clock, log, schedule } = parts;
  const passphrase = (): Promise<Secret | undefined> => secrets.get(...place);
  let runs: BackupRun[] = [];
  let stopLooking: Undo = () => {};
  let advised: Advice | undefined;

  const remember = async (run: BackupRun): Promise<void> => {
    runs = [run, ...runs];
    await writeRun(store.query, run).catch((error) => log.warn({ err: error }, 'a backup could not be noted'));
  };
  const make = (origin: BackupRun['origin'], chosen: Secret): Promise<BackupEntry> =>
    turn.take('making', async () => {
      const at = clock.now();
      try {
        const path = await shelf.newPath(origin, at);
        const { database } = store;
        const { databasePath, key, program } = parts;
        const { bytes } = await makeBackup({ database, databasePath, key, program, passphrase: chosen, at, path });
        await remember({ at, origin, failure: null });
        log.info({ name: basename(path), bytes, origin }, 'a backup was made');
        return await shelf.entry(basename(path));
      } catch (error) {
        log.error({ err: error, origin }, 'a backup could not be made');
        await remember({ at, origin, failure: wordsOf(error) });
        throw toFault(error);
      }
    });
  const makeDue = async (): Promise<void> => {
    const { keep, ...when } = schedule();
    const due = lastDue(when, clock.now());
    const last = runs.find(({ origin }) => origin === 'schedule');
    if (due === undefined || (last && last.at >= due) || turn.busy() !== null) return;
    const kept = await passphrase();
    if (!kept) return;
    await make('schedule', kept);
    const removed = await shelf.prune(keep);
    if (removed.length > 0) log.info({ removed }, 'older backups were removed');
  };
  /** What was restored knows nothing of the backup that it came from; the folder does. */
  const lastDoneAt = (listed: readonly BackupEntry[]): number | undefined => {
    const noted = runs.find(({ failure }) => failure === null)?.at;
    const found = listed.find(({ state }) => state === 'ok')?.createdAt;
    return noted === undefined || (found !== undefined && found > noted) ? found : noted;
  };
  const advice = async (): Promise<Advice | undefined> => {
    const { keep: _, ...when } = schedule();
    const hasPassphrase = (await passphrase()) !== undefined;
    const isNoted = runs.some(({ failure }) => failure === null);
    const doneAt = lastDoneAt(isNoted ? [] : await shelf.list());
    const weight = await readWeight(store.query);
    advised = adviseOn({ runs, doneAt, schedule: when, hasPassphrase, now: clock.now(), ...weight });
    return advised;
  };
  let isLooking = false;
  /** What failed was noted and logged; the next due time is another try. One look at a time, however slow the disk is. */
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    await makeDue()
      .then(advice)
      .catch(() => {});
    isLooking = false;
  };
  return {
    passphrase,
    setPassphrase: (next: Secret | undefined) => (next ? secrets.set(...place, next) : secrets.remove(...place)),
    runs: (): readonly BackupRun[] => runs,
    lastDoneAt,
    make: async (given: Secret | undefined): Promise<BackupEntry> => {
      const chosen = given ?? (await passphrase());
      if (chosen) return make('hand', chosen);
      throw new FaultError('invalid', 'Choose a passphrase to seal the backup with.', { field: 'passphrase' });
    },
    /** As it was found to be lately. */
    advised: (): Advice | undefined => advised,
    advice,
    makeDue,
    start: async (): Promise<void> => {
      runs = await readRuns(store.query);
      await advice();
      stopLooking = clock.every(LOOK_MS, () => void look());
    },
    stop: (): void => stopLooking(),
  };
};

export type Maker = ReturnType<typeof createMaker>;

const wordsOf = (error: unknown): string =>
  error instanceof BackupError ? error.message : 'It failed; the log of the server says why.';

const toFault = (error: unknown): unknown => {
  if (!(error instanceof BackupError)) return error;
  return new FaultError(error.reason === 'no-room' ? 'storage-full' : 'unavailable', error.message);
};
