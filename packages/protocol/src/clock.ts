export type Undo = () => void;

/** Time is an argument. Timers of the system clock never keep the process alive. */
export type Clock = {
  /** Epoch milliseconds. */
  now(): number;
  /** Milliseconds that never jump, from any start. */
  monotonic(): number;
  every(ms: number, run: () => void): Undo;
  after(ms: number, run: () => void): Undo;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  every: (ms, run) => {
    const timer = setInterval(run, ms).unref();
    return () => clearInterval(timer);
  },
  after: (ms, run) => {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};
