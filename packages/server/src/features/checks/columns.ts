import type { CheckState } from '@amud/protocol/checks.ts';

/** The states of a slot from the least to the worst, each by the letter that bars have for it. */
export const letters = '-pusbd';
const rankOf: Record<CheckState, number> = { unknown: 0, paused: 1, up: 2, slow: 3, blocked: 4, down: 5 };
export const rank = (state: CheckState): number => rankOf[state];

/** Something is known of an app while it is in one of these. */
export const isKnownState = (state: CheckState): boolean => state === 'up' || state === 'slow' || state === 'down';

/** What is kept of a stretch of time, slot by slot. Times are tenths of a second: an hour fits. */
export type Columns = {
  length: number;
  /** How much of the slot the app was known to be up, slow or down; then how much of that it was down. */
  known: Uint16Array;
  down: Uint16Array;
  /** The worst state in it, by rank. */
  worst: Uint8Array;
  /** Codes of `toCode`: the average and the longest latency; 0 for none. */
  average: Uint16Array;
  most: Uint16Array;
};

export const createColumns = (length: number): Columns => ({
  length,
  known: new Uint16Array(length),
  down: new Uint16Array(length),
  worst: new Uint8Array(length),
  average: new Uint16Array(length),
  most: new Uint16Array(length),
});

const LEAST_MS = 0.05;
const STEP = Math.log(1.005);

/** Latencies in steps of half a percent, from 0.05 ms to more than a minute: what a chart can show, in two bytes. */
export const toCode = (ms: number): number =>
  1 + Math.max(0, Math.round(Math.log(Math.max(ms, LEAST_MS) / LEAST_MS) / STEP));
const decoded = Float64Array.from({ length: 4_096 }, (_, code) => LEAST_MS * Math.exp((code - 1) * STEP));
export const fromCode = (code: number): number | null => (code === 0 ? null : (decoded[code] ?? null));

/** Slots of one Columns seen as one: add them, then take. The average is weighted by the time that the app was up. */
export const createSum = () => {
  let known = 0;
  let down = 0;
  let worst = 0;
  let most = 0;
  let weighted = 0;
  let weight = 0;
  return {
    add: (from: Columns, index: number): void => {
      const slotKnown = from.known[index] ?? 0;
      const slotDown = from.down[index] ?? 0;
      known += slotKnown;
      down += slotDown;
      worst = Math.max(worst, from.worst[index] ?? 0);
      most = Math.max(most, from.most[index] ?? 0);
      const ms = fromCode(from.average[index] ?? 0);
      if (ms === null) return;
      // A slot with a latency counts a little, even when nothing of its time was known to be good.
      const share = Math.max(1, slotKnown - slotDown);
      weighted += ms * share;
      weight += share;
    },
    known: () => known,
    down: () => down,
    worst: () => worst,
    latencyMs: (): number | null => (weight === 0 ? null : weighted / weight),
    latencyMostMs: (): number | null => fromCode(most),
    /** `most` known time fits in a slot: after the clock was set back, more may have been counted. */
    put: (into: Columns, index: number, mostKnown: number): void => {
      const ratio = known > mostKnown ? mostKnown / known : 1;
      into.known[index] = Math.round(known * ratio);
      into.down[index] = Math.round(down * ratio);
      into.worst[index] = worst;
      into.average[index] = weight === 0 ? 0 : toCode(weighted / weight);
      into.most[index] = most;
    },
  };
};

/** The same time in slots `factor` times as long. */
export const rollUp = (from: Columns, factor: number, slotTenths: number): Columns => {
  const length = Math.ceil(from.length / factor);
  const into = createColumns(length);
  for (let slot = 0; slot < length; slot += 1) {
    const sum = createSum();
    for (let index = slot * factor; index < Math.min(from.length, (slot + 1) * factor); index += 1)
      sum.add(from, index);
    sum.put(into, slot, slotTenths);
  }
  return into;
};

const names = ['known', 'down', 'worst', 'average', 'most'] as const;
const isEmptyAt = ({ worst, average }: Columns, index: number): boolean => worst[index] === 0 && average[index] === 0;

/** Adds slots to those that are there already; what lies outside is left out. */
export const merge = (into: Columns, from: Columns, at: number, slotTenths: number): void => {
  const [start, end] = [Math.max(0, -at), Math.min(from.length, into.length - at)];
  if (start >= end) return;
  if (isEmpty(viewOf(into, at + start, at + end))) {
    for (const name of names) into[name].set(from[name].subarray(start, end), at + start);
    return;
  }
  for (let index = start; index < end; index += 1) {
    if (isEmptyAt(from, index)) continue;
    const sum = createSum();
    sum.add(into, at + index);
    sum.add(from, index);
    sum.put(into, at + index, slotTenths);
  }
};

export const concat = (parts: readonly Columns[]): Columns => {
  const all = createColumns(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    for (const name of names) all[name].set(part[name], at);
    at += part.length;
  }
  return all;
};

/** Seen without being copied. */
export const viewOf = (from: Columns, start: number, end: number): Columns => ({
  length: end - start,
  known: from.known.subarray(start, end),
  down: from.down.subarray(start, end),
  worst: from.worst.subarray(start, end),
  average: from.average.subarray(start, end),
  most: from.most.subarray(start, end),
});

export const isEmpty = (columns: Columns): boolean => {
  for (let index = 0; index < columns.length; index += 1) if (!isEmptyAt(columns, index)) return false;
  return true;
};
