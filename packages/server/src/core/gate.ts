/** Lets `most` run at once and `waiting` wait; one more is turned away with `undefined`. */
export type Gate = <T>(run: () => Promise<T>) => Promise<T> | undefined;

export const createGate = (most: number, waiting: number): Gate => {
  let running = 0;
  const queue: (() => void)[] = [];
  const enter = (): Promise<void> | undefined => {
    if (running < most) {
      running += 1;
      return Promise.resolve();
    }
    if (queue.length >= waiting) return undefined;
    return new Promise((resolve) => queue.push(resolve));
  };
  const leave = (): void => {
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  };
  return (run) => enter()?.then(run).finally(leave);
};
