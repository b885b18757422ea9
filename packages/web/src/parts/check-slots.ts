import { m } from '../messages.ts';

/** What a bar shows: a day in half hours, or a month in days. */
export type BarRange = 'day' | 'month';
export type SlotState = 'up' | 'slow' | 'down' | 'blocked' | 'paused' | 'nothing';

const HOUR_MS = 3_600_000;
export const ranges = {
  day: { slots: 48, slotMs: HOUR_MS / 2 },
  month: { slots: 30, slotMs: 24 * HOUR_MS },
} as const satisfies Record<BarRange, { slots: number; slotMs: number }>;

const letters: Record<string, SlotState> = { u: 'up', s: 'slow', d: 'down', b: 'blocked', p: 'paused' };
const words: Record<SlotState, () => string> = {
  up: m.apps_slot_up,
  slow: m.apps_slot_slow,
  down: m.apps_slot_down,
  blocked: m.apps_slot_blocked,
  paused: m.apps_slot_paused,
  nothing: m.apps_slot_nothing,
};
export const slotWord = (state: SlotState): string => words[state]();

/** As many as the range has, the newest last; what is missing at the front is not known. */
export const slotsOf = (bar: string, range: BarRange): SlotState[] => {
  const { slots } = ranges[range];
  return Array.from(bar.slice(-slots).padStart(slots, '-'), (letter) => letters[letter] ?? 'nothing');
};

/** The box that a bar is drawn in: each slot is one wide. */
export const BAR_HEIGHT = 20;

/**
 * One path for each state, a line for each slot. Trouble stands out by height as well: up is half as high as down, slow
 * between them, blocked is broken in two, paused and unknown are dots.
 */
const lines: Record<SlotState, (x: number) => string> = {
  up: (x) => `M${x} 10V18`,
  slow: (x) => `M${x} 6V18`,
  down: (x) => `M${x} 2V18`,
  blocked: (x) => `M${x} 2V7M${x} 13V18`,
  paused: (x) => `M${x} 14h.01`,
  nothing: (x) => `M${x} 18h.01`,
};

export const barPaths = (slots: readonly SlotState[]): { state: SlotState; d: string }[] => {
  const found = new Map<SlotState, string>();
  slots.forEach((state, index) => {
    found.set(state, (found.get(state) ?? '') + lines[state](index + 0.5));
  });
  return [...found].map(([state, d]) => ({ state, d }));
};

/** From when to when a slot is. The last one is the one that `at` is in. */
export const slotSpan = (index: number, range: BarRange, at: number): { from: number; to: number } => {
  const { slots, slotMs } = ranges[range];
  const from = (Math.floor(at / slotMs) - (slots - 1 - index)) * slotMs;
  return { from, to: from + slotMs };
};

const isTroubled = (state: SlotState): boolean => state === 'down' || state === 'blocked' || state === 'slow';

/** A bar for who does not see it; `range` is what it is called. */
export const barSentence = (slots: readonly SlotState[], range: string): string => {
  if (slots.every((state) => state === 'nothing' || state === 'paused')) return m.apps_bar_nothing({ range });
  const count = slots.filter(isTroubled).length;
  return count === 0 ? m.apps_bar_all_up({ range }) : m.apps_bar_troubles({ range, count });
};
