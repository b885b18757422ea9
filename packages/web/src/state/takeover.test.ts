import { expect, test } from 'vitest';
import { createTakeover } from './takeover.ts';

const start = (over: { hidden?: boolean; open?: boolean; search?: string } = {}) => {
  let now = 0;
  let loaded = 0;
  let isOld = false;
  let server = 'b1';
  const heard = new Map<string, (event: object) => void>();
  const kept = new Map<string, string>();
  const document = {
    hidden: over.hidden ?? false,
    addEventListener: (name: string, listen: (event: object) => void) => heard.set(name, listen),
    querySelector: () => (over.open ? {} : null),
  };
  const browser = {
    document,
    location: { search: over.search ?? '', pathname: '/', reload: () => (loaded += 1) },
    addEventListener: (name: string, listen: (event: object) => void) => heard.set(name, listen),
    sessionStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    },
  };
  const takeover = createTakeover({
    browser: browser as never,
    clock: { now: () => now, random: () => 0, after: () => () => {} },
    serverBuild: () => server,
    isOld: () => isOld,
  });
  return {
    takeover,
    document,
    heard,
    pass: (ms: number) => (now += ms),
    update: (build: string) => {
      isOld = true;
      server = build;
    },
    loaded: () => loaded,
  };
};

test('a page of the newest build stays', () => {
  const { takeover, pass, loaded } = start({ hidden: true });
  pass(1e9);
  takeover.offer();
  expect([takeover.isDue(), loaded()]).toEqual([false, 0]);
});

test('an old one that is looked at waits for the next step, or for a minute without a touch', () => {
  const { takeover, heard, pass, update, loaded } = start();
  update('b2');
  takeover.offer();
  expect([takeover.isDue(), loaded()]).toEqual([true, 0]);
  pass(50_000);
  heard.get('keydown')?.({});
  pass(50_000);
  takeover.offer();
  expect(loaded()).toBe(0);
  pass(10_000);
  takeover.offer();
  expect(loaded()).toBe(1);
});

test('one that nobody looks at is loaded at once, and once only for each build', () => {
  const { takeover, update, loaded } = start({ hidden: true });
  update('b2');
  takeover.offer();
  takeover.offer();
  expect(loaded()).toBe(1);
  update('b3');
  takeover.offer();
  expect(loaded()).toBe(2);
});

test.each([{ open: true }, { search: '?edit' }])('not while there is something to lose: %o', (over) => {
  const { takeover, update, loaded } = start({ hidden: true, ...over });
  update('b2');
  takeover.offer();
  expect(loaded()).toBe(0);
});
