import type { CheckState } from '@amud/protocol/checks.ts';
import { createSum, isKnownState, letters, rank } from './columns.ts';
import type { History } from './history.ts';
import { ceilTo, tierAt } from './tiers.ts';

const HALF_HOUR_MS = 30 * 60_000;
const DAY_MS = 24 * 3_600_000;

/** The two bars of an app, kept up to date as time is spent. */
export type Bars = {
  spent(state: CheckState, from: number, to: number): void;
  /** What a card shows at this moment; slots that are over move on. */
  at(now: number): { day: string; month: string; uptimeDay: number | null; uptimeMonth: number | null };
};

/** Reads what is known of the app so far. */
export const createBars = (history: Pick<History, 'read'>, appId: string, now: number): Bars => {
  const day = createBar(HALF_HOUR_MS, 48, now);
  const month = createBar(DAY_MS, 30, now);
  fill(day, history, appId, 0, now);
  fill(month, history, appId, 2, now);
  return {
    spent: (state, from, to) => {
      for (const bar of [day, month]) spend(bar, state, from, to);
    },
    at: (now) => {
      for (const bar of [day, month]) slide(bar, now);
      return { day: wordOf(day), month: wordOf(month), uptimeDay: uptimeOf(day), uptimeMonth: uptimeOf(month) };
    },
  };
};

/** Slots of equal length; `first` is the number of the oldest, counted since 1970. Milliseconds. */
type Bar = { stepMs: number; first: number; known: Float64Array; down: Float64Array; worst: Uint8Array };

const createBar = (stepMs: number, slots: number, now: number): Bar => ({
  stepMs,
  first: Math.floor(now / stepMs) - slots + 1,
  known: new Float64Array(slots),
  down: new Float64Array(slots),
  worst: new Uint8Array(slots),
});

const fill = (bar: Bar, history: Pick<History, 'read'>, appId: string, tier: number, now: number): void => {
  const { stepMs } = tierAt(tier);
  const columns = history.read(appId, tier, bar.first * bar.stepMs, ceilTo(now + 1, stepMs));
  const each = bar.stepMs / stepMs;
  for (let slot = 0; slot < bar.worst.length; slot += 1) {
    const sum = createSum();
    for (let index = slot * each; index < Math.min(columns.length, (slot + 1) * each); index += 1)
      sum.add(columns, index);
    bar.known[slot] = sum.known() * 100;
    bar.down[slot] = sum.down() * 100;
    bar.worst[slot] = sum.worst();
  }
};

const spend = (bar: Bar, state: CheckState, from: number, to: number): void => {
  slide(bar, to - 1);
  for (let at = Math.max(from, bar.first * bar.stepMs); at < to; ) {
    const slot = Math.floor(at / bar.stepMs) - bar.first;
    const end = Math.min(to, (bar.first + slot + 1) * bar.stepMs);
    if (isKnownState(state)) bar.known[slot] = (bar.known[slot] ?? 0) + end - at;
    if (state === 'down') bar.down[slot] = (bar.down[slot] ?? 0) + end - at;
    bar.worst[slot] = Math.max(bar.worst[slot] ?? 0, rank(state));
    at = end;
  }
};

/** Moves on, so that the last slot is the present one; back, when the clock was set back. */
const slide = (bar: Bar, now: number): void => {
  const { length } = bar.worst;
  const steps = Math.floor(now / bar.stepMs) - length + 1 - bar.first;
  if (steps === 0) return;
  for (const column of [bar.known, bar.down, bar.worst]) {
    if (Math.abs(steps) >= length) column.fill(0);
    else if (steps > 0) column.copyWithin(0, steps).fill(0, length - steps);
    else column.copyWithin(-steps, 0).fill(0, 0, -steps);
  }
  bar.first += steps;
};

const wordOf = ({ worst }: Bar): string => Array.from(worst, (code) => letters[code] ?? '-').join('');

const uptimeOf = ({ known, down }: Bar): number | null => {
  const sum = (column: Float64Array) => column.reduce((all, value) => all + value, 0);
  const all = sum(known);
  return all === 0 ? null : 1 - sum(down) / all;
};
