import { limits } from '@amud/protocol/limits.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecent } from './recent.ts';

const all = { from: 0, to: Number.MAX_SAFE_INTEGER, points: limits.recent.points, gapMs: 3_600_000 };
const row = (at: number, value: number, name = 'x') => ({ at, values: new Map([[name, value]]) });

describe('the last 15 minutes', () => {
  it('keeps every look of 15 minutes at one a second, and forgets older ones', () => {
    const recent = createRecent();
    for (let second = 0; second < 3_600; second += 1) recent.add(row(second * 1_000, second));
    const from = 3_599_000 - limits.recent.keepMs;
    const { at, series } = recent.columns(() => true, { ...all, from });
    expect(at.length).toBe(901);
    expect(at[0]).toBe(from);
    expect(series['x']?.at(-1)).toBe(3_599);
  });

  it('holds what was put in, whenever it came, in order of time, each once', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 600_000 }), { maxLength: 200 }),
        fc.integer({ min: 0, max: 200 }),
        (times, split) => {
          const recent = createRecent();
          const live = times.slice(0, split).sort((a, b) => a - b);
          for (const at of live) recent.add(row(at, at));
          recent.addPast(times.slice(split).map((at) => row(at, at)));
          const sorted = [...times].sort((a, b) => a - b);
          const { at, series } = recent.columns(() => true, all);
          expect(at).toEqual(sorted);
          expect(series['x'] ?? []).toEqual(
            sorted.map((value) => (value < 1_000 ? Math.round(value * 1_000) / 1_000 : value)),
          );
        },
      ),
    );
  });

  it('has null where a look had no such number, and forgets a series that is gone', () => {
    const recent = createRecent();
    recent.add(row(1, 1, 'old'));
    recent.add(row(2, 2, 'new'));
    expect(recent.columns(() => true, all).series).toEqual({ old: [1, null], new: [null, 2] });
    for (let second = 0; second < 3_000; second += 1) recent.add(row(10_000 + second * 1_000, 1, 'new'));
    expect(recent.has('old')).toBe(false);
  });

  it('averages down to the points asked for, never over a gap, and shows the gap', () => {
    const recent = createRecent();
    for (let second = 0; second < 100; second += 1) recent.add(row(second * 1_000, 10));
    for (let second = 300; second < 400; second += 1) recent.add(row(second * 1_000, 20));
    const { at, series } = recent.columns(() => true, { ...all, points: 20, gapMs: 10_000 });
    expect(at.length).toBeLessThanOrEqual(22);
    expect(new Set(series['x'])).toEqual(new Set([10, null, 20]));
    expect(series['x']?.filter((value) => value === null).length).toBe(1);
  });

  it('goes on when the clock is set back', () => {
    const recent = createRecent();
    recent.add(row(5_000, 1));
    recent.add(row(1_000, 2));
    expect(recent.columns(() => true, all).at).toEqual([5_000, 5_001]);
  });

  it('bounds the number of series', () => {
    const recent = createRecent();
    const values = new Map(Array.from({ length: 2 * limits.recent.series }, (_, index) => [`s${index}`, index]));
    recent.add({ at: 1, values });
    expect(Object.keys(recent.columns(() => true, all).series).length).toBe(limits.recent.series);
  });
});
