import type { AppStatus } from '@amud/protocol/checks.ts';
import { createBars } from './bars.ts';
import type { ChecksParts } from './checks.ts';
import { type Condition, judge, lose, pause, resume, unseen } from './condition.ts';
import { account, accountDoubt, busyAt, type Entry, nextAt, retryMs, vouchMs } from './entry.ts';
import type { History } from './history.ts';
import type { Saver } from './saver.ts';
import type { StatusStore } from './status-store.ts';
import type { Outcome, WatchedApp } from './watched.ts';

/** What the parts of checks share. */
export type Room = ChecksParts & {
  entries: Map<string, Entry>;
  /** Conditions of those that are not watched now, for when they are again. */
  saved: Map<string, Condition>;
  history: History;
  statuses: StatusStore;
  saver: Saver;
  tell(appId: string): void;
  isStopped(): boolean;
};

/** Apps that come together are first looked at this far apart. */
const NEW_STEP_MS = 50;
const HALF_HOUR_MS = 30 * 60_000;

type Watched = Entry['app'];
const isWatched = (app: WatchedApp | undefined): app is Watched => app !== undefined && app.check !== null;

export const addApps = (room: Room, apps: readonly WatchedApp[], when: (entry: Entry) => number): void => {
  const [now, monotonic] = [room.clock.now(), room.clock.monotonic()];
  for (const app of apps.filter(isWatched)) {
    const entry: Entry = {
      app,
      condition: room.saved.get(app.id) ?? unseen,
      run: null,
      isRunning: false,
      nextAt: 0,
      accountedAt: now,
      seenAt: null,
      seenAtMonotonic: monotonic,
      bars: null,
    };
    entry.nextAt = app.check.paused ? Number.POSITIVE_INFINITY : when(entry);
    room.saved.delete(app.id);
    room.entries.set(app.id, entry);
    applyPause(room, entry);
    room.tell(app.id);
  }
};

/** These were made, changed, removed or restored. */
export const syncApps = (room: Room, ids: ReadonlySet<string>): void => {
  const apps = new Map(room.watched().map((app) => [app.id, app]));
  let added = 0;
  for (const id of ids) {
    const [app, entry] = [apps.get(id), room.entries.get(id)];
    if (entry && isWatched(app)) change(room, entry, app);
    else if (entry) remove(room, entry);
    else if (app) {
      added += 1;
      addApps(room, [app], () => room.clock.monotonic() + (added - 1) * NEW_STEP_MS);
    }
  }
};

const remove = (room: Room, entry: Entry): void => {
  account(entry, room.history, room.clock.now());
  stopRun(entry);
  room.entries.delete(entry.app.id);
  room.saved.set(entry.app.id, entry.condition);
  room.saver.changed(entry.app.id, entry.condition, null);
  room.tell(entry.app.id);
};

const change = (room: Room, entry: Entry, app: Watched): void => {
  const [now, monotonic] = [room.clock.now(), room.clock.monotonic()];
  const isElsewhere = targetOf(entry.app) !== targetOf(app) || !sameHeaders(entry.app, app);
  if (isElsewhere) {
    account(entry, room.history, now);
    entry.accountedAt = now;
    entry.condition = { ...entry.condition, doubt: null, isFresh: true };
    stopRun(entry);
  }
  entry.app = app;
  entry.nextAt = isElsewhere ? monotonic : Math.min(entry.nextAt, nextAt(entry, monotonic));
  applyPause(room, entry);
  if (app.check.paused) entry.nextAt = Number.POSITIVE_INFINITY;
};

const applyPause = (room: Room, entry: Entry): void => {
  const { paused } = entry.app.check;
  if (paused === (entry.condition.state === 'paused')) return;
  const now = room.clock.now();
  account(entry, room.history, now);
  entry.accountedAt = now;
  stopRun(entry);
  entry.condition = paused ? pause(entry.condition, now) : resume(now);
  if (!paused) entry.nextAt = room.clock.monotonic();
  entry.seenAtMonotonic = room.clock.monotonic();
  // That it goes on is told by what the next look finds.
  if (paused) changed(room, entry);
  else room.tell(entry.app.id);
};

/** What is looked at, apart from how often and how patiently. */
const targetOf = ({ url, check }: Watched): string => {
  const { intervalSeconds, timeoutSeconds, retries, slowMs, paused, ...target } = check;
  return JSON.stringify([target, check.kind === 'http' && check.url === '' ? url : '']);
};

const sameHeaders = ({ headers: a }: Watched, { headers: b }: Watched): boolean =>
  a.size === b.size && [...a].every(([name, value]) => b.get(name) === value);

/** Its result counts for nothing any more; the next run begins when it has ended. */
const stopRun = ({ run }: Entry): void => {
  if (!run) return;
  run.isVoid = true;
  run.stop.abort();
};

export const endRuns = async (entries: readonly Entry[]): Promise<void> => {
  for (const entry of entries) stopRun(entry);
  await Promise.all(entries.map(({ run }) => run?.done));
};

/** Looks once. An app is never looked at twice at the same time. */
export const begin = (room: Room, entry: Entry, ended: () => void): void => {
  const stop = new AbortController();
  const run: Entry['run'] = { stop, isVoid: false, done: Promise.resolve(), found: null };
  const { url, headers, check } = entry.app;
  entry.isRunning = true;
  entry.run = run;
  run.done = room
    .look({ url, headers, check }, stop.signal)
    .then(
      (outcome) => {
        run.found = outcome;
        if (!run.isVoid) settle(room, entry, outcome);
      },
      (error: unknown) => {
        room.log.error({ err: error, app: entry.app.id }, 'a check failed in itself');
        entry.nextAt = nextAt(entry, room.clock.monotonic());
      },
    )
    .finally(() => {
      entry.run = null;
      entry.isRunning = false;
      ended();
    });
};

const settle = (room: Room, entry: Entry, outcome: Outcome): void => {
  const [now, monotonic] = [room.clock.now(), room.clock.monotonic()];
  if (outcome.state === 'busy') {
    entry.nextAt = busyAt(entry, monotonic);
    return loseOld(room, entry);
  }
  const before = entry.condition;
  if (!before.doubt) {
    account(entry, room.history, now);
    entry.accountedAt = now;
  }
  entry.condition = judge(before, outcome, entry.app.check.retries, now);
  if (before.doubt && !entry.condition.doubt) {
    accountDoubt(entry, room.history, now);
    entry.accountedAt = now;
  }
  entry.seenAt = now;
  entry.seenAtMonotonic = monotonic;
  const isGood = outcome.state === 'up' || outcome.state === 'slow';
  if (isGood && outcome.latencyMs !== null) room.history.answered(entry.app.id, now, outcome.latencyMs);
  entry.nextAt = entry.condition.doubt ? monotonic + retryMs(entry) : nextAt(entry, monotonic);
  if (entry.condition.state !== before.state) changed(room, entry);
  room.tell(entry.app.id);
};

const changed = ({ saver, tell }: Room, { app, condition }: Entry): void => {
  const { state, reason, since } = condition;
  saver.changed(app.id, condition, { at: since ?? 0, state, reason });
  tell(app.id);
};

/** A state that nobody has vouched for in a long while is not known any more. */
const loseOld = (room: Room, entry: Entry): void => {
  const { state } = entry.condition;
  if (state === 'paused' || state === 'unknown') return;
  if (room.clock.monotonic() - entry.seenAtMonotonic <= vouchMs(entry)) return;
  account(entry, room.history, room.clock.now());
  entry.condition = lose(entry.condition, room.clock.now());
  changed(room, entry);
};

/** Keeps the accounts of all up to date, and moves their bars. */
export const passMinute = (room: Room): void => {
  const now = room.clock.now();
  const isNewSlot = now % HALF_HOUR_MS < 60_000;
  for (const entry of room.entries.values()) {
    account(entry, room.history, now);
    loseOld(room, entry);
    if (isNewSlot) room.tell(entry.app.id);
  }
};

/** Before somebody wants all of them at once; others have their turn in between. */
export const readBars = async (room: Room): Promise<void> => {
  for (const id of [...room.entries.keys()]) {
    await new Promise((resolve) => setImmediate(resolve));
    if (room.isStopped()) return;
    statusOf(room, id);
  }
};

export const statusOf = (room: Room, appId: string): AppStatus | null => {
  const entry = room.entries.get(appId);
  if (!entry) return null;
  const now = room.clock.now();
  account(entry, room.history, now);
  entry.bars ??= createBars(room.history, appId, now);
  const { state, since, checkedAt, latencyMs, reason } = entry.condition;
  return { state, since, checkedAt, latencyMs, reason, ...entry.bars.at(now) };
};
