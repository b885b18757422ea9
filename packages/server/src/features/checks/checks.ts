import type { AppStatus, CheckHistory } from '@amud/protocol/checks.ts';
import type { Clock, Undo } from '@amud/protocol/clock.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { Bus } from '../../core/bus.ts';
import type { Log } from '../../core/log.ts';
import { createSchedule } from '../../core/schedule.ts';
import type { Store } from '../../store/open.ts';
import { account, type Entry, firstAt } from './entry.ts';
import { createHistory } from './history.ts';
import { createHistoryStore } from './history-store.ts';
import type { Look } from './look.ts';
import { historyOf } from './query.ts';
import { createSaver } from './saver.ts';
import { createStatusStore } from './status-store.ts';
import type { Outcome, WatchedApp } from './watched.ts';
import { addApps, begin, endRuns, passMinute, type Room, readBars, statusOf, syncApps } from './watching.ts';

export type ChecksParts = {
  store: Pick<Store, 'database' | 'query'>;
  clock: Clock;
  bus: Bus;
  log: Log;
  look: Look;
  watched(): WatchedApp[];
  /** The app is there, or can come back. */
  isKnown(appId: string): boolean;
};

/** Watches all apps that have a check, from start to stop, whether anybody looks or not. */
export type Checks = {
  /** Null when it is not watched. */
  status(appId: string): AppStatus | null;
  history(appId: string, range: { from: number; to: number; points: number }): Promise<CheckHistory>;
  /** Looks now, or waits for the look that is under way. Null when it is not watched, or paused. */
  checkNow(appId: string): Promise<{ status: AppStatus; found: Outcome | null } | null>;
  start(): Promise<void>;
  stop(): Promise<void>;
};

const MINUTE_MS = 60_000;
const FLUSH_MINUTES = 5;
const HOUR_MINUTES = 60;
const TELL_MS = 250;
const SYNC_MS = 50;

export const createChecks = (parts: ChecksParts): Checks => {
  const { clock, bus } = parts;
  const history = createHistory({ store: createHistoryStore(parts.store), clock, isKnown: parts.isKnown });
  const statuses = createStatusStore(parts.store.query);
  const saver = createSaver({ store: statuses, clock, log: parts.log });
  const entries = new Map<string, Entry>();
  const teller = createTeller(parts);
  let isStopped = false;
  const room: Room = {
    ...parts,
    history,
    statuses,
    saver,
    entries,
    saved: new Map(),
    tell: teller.tell,
    isStopped: () => isStopped,
  };
  const schedule = createSchedule({
    clock,
    list: () => entries.values(),
    most: limits.check.concurrent,
    start: (entry) => begin(room, entry, schedule.wake),
  });
  const undos: Undo[] = [];
  let waiting = new Set<string>();
  let stopSync: Undo | undefined;
  let minutes = 0;
  let housework = Promise.resolve();

  const sync = (): void => {
    stopSync = undefined;
    const ids = waiting;
    waiting = new Set();
    syncApps(room, ids);
    schedule.wake();
  };
  const everyMinute = (): void => {
    minutes += 1;
    passMinute(room);
    if (minutes % FLUSH_MINUTES !== 0) return;
    const isHour = minutes % HOUR_MINUTES === 0;
    housework = housework.then(() => keepHouse(room, isHour));
  };

  return {
    status: (appId) => statusOf(room, appId),
    history: async (appId, range) => {
      const entry = entries.get(appId);
      if (entry) account(entry, history, clock.now());
      await saver.flush();
      return historyOf({ history, statuses, appId, range, now: clock.now() });
    },
    checkNow: async (appId) => {
      const entry = entries.get(appId);
      if (!entry || entry.condition.state === 'paused') return null;
      while (entry.run?.isVoid) await entry.run.done;
      if (!entry.run) begin(room, entry, schedule.wake);
      const { run } = entry;
      await run?.done;
      const status = statusOf(room, appId);
      return status && { status, found: run?.found ?? null };
    },
    start: async () => {
      room.saved = await statuses.all();
      history.load();
      await history.compact().catch((error) => parts.log.warn({ err: error }, 'old checks could not be put together'));
      addApps(room, parts.watched(), (entry) => firstAt(entry, clock.monotonic()));
      undos.push(
        bus.on('apps-changed', 'checks', ({ ids }) => {
          for (const id of ids) waiting.add(id);
          stopSync ??= clock.after(SYNC_MS, sync);
        }),
        clock.every(MINUTE_MS, everyMinute),
      );
      schedule.wake();
      housework = readBars(room);
    },
    stop: async () => {
      isStopped = true;
      schedule.stop();
      teller.stop();
      stopSync?.();
      for (const undo of undos.splice(0)) undo();
      await endRuns([...entries.values()]);
      await housework;
      for (const entry of entries.values()) {
        account(entry, history, clock.now());
        saver.changed(entry.app.id, entry.condition, null);
      }
      saver.stop();
      await saver.flush();
      await history.flush(true);
    },
  };
};

/** What can wait: writes what is over; once an hour makes chunks, and forgets what is too old or has no app any more. */
const keepHouse = async (
  { history, statuses, entries, saved, isKnown, clock, log }: Room,
  isHour: boolean,
): Promise<void> => {
  try {
    await history.flush();
    if (!isHour) return;
    await history.compact();
    await statuses.trimEvents(clock.now());
    for (const appId of await statuses.apps()) {
      if (isKnown(appId) || entries.has(appId)) continue;
      saved.delete(appId);
      await history.forget(appId);
    }
  } catch (error) {
    log.warn({ err: error }, 'the history of checks could not be written; it is kept in memory until it can');
  }
};

/** Tells what changed, many at once. */
const createTeller = ({ clock, bus }: ChecksParts) => {
  let changed = new Set<string>();
  let timer: Undo | undefined;
  const send = (): void => {
    timer = undefined;
    const appIds = [...changed];
    changed = new Set();
    bus.emit('checks-changed', { appIds });
  };
  return {
    tell: (appId: string): void => {
      changed.add(appId);
      timer ??= clock.after(TELL_MS, send);
    },
    stop: (): void => timer?.(),
  };
};
