import type { Clock } from '@amud/protocol/clock.ts';

/** Something of elsewhere as it was last had. `failure` is why it could not be had anew, and since when. */
export type Kept<V> = { value: V; at: number; failure: { error: unknown; since: number } | null };

export type KeptParts<K, V> = {
  clock: Clock;
  /** For so long what is kept is as good as new. */
  freshMs: number;
  /** After a failure nobody is asked for so long, then for twice as long, up to `freshMs`. */
  retryMs: number;
  most: number;
  /** `previous` is what is kept, for whoever can ask whether it has changed. */
  load(key: K, previous: V | undefined): Promise<V>;
};

type Entry<V> = {
  kept: { value: V; at: number } | null;
  failure: { error: unknown; since: number } | null;
  askAgainAt: number;
  retryMs: number;
  loading: Promise<void> | null;
};

/**
 * Keeps what others know: asks once however many want it, again when it is old, and gives what it has, marked, when it
 * can't be had. What nobody wanted for longest is forgotten first.
 */
export const createKept = <K extends string, V>({ clock, freshMs, retryMs, most, load }: KeptParts<K, V>) => {
  const entries = new Map<K, Entry<V>>();

  const entryOf = (key: K): Entry<V> => {
    const entry = entries.get(key) ?? { kept: null, failure: null, askAgainAt: -Infinity, retryMs, loading: null };
    entries.delete(key);
    entries.set(key, entry);
    const [oldest] = entries.keys();
    if (entries.size > most && oldest !== undefined) entries.delete(oldest);
    return entry;
  };

  const refresh = async (key: K, entry: Entry<V>): Promise<void> => {
    try {
      const value = await load(key, entry.kept?.value);
      entry.kept = { value, at: clock.now() };
      entry.failure = null;
      entry.retryMs = retryMs;
      entry.askAgainAt = clock.monotonic() + freshMs;
    } catch (error) {
      entry.failure = { error, since: entry.failure?.since ?? clock.now() };
      entry.askAgainAt = clock.monotonic() + entry.retryMs;
      entry.retryMs = Math.min(freshMs, entry.retryMs * 2);
    } finally {
      entry.loading = null;
    }
  };

  return {
    /** @throws what stopped the first try, when there is nothing to give. */
    get: async (key: K): Promise<Kept<V>> => {
      const entry = entryOf(key);
      if (entry.loading === null && clock.monotonic() >= entry.askAgainAt) entry.loading = refresh(key, entry);
      await entry.loading;
      if (entry.kept) return { ...entry.kept, failure: entry.failure };
      throw entry.failure?.error ?? new Error('nothing was loaded');
    },
    /** What is here already and as good as new. */
    fresh: (key: K): { value: V; at: number } | undefined => {
      const entry = entries.get(key);
      return entry?.kept && !entry.failure && clock.monotonic() < entry.askAgainAt ? entry.kept : undefined;
    },
  };
};
