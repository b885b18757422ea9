import { limits } from '@amud/protocol/limits.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** One resolution: slots of `stepMs`, in chunks of `slots`, kept for `keepMs`. Chunks begin at multiples since 1970. */
export type Tier = { stepMs: number; slots: number; keepMs: number };

/** Each is made of the one before it, so a chunk of it has to last a whole number of chunks there. */
export const tiers: readonly Tier[] = [
  { stepMs: MINUTE_MS, slots: 240, keepMs: 2 * DAY_MS },
  { stepMs: 10 * MINUTE_MS, slots: 144, keepMs: 60 * DAY_MS },
  { stepMs: HOUR_MS, slots: 240, keepMs: limits.check.keepMs },
];

export const chunkMs = ({ stepMs, slots }: Tier): number => stepMs * slots;
export const tenths = ({ stepMs }: Tier): number => stepMs / 100;
export const floorTo = (at: number, step: number): number => Math.floor(at / step) * step;
export const ceilTo = (at: number, step: number): number => Math.ceil(at / step) * step;

const finest = tiers[0] as Tier;
export const tierAt = (index: number): Tier => tiers[index] ?? finest;

/** The coarsest that still has a few slots for each step of a chart, or the finest that reaches back so far. */
export const tierFor = (ageMs: number, stepMs: number): number => {
  const reaching = tiers.findIndex(({ keepMs }) => ageMs <= keepMs);
  const finestThere = reaching < 0 ? tiers.length - 1 : reaching;
  const fine = tiers.findLastIndex((tier) => tier.stepMs * 4 <= stepMs);
  return Math.max(finestThere, fine);
};
