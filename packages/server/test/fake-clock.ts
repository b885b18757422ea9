import type { Clock, Undo } from '@amud/protocol/clock.ts';

type Timer = { at: number; everyMs: number | undefined; run: () => void };

/** Time that stands still until a test moves it. */
export type FakeClock = Clock & {
  /** Runs every timer that falls due, in order. */
  advance(ms: number): void;
  /** Sets the wall clock alone, as NTP or a person does. */
  jump(ms: number): void;
};

export const createFakeClock = (start = 1_800_000_000_000): FakeClock => {
  let elapsed = 0;
  let jumped = 0;
  const timers = new Set<Timer>();
  const add = (timer: Timer): Undo => {
    timers.add(timer);
    return () => void timers.delete(timer);
  };
  const nextBefore = (limit: number): Timer | undefined =>
    [...timers].filter((timer) => timer.at <= limit).sort((a, b) => a.at - b.at)[0];
  return {
    now: () => start + elapsed + jumped,
    monotonic: () => elapsed,
    every: (ms, run) => add({ at: elapsed + ms, everyMs: ms, run }),
    after: (ms, run) => add({ at: elapsed + ms, everyMs: undefined, run }),
    advance: (ms) => {
      const end = elapsed + ms;
      for (let timer = nextBefore(end); timer; timer = nextBefore(end)) {
        elapsed = Math.max(elapsed, timer.at);
        if (timer.everyMs === undefined) timers.delete(timer);
        else timer.at += timer.everyMs;
        timer.run();
      }
      elapsed = end;
    },
    jump: (ms) => {
      jumped += ms;
    },
  };
};
