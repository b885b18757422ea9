import { limits } from '@amud/protocol/limits.ts';
import type { Columns } from '@amud/protocol/series.ts';

/** One moment's numbers by series name. */
export type Row = { at: number; values: ReadonlyMap<string, number> };

/**
 * The last 15 minutes of one node at full resolution, in columns of doubles: 8 bytes a number, no object each.
 * Not a number marks what a look did not have.
 */
export type Recent = {
  add(row: Row): void;
  /** Rows of the past, in any order; none of them may be here already. */
  addPast(rows: Row[]): void;
  /** `points` at most: more are averaged over equal steps. A silence longer than `gapMs` has a row of nulls. */
  columns(
    wanted: (series: string) => boolean,
    range: { from: number; to: number; points: number; gapMs: number },
  ): Columns;
  has(series: string): boolean;
};

const FIRST_CAPACITY = 64;

export const createRecent = (): Recent => {
  let capacity = FIRST_CAPACITY;
  let count = 0;
  let at: Float64Array = new Float64Array(capacity);
  const series = new Map<string, Float64Array>();

  const resize = (to: number): void => {
    const wider = (from: Float64Array): Float64Array => {
      const column = new Float64Array(to).fill(Number.NaN);
      column.set(from.subarray(0, Math.min(count, to)));
      return column;
    };
    capacity = to;
    at = wider(at);
    for (const [name, column] of series) series.set(name, wider(column));
  };
  /** Forgets the oldest rows, and series that nothing here has any more. */
  const forget = (rows: number): void => {
    at.copyWithin(0, rows, count);
    for (const [name, column] of series) {
      column.copyWithin(0, rows, count).fill(Number.NaN, count - rows);
      if (column.subarray(0, count - rows).every(Number.isNaN)) series.delete(name);
    }
    count -= rows;
  };
  const makeRoom = (now: number): void => {
    if (count < capacity) return;
    const old = firstAfter(at, count, now - limits.recent.keepMs);
    const isWidest = capacity >= limits.recent.points;
    if (old > count / 4 || (old > 0 && isWidest)) return forget(old);
    if (!isWidest) return resize(capacity * 2);
    // Looks come faster than we have room for 15 minutes of.
    forget(Math.floor(count / 4));
  };
  const add = (row: Row): void => {
    makeRoom(row.at);
    at[count] = row.at;
    for (const [name, value] of row.values) columnOf(name)?.fill(value, count, count + 1);
    count += 1;
  };
  const columnOf = (name: string): Float64Array | undefined => {
    const known = series.get(name);
    if (known || series.size >= limits.recent.series) return known;
    const column = new Float64Array(capacity).fill(Number.NaN);
    series.set(name, column);
    return column;
  };
  const rowAt = (index: number): Row => {
    const values = new Map<string, number>();
    for (const [name, column] of series) {
      const value = column[index] ?? Number.NaN;
      if (!Number.isNaN(value)) values.set(name, value);
    }
    return { at: at[index] ?? 0, values };
  };
  return {
    add: (row) => {
      // A clock that was set back: time goes on from where it was.
      add({ ...row, at: Math.max(row.at, count > 0 ? (at[count - 1] ?? 0) + 1 : 0) });
    },
    addPast: (rows) => {
      const known = Array.from({ length: count }, (_, index) => rowAt(index));
      const all = [...known, ...rows].sort((a, b) => a.at - b.at);
      const newest = all.at(-1)?.at ?? 0;
      count = 0;
      series.clear();
      for (const row of all) if (row.at > newest - limits.recent.keepMs) add(row);
    },
    columns: (wanted, range) => {
      const first = firstAfter(at, count, range.from - 1);
      const last = firstAfter(at, count, range.to);
      const groups = group(at, first, last, range);
      const names = [...series.keys()].filter(wanted);
      const values = (name: string) => groups.map((rows) => average(series.get(name), rows));
      return {
        at: groups.map(({ at }) => at),
        series: Object.fromEntries(names.map((name) => [name, values(name)])),
      };
    },
    has: (name) => series.has(name),
  };
};

/** The first index whose time is past `time`. */
const firstAfter = (at: Float64Array, count: number, time: number): number => {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((at[middle] ?? 0) > time) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** Rows `from` up to `to` that become one point at `at`; none for a gap. */
type Group = { at: number; from: number; to: number };

const group = (at: Float64Array, first: number, last: number, range: { points: number; gapMs: number }): Group[] => {
  const groups: Group[] = [];
  const begin = at[first] ?? 0;
  const span = (at[last - 1] ?? begin) - begin;
  const stepMs = last - first > range.points ? span / range.points : 0;
  const cellOf = (time: number): number =>
    stepMs === 0 ? 0 : Math.min(range.points - 1, Math.floor((time - begin) / stepMs));
  let previous: number | undefined;
  for (let index = first; index < last; index += 1) {
    const time = at[index] ?? 0;
    const isGap = previous !== undefined && time - previous > range.gapMs;
    if (isGap && previous !== undefined) groups.push({ at: previous + 1, from: 0, to: 0 });
    const open = groups.at(-1);
    if (open && stepMs > 0 && !isGap && cellOf(open.at) === cellOf(time)) open.to = index + 1;
    else groups.push({ at: time, from: index, to: index + 1 });
    previous = time;
  }
  return groups;
};

const average = (column: Float64Array | undefined, { from, to }: Group): number | null => {
  let sum = 0;
  let count = 0;
  for (let index = from; index < to; index += 1) {
    const value = column?.[index] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? null : round(sum / count);
};

/** Three digits after the point below a thousand, none above: what a chart can show. */
const round = (value: number): number =>
  Math.abs(value) < 1_000 ? Math.round(value * 1_000) / 1_000 : Math.round(value);
