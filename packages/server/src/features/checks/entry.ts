import type { Check } from '@amud/protocol/checks.ts';
import type { Planned } from '../../core/schedule.ts';
import type { Bars } from './bars.ts';
import type { Condition } from './condition.ts';
import type { History } from './history.ts';
import type { Outcome, WatchedApp } from './watched.ts';

/** A look that is under way; `found` when it is over. */
type Run = { stop: AbortController; isVoid: boolean; done: Promise<void>; found: Outcome | null };

/** One app that is watched. Times that may jump are of the wall, `nextAt` and `seenAtMonotonic` are not. */
export type Entry = Planned & {
  app: WatchedApp & { check: Check };
  condition: Condition;
  run: Run | null;
  /** Until when its time is in the history. */
  accountedAt: number;
  /** Of the last look that found anything; null before the first since the start. */
  seenAt: number | null;
  seenAtMonotonic: number;
  /** Read when they are first wanted. */
  bars: Bars | null;
};

const RETRY_MS = { least: 5_000, most: 20_000 };
const VOUCH_MS = 30_000;
/** When the server starts, everything is looked at within this. */
const SPREAD_MS = 60_000;

const intervalMs = ({ app }: Entry): number => app.check.intervalSeconds * 1000;

/** For how long a look says how the app is. */
export const vouchMs = (entry: Entry): number => 2 * intervalMs(entry) + VOUCH_MS;

/** A doubt is cleared soon. */
export const retryMs = (entry: Entry): number =>
  Math.min(Math.max(intervalMs(entry) / 3, RETRY_MS.least), RETRY_MS.most);

/** FNV-1a: the same app always has the same place in its interval, and the apps are spread over it. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  // The last bits of FNV are weak; these are mixed by all.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 12)) >>> 0;
};

export const firstAt = (entry: Entry, now: number): number =>
  now + (hashOf(entry.app.id) % Math.min(intervalMs(entry), SPREAD_MS));

/** The next of the app's own moments after `now`: they are an interval apart, so that what is spread stays so. */
export const nextAt = (entry: Entry, now: number): number => {
  const every = intervalMs(entry);
  const phase = hashOf(entry.app.id) % every;
  return (Math.floor((now - phase) / every) + 1) * every + phase;
};

/** Too much is under way: a moment later, not all at the same. */
export const busyAt = (entry: Entry, now: number): number => now + 1_000 + (hashOf(`${entry.app.id} ${now}`) % 2_000);

/** Puts the time since the last account down to the state that it was in. Time that nobody vouches for stays unknown. */
export const account = (entry: Entry, history: History, now: number): void => {
  const { condition } = entry;
  if (now < entry.accountedAt) entry.accountedAt = now;
  // While a failure is in doubt, nobody knows yet which state its time belongs to.
  const decidedAt = condition.doubt?.since ?? now;
  const vouchedAt = condition.state === 'paused' ? now : (entry.seenAt ?? 0) + vouchMs(entry);
  spend(entry, history, Math.min(now, decidedAt, vouchedAt));
};

/** The same when a look has just ended doubt: all of it belongs to the state that it is now. */
export const accountDoubt = (entry: Entry, history: History, now: number): void =>
  spend(entry, history, Math.min(now, (entry.seenAt ?? 0) + vouchMs(entry)));

const spend = (entry: Entry, history: History, to: number): void => {
  const from = entry.accountedAt;
  const { state } = entry.condition;
  if (to <= from || state === 'unknown') return;
  history.spent(entry.app.id, state, from, to);
  entry.bars?.spent(state, from, to);
  entry.accountedAt = to;
};
