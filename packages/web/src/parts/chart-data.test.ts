import { expect, test } from 'vitest';
import { type ChartLine, drawn, measured, minuteRows, startOf, summary } from './chart-data.ts';
import { byteRateScale, gridLines, networkRateScale, percentScale } from './scales.ts';
import { sparkPaths } from './sparkline.ts';

const line = (series: string, below = false): ChartLine => ({ label: series, series, color: '--c', below });
const source = { at: [1, 2, 3, 4], values: (name: string) => (name === 'a' ? [1, null, 3, 4] : undefined) };

test('the window begins one point before its edge', () => {
  expect(measured({ source, lines: [line('a')], startAt: 3 })).toEqual({ at: [2, 3, 4], values: [[null, 3, 4]] });
});

test('a series that was never measured is all gaps', () => {
  expect(measured({ source, lines: [line('b')], startAt: 4 }).values).toEqual([[null, null]]);
});

test('stacked parts add up, a gap stays a gap', () => {
  const stack = drawn(
    [
      [1, null, 2],
      [3, null, 4],
      [0, null, 0],
    ],
    [line('a'), line('b'), line('c')],
    'stacked',
  );
  expect(stack).toEqual([
    [1, null, 2],
    [4, null, 6],
    [null, null, null],
  ]);
});

test('what leaves is drawn below zero', () => {
  expect(drawn([[1], [2]], [line('a'), line('b', true)], 'lines')).toEqual([[1], [-2]]);
});

test('a summary leaves gaps out', () => {
  expect(summary([5, null, 1, null])).toEqual({ now: 1, lowest: 1, highest: 5 });
  expect(summary([null])).toBeUndefined();
});

test('a minute is a row, newest first', () => {
  const rows = minuteRows([0, 30_000, 60_000], [[1, 3, null]]);
  expect(rows).toEqual([
    { at: 60_000, means: [undefined] },
    { at: 0, means: [2] },
  ]);
});

test('axes end at round numbers', () => {
  expect(percentScale.edges(0, 11)).toEqual([0, 20]);
  expect(byteRateScale.edges(0, 1_100_000)).toEqual([0, 2 ** 21]);
  const [lower, upper] = networkRateScale.edges(-1_000_000, 10_000_000);
  expect(upper * 8).toBe(100_000_000);
  expect(lower * 8).toBe(-25_000_000);
  expect(gridLines(-10, 100)).toEqual([-10, 0, 50, 100]);
});

test('a small line breaks where nothing was measured', () => {
  const at = Array.from({ length: 80 }, (_, index) => index + 1);
  const values = at.map((moment) => (moment > 20 && moment < 40 ? null : 50));
  const { line: path } = sparkPaths({ at, values, endAt: 80, spanMs: 80, top: 100 });
  expect(path.match(/M/g)?.length).toBe(2);
});

test('a small line of a slow host is whole', () => {
  const at = Array.from({ length: 16 }, (_, index) => (index + 1) * 5);
  const { line: path } = sparkPaths({ at, values: at.map(() => 1), endAt: 80, spanMs: 80, top: 100 });
  expect(path.match(/M/g)?.length).toBe(1);
});

test('begins where the numbers begin while they are young, and a whole span back after', () => {
  const minute = 60_000;
  expect(startOf([10 * minute], 10 * minute, 15 * minute)).toBe(8 * minute);
  expect(startOf([10 * minute], 15 * minute, 15 * minute)).toBe(10 * minute);
  expect(startOf([10 * minute], 40 * minute, 15 * minute)).toBe(25 * minute);
});
