import { expect, test } from 'vitest';
import type { CheckHistory } from '../../../state/apps.ts';
import { latencyNumbers, outages, slotsOfHistory } from './numbers.ts';

const history = (more: Partial<CheckHistory>): CheckHistory => ({
  from: 0,
  stepMs: 60_000,
  latencyMs: [],
  latencyMaxMs: [],
  up: [],
  events: [],
  uptime: null,
  ...more,
});

test('a part is down when any of its time was, and unknown only when all of it is', () => {
  const slots = slotsOfHistory(history({ up: [1, 1, 1, 0.5, null, null, null, 1] }), 4);
  expect(slots.map(({ state }) => state)).toEqual(['up', 'down', 'nothing', 'up']);
  expect(slots.map(({ from, to }) => [from, to])[1]).toEqual([120_000, 240_000]);
  expect(slots[1]?.words).toMatch(/^Up 75\.0 % of the time/);
});

test('time is not lost when the steps do not divide', () => {
  const slots = slotsOfHistory(history({ up: new Array(10).fill(1) }), 4);
  expect(slots).toHaveLength(4);
  expect(slots.at(-1)?.to).toBe(600_000);
});

test('gaps are no latencies', () => {
  expect(latencyNumbers(history({ latencyMs: [null, 10, 30], latencyMaxMs: [null, 12, 90] }))).toEqual({
    mean: 20,
    slowest: 90,
  });
  expect(latencyNumbers(history({ latencyMs: [null] }))).toBeUndefined();
});

test('an outage begins once', () => {
  const events = (['up', 'down', 'up', 'down', 'slow'] as const).map((state, at) => ({ at, state, reason: null }));
  expect(outages(history({ events }))).toBe(2);
});
