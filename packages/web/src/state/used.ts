import type { Clock } from '../link/clock.ts';

const MOST_KEPT = 200;
/** A use counts half after a week, so that last month's habit gives way to this week's. */
const HALF_LIFE_MS = 7 * 24 * 3_600_000;

type Use = [id: string, weight: number, at: number];

export type Used = ReturnType<typeof createUsed>;

/** What one person opens from the palette in this browser, how often and how lately. Nothing of it leaves the browser. */
export const createUsed = (storage: () => Storage, personId: number | null, clock: Pick<Clock, 'now'>) => {
  const key = `amud.used.${personId ?? 'guest'}`;
  const uses = new Map<string, Use>(read(storage, key).map((use) => [use[0], use]));
  const weightNow = ([, weight, at]: Use): number => weight * 2 ** (-Math.max(0, clock.now() - at) / HALF_LIFE_MS);
  const weight = (id: string): number => {
    const use = uses.get(id);
    return use ? weightNow(use) : 0;
  };
  const byWeight = (): Use[] => [...uses.values()].sort((one, other) => weightNow(other) - weightNow(one));
  return {
    weight,
    note: (id: string) => {
      uses.set(id, [id, weight(id) + 1, clock.now()]);
      for (const [forgotten] of byWeight().slice(MOST_KEPT)) uses.delete(forgotten);
      try {
        storage().setItem(key, JSON.stringify([...uses.values()]));
      } catch {
        // A browser that keeps nothing remembers until the page is left.
      }
    },
    /** The latest first. */
    latest: (): string[] => [...uses.values()].sort(([, , one], [, , other]) => other - one).map(([id]) => id),
  };
};

const isUse = (value: unknown): value is Use =>
  Array.isArray(value) &&
  typeof value[0] === 'string' &&
  Number.isFinite(value[1]) &&
  Number.isFinite(value[2]) &&
  value.length === 3;

/** What another tab, an older version or a person wrote there may be anything. */
const read = (storage: () => Storage, key: string): Use[] => {
  try {
    const kept: unknown = JSON.parse(storage().getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isUse).slice(0, MOST_KEPT) : [];
  } catch {
    return [];
  }
};
