import { m } from '../../../messages.ts';
import { uptime } from '../../../parts/check-format.ts';
import { type SlotState, slotWord } from '../../../parts/check-slots.ts';
import { text } from '../../../parts/format.ts';
import { spanLabels } from '../../../parts/time-axis.ts';
import type { CheckHistory } from '../../../state/apps.ts';

export type Slot = { state: SlotState; from: number; to: number; words: string };

const stateOf = (shares: (number | null)[]): SlotState => {
  const known = shares.filter((share) => share !== null);
  if (known.length === 0) return 'nothing';
  return known.every((share) => share >= 1) ? 'up' : 'down';
};

const wordsOf = (state: SlotState, shares: (number | null)[]): string => {
  if (state !== 'down') return slotWord(state);
  const known = shares.filter((share) => share !== null);
  const mean = known.reduce((sum, share) => sum + share, 0) / known.length;
  return mean === 0 ? slotWord('down') : m.apps_slot_share({ share: text(uptime(mean)) });
};

/** The steps of a history as so many parts, the newest last. */
export const slotsOfHistory = ({ from, stepMs, up }: CheckHistory, slots: number): Slot[] => {
  const each = Math.max(1, Math.ceil(up.length / slots));
  const starts = Array.from({ length: Math.ceil(up.length / each) }, (_, index) => index * each);
  return starts.map((start) => {
    const shares = up.slice(start, start + each);
    const at = from + start * stepMs;
    const to = at + shares.length * stepMs;
    const state = stateOf(shares);
    return { state, from: at, to, words: m.apps_slot_said({ state: wordsOf(state, shares), ...spanLabels(at, to) }) };
  });
};

export type LatencyNumbers = { mean: number; slowest: number };

/** Over all steps in which something answered. */
export const latencyNumbers = ({ latencyMs, latencyMaxMs }: CheckHistory): LatencyNumbers | undefined => {
  const known = latencyMs.filter((value) => value !== null);
  if (known.length === 0) return undefined;
  const slowest = latencyMaxMs.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  return { mean: known.reduce((sum, value) => sum + value, 0) / known.length, slowest };
};

/** How often it began to be down. */
export const outages = ({ events }: CheckHistory): number => events.filter(({ state }) => state === 'down').length;
