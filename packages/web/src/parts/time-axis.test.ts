import { expect, test } from 'vitest';
import { DAY_MS, momentLabel, momentsBetween, timeSteps } from './time-axis.ts';

const HOUR_MS = DAY_MS / 24;

test('short steps are whole ones of the clock', () => {
  const from = new Date(2026, 1, 3, 10, 3).getTime();
  const moments = momentsBetween(from, from + HOUR_MS, 15 * 60_000);
  expect(moments.map((at) => new Date(at).getMinutes())).toEqual([15, 30, 45, 0]);
});

test('days begin at midnight here, also where a day has 23 or 25 hours', () => {
  // The whole year: wherever this runs, the changes of the clock are in it.
  const from = new Date(2026, 0, 1).getTime();
  const moments = momentsBetween(from + 1, from + 364 * DAY_MS, 7 * DAY_MS);
  expect(moments.every((at) => new Date(at).getHours() === 0)).toBe(true);
  expect(moments.length).toBe(52);
});

test('hours are those of the day', () => {
  const from = new Date(2026, 1, 3, 10, 3).getTime();
  const hours = momentsBetween(from, from + DAY_MS, 6 * HOUR_MS).map((at) => new Date(at).getHours());
  expect(hours).toEqual([12, 18, 0, 6]);
});

test('a label is the time, or the day that begins', () => {
  const midnight = new Date(2026, 1, 3).getTime();
  expect(momentLabel(midnight, 6 * HOUR_MS)).toMatch(/3/);
  expect(momentLabel(midnight + 6 * HOUR_MS, 6 * HOUR_MS)).toMatch(/06:00|6:00/);
  expect(momentLabel(midnight + 30 * 60_000, 30 * 60_000)).toMatch(/30/);
});

test('steps grow', () => {
  expect(timeSteps.every((step, index) => index === 0 || step > (timeSteps[index - 1] ?? 0))).toBe(true);
});
