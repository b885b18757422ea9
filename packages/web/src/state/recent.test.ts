import { expect, test } from 'vitest';
import { Recent } from './recent.ts';

const point = (value: number): [string, number][] => [['cpu', value]];

test('a series that comes late has nulls before it, one that stops has nulls after', () => {
  const recent = new Recent();
  recent.append(1_000, [['a', 1]], 1_000);
  recent.append(2_000, [['b', 2]], 1_000);
  expect(recent.values('a')).toEqual([1, null]);
  expect(recent.values('b')).toEqual([null, 2]);
});

test('an older look than the last is dropped', () => {
  const recent = new Recent();
  recent.append(2_000, point(1), 1_000);
  recent.append(2_000, point(2), 1_000);
  recent.append(1_000, point(3), 1_000);
  expect(recent.values('cpu')).toEqual([1]);
});

test('a long silence is a gap', () => {
  const recent = new Recent();
  recent.append(1_000, point(1), 5_000);
  recent.append(6_000, point(2), 5_000);
  recent.append(60_000, point(3), 5_000);
  expect(recent.values('cpu')).toEqual([1, 2, null, 3]);
});

test('a host that samples each minute has no gaps', () => {
  const recent = new Recent();
  recent.append(0, point(1), 60_000);
  recent.append(60_000, point(2), 60_000);
  expect(recent.values('cpu')).toEqual([1, 2]);
});

test('forgets what is older than a quarter of an hour', () => {
  const recent = new Recent();
  for (let second = 0; second < 2_000; second += 1) recent.append(second * 1_000, point(second), 1_000);
  expect(recent.at.length).toBeLessThan(940);
  expect(recent.at.at(-1)).toBe(1_999_000);
  expect(recent.values('cpu')?.length).toBe(recent.at.length);
});

test('a snapshot replaces all', () => {
  const recent = new Recent();
  recent.append(1_000, point(1), 1_000);
  recent.replace({ at: [5], series: { memory: [7] } });
  expect(recent.names).toEqual(['memory']);
});
