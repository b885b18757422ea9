/** Tries until it no longer throws, or fails with the last reason after `withinMs`. */
export const eventually = async <T>(run: () => T | Promise<T>, withinMs = 5_000): Promise<T> => {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
};
