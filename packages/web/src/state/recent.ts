import { limits } from '@amud/protocol/limits.ts';
import type { Columns } from '@amud/protocol/series.ts';

/** A pause that is this many usual steps long is a gap. */
const GAP_STEPS = 3;
const USUAL_STEP_MS = limits.sample.defaultIntervalMs;

/**
 * The last 15 minutes of a node's numbers, as columns. Plain arrays, not a store: they are drawn as a whole, and a
 * signal for each of a thousand points would only cost.
 */
export class Recent {
  #at: number[] = [];
  #series = new Map<string, (number | null)[]>();

  get at(): readonly number[] {
    return this.#at;
  }

  get names(): string[] {
    return [...this.#series.keys()];
  }

  values(name: string): readonly (number | null)[] | undefined {
    return this.#series.get(name);
  }

  columns(): Columns {
    return { at: this.#at, series: Object.fromEntries(this.#series) };
  }

  replace(columns: Columns): void {
    this.#at = [...columns.at];
    this.#series = new Map(Object.entries(columns.series).map(([name, values]) => [name, [...values]]));
  }

  /** Adds a look that is newer than all before it; an older one is dropped. */
  append(at: number, values: Iterable<readonly [string, number]>, intervalMs: number): void {
    const last = this.#at.at(-1);
    if (last !== undefined && at <= last) return;
    const gapMs = Math.max(intervalMs, USUAL_STEP_MS, this.#stepMs()) * GAP_STEPS + 1_000;
    if (last !== undefined && at - last > gapMs) this.#push(last + 1, []);
    this.#push(at, values);
    this.#forgetBefore(at - limits.recent.keepMs);
  }

  #push(at: number, values: Iterable<readonly [string, number]>): void {
    const length = this.#at.push(at);
    for (const [name, value] of values) {
      let column = this.#series.get(name);
      if (!column) {
        column = new Array<number | null>(length - 1).fill(null);
        this.#series.set(name, column);
      }
      column[length - 1] = value;
    }
    for (const column of this.#series.values()) if (column.length < length) column.push(null);
  }

  #stepMs(): number {
    const last = this.#at.at(-1);
    const before = this.#at.at(-2);
    return last === undefined || before === undefined ? 0 : Math.min(last - before, limits.sample.maxIntervalMs);
  }

  #forgetBefore(at: number): void {
    const keepFrom = this.#at.findIndex((pointAt) => pointAt >= at);
    // In lots of 32: moving every column for each point that leaves would be most of the work.
    if (keepFrom < 32) return;
    this.#at.splice(0, keepFrom);
    for (const [name, column] of this.#series) {
      column.splice(0, keepFrom);
      if (column.every((value) => value === null)) this.#series.delete(name);
    }
  }
}
