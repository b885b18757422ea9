import { expect, test } from 'vitest';
import { slotWords } from './bar-tip.ts';
import { lasted, latency, uptime } from './check-format.ts';
import { barPaths, barSentence, ranges, slotSpan, slotsOf } from './check-slots.ts';
import { text } from './format.ts';

test('a bar has all its slots, however much of it is known', () => {
  expect(slotsOf('', 'day')).toHaveLength(48);
  expect(slotsOf('ud', 'month').slice(-3)).toEqual(['nothing', 'up', 'down']);
  expect(slotsOf(`s${'u'.repeat(48)}`, 'day')).not.toContain('slow');
  expect(slotsOf('sdbpu-?', 'day').slice(-7)).toEqual([
    'slow',
    'down',
    'blocked',
    'paused',
    'up',
    'nothing',
    'nothing',
  ]);
});

test('each state is one path, and all differ in shape as well', () => {
  const paths = barPaths(slotsOf('usdbp-', 'day').slice(-6));
  expect(paths.map(({ state }) => state)).toEqual(['up', 'slow', 'down', 'blocked', 'paused', 'nothing']);
  const shapes = paths.map(({ d }) => d.replace(/M[\d.]+ /g, 'M'));
  expect(new Set(shapes).size).toBe(6);
  expect(barPaths(slotsOf('u'.repeat(48), 'day'))).toHaveLength(1);
});

test('the last slot is the one that was looked at last', () => {
  const at = Date.UTC(2026, 0, 5, 10, 44);
  expect(slotSpan(47, 'day', at)).toEqual({ from: Date.UTC(2026, 0, 5, 10, 30), to: Date.UTC(2026, 0, 5, 11) });
  expect(slotSpan(0, 'day', at).from).toBe(Date.UTC(2026, 0, 4, 11));
  expect(slotSpan(29, 'month', at).to - slotSpan(0, 'month', at).from).toBe(30 * ranges.month.slotMs);
  expect(slotWords('d', 'day', at, 47).state).toBe('Down');
  expect(slotWords('d', 'day', at, 46).state).toBe('Nothing known');
});

test('a bar is a sentence for who does not see it', () => {
  expect(barSentence(slotsOf('u'.repeat(48), 'day'), 'The last 24 hours')).toBe('The last 24 hours: up all the time.');
  expect(barSentence(slotsOf('uudsb', 'day'), 'x')).toMatch(/trouble in 3/);
  expect(barSentence(slotsOf('', 'month'), 'x')).toMatch(/nothing known/);
});

test('a latency takes three digits at most', () => {
  expect([0.2, 12.4, 999.4, 999.6, 1_840, 9_949, 9_951, 30_000].map((ms) => text(latency(ms)))).toEqual([
    '1 ms',
    '12 ms',
    '999 ms',
    '1.0 s',
    '1.8 s',
    '9.9 s',
    '10 s',
    '30 s',
  ]);
});

test('an uptime with a failure in it is never 100 %', () => {
  expect([1, 0.999999, 0.9998, 0.98765, 0.5, 0].map((share) => text(uptime(share)))).toEqual([
    '100 %',
    '99.99 %',
    '99.98 %',
    '98.7 %',
    '50.0 %',
    '0.0 %',
  ]);
});

test('an age is no finer than minutes', () => {
  const ages = [0, 59_000, 61_000, 3_599_000, 3_600_000, 90_000_000].map((ms) => lasted(0, ms));
  expect(ages).toEqual(['1 min', '1 min', '1 min', '59 min', '1 h', '1 d']);
});
