/** Runs one thing after the other, in the order in which they came; a failure is of who asked alone. */
export type Queue = <T>(run: () => Promise<T>) => Promise<T>;

export const createQueue = (): Queue => {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const result = last.then(run);
    last = result.catch(() => {});
    return result;
  };
};
