import type { Clock, Undo } from '@amud/protocol/clock.ts';

/** Something that is due at a time of the monotonic clock, and not twice at once. */
export type Planned = { nextAt: number; isRunning: boolean };

export type ScheduleParts<T extends Planned> = {
  clock: Clock;
  list(): Iterable<T>;
  /** How many may run at once. */
  most: number;
  start(one: T): void;
};

export type Schedule = {
  /** Something is due earlier than it was, or has ended. */
  wake(): void;
  stop(): void;
};

/** Wakes this far apart at least, so that a thousand that end one by one are looked through in a few goes. */
const STEP_MS = 20;
/** A timer can't wait for longer than some weeks. */
const LONGEST_MS = 3_600_000;

/** Starts what is due, the longest due first; what finds no room is started as soon as there is some. */
export const createSchedule = <T extends Planned>({ clock, list, most, start }: ScheduleParts<T>): Schedule => {
  let undo: Undo | undefined;
  let armedFor = Number.POSITIVE_INFINITY;
  let isStopped = false;

  const arm = (at: number): void => {
    if (isStopped || at >= armedFor) return;
    undo?.();
    armedFor = at;
    const delayMs = Math.min(Math.max(at - clock.monotonic(), STEP_MS), LONGEST_MS);
    undo = clock.after(delayMs, look);
  };
  const look = (): void => {
    undo = undefined;
    armedFor = Number.POSITIVE_INFINITY;
    const now = clock.monotonic();
    const due: T[] = [];
    let running = 0;
    let next = Number.POSITIVE_INFINITY;
    for (const one of list()) {
      if (one.isRunning) running += 1;
      else if (one.nextAt <= now) due.push(one);
      else if (one.nextAt < next) next = one.nextAt;
    }
    due.sort((a, b) => a.nextAt - b.nextAt);
    for (const one of due.slice(0, Math.max(0, most - running))) start(one);
    if (next < Number.POSITIVE_INFINITY) arm(next);
  };
  return {
    wake: () => arm(clock.monotonic()),
    stop: () => {
      isStopped = true;
      undo?.();
    },
  };
};
