import { describe, expect, it } from 'vitest';
import { sparkPaths } from './sparkline.ts';

const SPAN_MS = 300_000;
/** A look each so many milliseconds between two times, all at 10 %. */
const looks = (from: number, to: number, everyMs: number): [number, number | null][] =>
  Array.from({ length: Math.floor((to - from) / everyMs) }, (_, index) => [from + (index + 1) * everyMs, 10]);
const linesOf = (points: [number, number | null][]): number => {
  const [at, values] = [points.map(([time]) => time), points.map(([, value]) => value)];
  const { line } = sparkPaths({ at, values, endAt: SPAN_MS, spanMs: SPAN_MS, top: 25 });
  return line.match(/M/g)?.length ?? 0;
};

describe('a small line', () => {
  it('is whole where a host was watched for a while, and less closely before and after', () => {
    const points = [
      ...looks(0, 100_000, 5_000),
      ...looks(100_000, 130_000, 1_000),
      ...looks(130_000, 230_000, 5_000),
      ...looks(230_000, 300_000, 1_000),
    ];
    expect(linesOf(points)).toBe(1);
  });

  it('is whole for a host that looks once a minute', () => {
    expect(linesOf(looks(0, SPAN_MS, 60_000))).toBe(1);
  });

  it('breaks where nothing was measured', () => {
    expect(linesOf([...looks(0, 100_000, 5_000), [100_001, null], ...looks(200_000, SPAN_MS, 1_000)])).toBe(2);
  });

  it('is nothing without values', () => {
    expect(sparkPaths({ at: [], values: [], endAt: 0, spanMs: SPAN_MS, top: 25 })).toEqual({ line: '', area: '' });
  });
});
