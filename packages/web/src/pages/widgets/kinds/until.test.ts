import { expect, test } from 'vitest';
import { partOfDay } from './part-of-day.ts';
import { distanceTo } from './until.ts';

const now = new Date('2026-11-25T23:10:00').getTime();

test.each([
  ['2026-11-25', 0, 'day'],
  ['2026-11-26', 1, 'day'],
  ['2026-11-24', -1, 'day'],
  ['2027-03-30', 125, 'day'],
  ['2026-11-25T23:10', 0, 'minute'],
  ['2026-11-25T23:11', 1, 'minute'],
  ['2026-11-25T23:05', -5, 'minute'],
  ['2026-11-26T01:10', 2, 'hour'],
  ['2026-11-26T22:10', 23, 'hour'],
  ['2026-11-24T23:50', -23, 'hour'],
  ['2026-11-28T00:00', 3, 'day'],
])('until %s: %i %s', (moment, value, unit) => {
  expect(distanceTo(moment, now)).toEqual({ value, unit });
});

test.each(['', 'soon', '2026-13-40'])('"%s" is no moment', (moment) => {
  expect(distanceTo(moment, now)).toBeUndefined();
});

test('a day has four parts', () => {
  expect([4, 5, 11, 12, 17, 18, 22, 23].map(partOfDay)).toEqual([
    'night',
    'morning',
    'morning',
    'afternoon',
    'afternoon',
    'evening',
    'evening',
    'night',
  ]);
});
