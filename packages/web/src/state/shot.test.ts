import type { FirstData } from '@amud/protocol/http.ts';
import { expect, test } from 'vitest';
import { createShot } from './shot.ts';

const start = (isThere: () => boolean) => {
  const timers: (() => void)[] = [];
  let loaded = 0;
  const browser = {
    fetch: async () => (isThere() ? { ok: true } : Promise.reject(new TypeError('away'))),
    location: { reload: () => (loaded += 1) },
    addEventListener: () => {},
    document: { hidden: false, addEventListener: () => {} },
  } as unknown as Window;
  const after = (_: number, run: () => void) => {
    timers.push(run);
    return () => {};
  };
  const clock = { now: () => 0, random: () => 0, after };
  const snapshots = [
    { topic: 'board:aaaa', at: 5, data: {}, history: {} },
    { topic: 'nodes', at: 6, data: {}, history: {} },
  ];
  const first = { home: 'aaaa', shot: { snapshots } } as unknown as FirstData;
  const shot = createShot({ first, browser, clock });
  const tick = async () => {
    timers.shift()?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { shot, tick, loaded: () => loaded, timers };
};

test('a page that the server wrote is no shot', () => {
  expect(createShot({ first: {} as FirstData, browser: {} as Window, clock: {} as never })).toBeUndefined();
});

test('tells from when each page is, and which is not kept', () => {
  const { shot } = start(() => false);
  expect(['/', '/boards/aaaa', '/nodes', '/boards/bbbb', '/settings'].map((path) => shot?.at(path))).toEqual([
    5,
    5,
    6,
    undefined,
    undefined,
  ]);
});

test('asks for the server until it answers, then loads the page once', async () => {
  let isThere = false;
  const { tick, loaded, timers } = start(() => isThere);
  await tick();
  await tick();
  expect(loaded()).toBe(0);
  isThere = true;
  await tick();
  expect(loaded()).toBe(1);
  expect(timers).toEqual([]);
});
