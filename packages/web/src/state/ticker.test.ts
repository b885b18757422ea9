import { createRoot } from 'solid-js';
import { expect, test } from 'vitest';
import { fakeClock } from '../link/test/fake-wire.ts';
import { createTicker } from './ticker.ts';

const start = () => {
  const clock = fakeClock();
  let timers = 0;
  const counted = {
    ...clock,
    after: (ms: number, run: () => void) => {
      timers += 1;
      const cancel = clock.after(ms, () => {
        timers -= 1;
        run();
      });
      return () => {
        timers -= 1;
        cancel();
      };
    },
  };
  const listeners: (() => void)[] = [];
  const page = { hidden: false, addEventListener: (_: string, run: () => void) => void listeners.push(run) };
  const ticker = createTicker(counted, page as unknown as Document);
  const hide = (hidden: boolean) => {
    page.hidden = hidden;
    for (const run of listeners) run();
  };
  return { clock, ticker, hide, timers: () => timers };
};

test('strikes with the clock, however late one begins to watch', () => {
  const { clock, ticker } = start();
  clock.advance(12_345);
  const [at, end] = createRoot((dispose) => [ticker.watch('second'), dispose] as const);
  expect(at()).toBe(12_345);
  clock.advance(655);
  expect(at()).toBe(13_000);
  clock.advance(1_000);
  expect(at()).toBe(14_000);
  end();
});

test('has one timer for all, and none for nobody', () => {
  const { ticker, timers } = start();
  expect(timers()).toBe(0);
  const ends = [1, 2, 3].map(() =>
    createRoot((dispose) => {
      ticker.watch('minute');
      return dispose;
    }),
  );
  expect(timers()).toBe(1);
  for (const end of ends) end();
  expect(timers()).toBe(0);
});

test('rests while the page is hidden, and is right at once when it is seen again', () => {
  const { clock, ticker, hide, timers } = start();
  const [at, end] = createRoot((dispose) => [ticker.watch('second'), dispose] as const);
  hide(true);
  expect(timers()).toBe(0);
  clock.advance(90_500);
  expect(at()).toBe(0);
  hide(false);
  expect(at()).toBe(90_500);
  end();
});
