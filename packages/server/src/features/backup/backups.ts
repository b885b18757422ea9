import type { BackupsOutput } from '@amud/protocol/backup.ts';
import type { Clock } from '@amud/protocol/clock.ts';
import type { Secret } from '@amud/protocol/secret.ts';
import type { Log } from '../../core/log.ts';
import type { Store } from '../../store/open.ts';
import type { Secrets } from '../../store/secrets.ts';
import { type Bring, createBring } from './bring.ts';
import { createMaker, type Maker } from './maker.ts';
import { createTurn } from './one-at-a-time.ts';
import { createRestorer } from './restorer.ts';
import { nextDue, type Schedule } from './schedule.ts';
import { createShelf, type Shelf } from './shelf.ts';

export type BackupsParts = {
  store: Store;
  secrets: Secrets;
  clock: Clock;
  log: Log;
  /** The version of AMUD. */
  program: string;
  databasePath: string;
  folder: string;
  key: Secret;
  keyIsInEnvironment: boolean;
  schedule(): Schedule & { keep: number };
};

type Restorer = ReturnType<typeof createRestorer>;
export type Backups = {
  shelf: Shelf;
  bring: Bring;
  look(): Promise<BackupsOutput>;
  hasPassphrase(): Promise<boolean>;
  start(): Promise<void>;
  stop(): Promise<void>;
} & Pick<Maker, 'make' | 'makeDue' | 'setPassphrase' | 'advice' | 'advised'> &
  Pick<Restorer, 'check' | 'restore'>;

/** Backups of this installation: made, kept, brought, opened, put back. */
export const createBackups = (parts: BackupsParts): Backups => {
  const { clock, folder } = parts;
  const turn = createTurn();
  const shelf = createShelf(folder);
  const bring = createBring({ shelf, clock });
  const maker = createMaker(parts, shelf, turn);
  const restorer = createRestorer(parts, shelf, turn);
  const look = async (): Promise<BackupsOutput> => {
    const [lastRun = null] = maker.runs();
    const listed = await shelf.list();
    return {
      backups: listed,
      folder,
      hasPassphrase: (await maker.passphrase()) !== undefined,
      busy: turn.busy(),
      lastRun,
      lastDoneAt: maker.lastDoneAt(listed) ?? null,
      nextAt: nextDue(parts.schedule(), clock.now()) ?? null,
      advice: (await maker.advice()) ?? null,
      kept: await restorer.kept(),
    };
  };
  const { make, makeDue, setPassphrase, advice, advised } = maker;
  const { check, restore } = restorer;
  return {
    shelf,
    bring,
    look,
    hasPassphrase: async () => (await maker.passphrase()) !== undefined,
    make,
    makeDue,
    setPassphrase,
    advice,
    advised,
    check,
    restore,
    start: async () => {
      await shelf.tidy();
      await restorer.start();
      await maker.start();
    },
    stop: async () => {
      maker.stop();
      await turn.idle();
      await restorer.stop();
      await bring.stop();
    },
  };
};
