import { expect, test } from 'vitest';
import { createUsed } from './used.ts';

const DAY_MS = 24 * 3_600_000;

const open = (kept: Record<string, string> = {}) => {
  let now = 1e12;
  const storage = {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, text: string) => {
      kept[key] = text;
    },
  } as unknown as Storage;
  const start = (personId = 1) => createUsed(() => storage, personId, { now: () => now });
  return {
    kept,
    start,
    wait: (ms: number) => {
      now += ms;
    },
  };
};

test('what is used often and lately weighs most, and a habit fades', () => {
  const { start, wait } = open();
  const used = start();
  for (let count = 0; count < 4; count += 1) used.note('old');
  wait(21 * DAY_MS);
  used.note('new');
  expect(used.weight('new')).toBeGreaterThan(used.weight('old'));
  expect(used.weight('never')).toBe(0);
  wait(7 * DAY_MS);
  expect(used.weight('new')).toBeCloseTo(0.5);
});

test('the latest comes first, also after a reload, and each person has their own', () => {
  const { start, wait } = open();
  const used = start();
  used.note('one');
  wait(1);
  used.note('two');
  wait(1);
  used.note('one');
  expect(start().latest()).toEqual(['one', 'two']);
  expect(start(2).latest()).toEqual([]);
});

test('no more than 200 are kept: the least used go', () => {
  const { start, wait } = open();
  const used = start();
  used.note('often');
  used.note('often');
  for (let index = 0; index < 500; index += 1) {
    wait(1_000);
    used.note(`${index}`);
  }
  expect(start().latest()).toHaveLength(200);
  expect(start().latest()).toContain('often');
  expect(start().latest()).not.toContain('0');
});

test.each(['', 'null', '{', '[1,2]', '[["a",null,3]]', '[["a",1]]', '{"a":1}'])(
  '"%s" in the storage is nothing',
  (text) => {
    const { start } = open({ 'amud.used.1': text });
    const used = start();
    expect(used.latest()).toEqual([]);
    used.note('a');
    expect(used.weight('a')).toBe(1);
  },
);

test('a browser that keeps nothing remembers until the page is left', () => {
  const refuse = () => {
    throw new Error('denied');
  };
  const used = createUsed(refuse as unknown as () => Storage, 1, { now: () => 0 });
  used.note('a');
  expect(used.latest()).toEqual(['a']);
});
