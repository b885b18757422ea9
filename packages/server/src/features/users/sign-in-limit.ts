import type { Clock } from '@amud/protocol/clock.ts';
import { limits } from '@amud/protocol/limits.ts';

/**
 * Failed sign-ins of the last five minutes, by key (security 9). A try is counted before it is verified, so that many
 * at once are no way around; a success takes it back. Bounded: the key touched longest ago is forgotten first.
 */
export type SignInLimit = {
  /** Resolves when one of the tries ends that leave open whether this key is blocked; undefined when none does. */
  pending(key: string): Promise<void> | undefined;
  /** A try is being verified until the returned function is called. */
  begin(key: string): () => void;
  /** Milliseconds until the next try is allowed; 0 is now. */
  waitMs(key: string): number;
  count(key: string): void;
  takeBack(key: string): void;
  clear(key: string): void;
  /** When the last counted try was, epoch ms. */
  lastAt(key: string): number;
};

export const createSignInLimit = (most: number, clock: Clock): SignInLimit => {
  const tries = new Map<string, number[]>();
  const verifying = new Map<string, Set<Promise<void>>>();
  const recent = (key: string): number[] =>
    (tries.get(key) ?? []).filter((at) => at > clock.now() - limits.signIn.windowMs);
  const keep = (key: string, times: number[]): void => {
    tries.delete(key);
    if (times.length > 0) tries.set(key, times);
    if (tries.size > limits.signIn.tableSize) tries.delete(tries.keys().next().value ?? '');
  };
  const waitMs = (key: string): number => {
    const times = recent(key);
    const freeing = times[times.length - most];
    return freeing === undefined ? 0 : freeing + limits.signIn.windowMs - clock.now();
  };
  return {
    pending: (key) => {
      const running = verifying.get(key);
      return running && waitMs(key) > 0 ? Promise.race(running) : undefined;
    },
    begin: (key) => {
      const running = verifying.get(key) ?? new Set();
      let resolve = (): void => {};
      const promise = new Promise<void>((done) => {
        resolve = done;
      });
      verifying.set(key, running.add(promise));
      return () => {
        running.delete(promise);
        if (running.size === 0) verifying.delete(key);
        resolve();
      };
    },
    waitMs,
    count: (key) => keep(key, [...recent(key), clock.now()]),
    takeBack: (key) => keep(key, recent(key).slice(0, -1)),
    clear: (key) => void tries.delete(key),
    lastAt: (key) => recent(key).at(-1) ?? 0,
  };
};
