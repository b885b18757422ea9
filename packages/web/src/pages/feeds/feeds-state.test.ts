import fc from 'fast-check';
import { createRoot, createSignal } from 'solid-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Answer } from '../../link/http.ts';
import type { App } from '../../state/app.ts';
import type { EntriesOutput, FeedEntry } from '../../state/feeds.ts';
import { createFeedsPage } from './feeds-state.ts';
import type { Place } from './place.ts';

const PAGE = 3;
const away: Answer<never> = { ok: false, fault: { kind: 'unavailable', message: 'The server is away.' } };

const entryOf = (id: number): FeedEntry => ({
  id,
  feedId: id % 2 === 0 ? 'even' : 'odd',
  title: `Entry ${id}`,
  url: '',
  author: '',
  excerpt: '',
  at: id,
  isRead: false,
  isStarred: false,
});

/** A server whose answers are made when it is asked, and arrive when the test says so, in any order. */
const startHouse = (count: number) => {
  const entries = Array.from({ length: count }, (_, index) => entryOf(index + 1));
  const underWay: (() => void)[] = [];
  const [changes, setChanges] = createSignal(0);
  const [place, setPlace] = createSignal<Place>({ show: 'all' });
  const [words, setWords] = createSignal('');
  const house = { isAway: false, words, setWords, place, setPlace, underWay };
  const later = <T>(answer: Answer<T>): Promise<Answer<T>> =>
    new Promise((resolve) => underWay.push(() => resolve(answer)));
  const found = (before: string | undefined, feed: string | undefined): EntriesOutput => {
    const all = entries
      .filter(({ id, feedId }) => (before === undefined || id < Number(before)) && (!feed || feedId === feed))
      .sort((one, other) => other.at - one.at);
    const page = all.slice(0, PAGE);
    return { entries: structuredClone(page), next: all.length > PAGE ? String(page.at(-1)?.id) : null };
  };
  const feeds = {
    changes,
    list: () => later(house.isAway ? away : { ok: true, value: { feeds: [], starred: entries.length } }),
    entries: ({ before, feed }: { before?: string; feed?: string }) =>
      later(house.isAway ? away : { ok: true, value: found(before, feed) }),
  };
  const app = { feeds, toasts: { say: () => {} } } as unknown as Pick<App, 'feeds' | 'toasts'>;
  const [page, leave] = createRoot((dispose) => [createFeedsPage(app, place, words), dispose]);
  const settle = async () => {
    await vi.advanceTimersByTimeAsync(0);
    while (underWay.length > 0) {
      underWay.shift()?.();
      await vi.advanceTimersByTimeAsync(0);
    }
  };
  return {
    ...house,
    page,
    leave,
    settle,
    goAway: (isAway: boolean) => {
      house.isAway = isAway;
    },
    publish: () => {
      entries.push(entryOf(entries.length + 1));
      setChanges((count) => count + 1);
    },
    ids: () => page.data.entries.map(({ id }) => id),
    newest: () => entries.length,
  };
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('scrollY', 0);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what is new while older entries are on their way is shown too', async () => {
  const house = startHouse(8);
  await house.settle();
  void house.page.more();
  house.publish();
  await house.settle();
  expect(house.ids()).toEqual([9, 8, 7, 6, 5, 4, 3]);
  house.leave();
});

test('older entries that are asked for while what is new is on its way do not lose it', async () => {
  const house = startHouse(8);
  await house.settle();
  house.publish();
  await vi.advanceTimersByTimeAsync(0);
  void house.page.more();
  await house.settle();
  expect(house.ids()).toEqual([9, 8, 7, 6, 5, 4, 3]);
  house.leave();
});

test('an answer from before does not take away what waits for who reads further down', async () => {
  const house = startHouse(3);
  await house.settle();
  vi.stubGlobal('scrollY', 900);
  house.publish();
  await vi.advanceTimersByTimeAsync(0);
  const before = house.underWay.splice(0);
  house.publish();
  await house.settle();
  for (const arrive of before) arrive();
  await house.settle();
  expect(house.page.waiting().map(({ id }) => id)).toEqual([5, 4]);
  expect(house.ids()).toEqual([3, 2, 1]);
  house.leave();
});

test('what is new and could not be had comes when the server is back', async () => {
  const house = startHouse(3);
  await house.settle();
  house.goAway(true);
  house.publish();
  await house.settle();
  expect(house.ids()).toEqual([3, 2, 1]);
  house.goAway(false);
  await vi.advanceTimersByTimeAsync(5_000);
  await house.settle();
  expect(house.ids()).toEqual([4, 3, 2, 1]);
  house.leave();
});

test('a place that can not be had does not show what is of another', async () => {
  const house = startHouse(3);
  await house.settle();
  house.goAway(true);
  house.setPlace({ show: 'all', feed: 'odd' });
  await house.settle();
  expect(house.page.fault()?.kind).toBe('unavailable');
  expect(house.ids()).toEqual([]);
  house.leave();
});

test('whatever happens in whatever order, in the end the newest are there, each once and in order', async () => {
  const steps = fc.array(
    fc.oneof(
      fc.constantFrom('publish', 'more', 'again', 'odd', 'all', 'away', 'back', 'wait'),
      fc.record({ arrive: fc.nat(20) }),
    ),
    { maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (played) => {
      const house = startHouse(7);
      const does: Record<string, () => unknown> = {
        publish: house.publish,
        more: () => void house.page.more(),
        again: house.page.again,
        odd: () => house.setPlace({ show: 'all', feed: 'odd' }),
        all: () => house.setPlace({ show: 'all' }),
        away: () => house.goAway(true),
        back: () => house.goAway(false),
        wait: () => vi.advanceTimersByTimeAsync(6_000),
      };
      for (const step of played) {
        if (typeof step === 'string') await does[step]?.();
        else house.underWay.splice(step.arrive % Math.max(1, house.underWay.length), 1)[0]?.();
        await vi.advanceTimersByTimeAsync(0);
      }
      house.goAway(false);
      house.publish();
      await house.settle();
      await vi.advanceTimersByTimeAsync(6_000);
      await house.settle();
      const isOdd = house.place().feed === 'odd';
      const newest = house.newest() - (isOdd && house.newest() % 2 === 0 ? 1 : 0);
      const ids = house.ids();
      expect(ids[0]).toBe(newest);
      expect(ids).toEqual([...new Set(ids)].sort((one, other) => other - one));
      expect(ids.filter((id) => isOdd && id % 2 === 0)).toEqual([]);
      expect([house.page.loading(), house.page.fault()]).toEqual([false, undefined]);
      house.leave();
    }),
    { numRuns: 300 },
  );
});
