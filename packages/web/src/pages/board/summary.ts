import type { CardApp } from '@amud/protocol/apps.ts';
import type { Section } from '@amud/protocol/boards.ts';
import type { CheckState } from '@amud/protocol/checks.ts';
import { m } from '../../messages.ts';

/** From what a person must see first to what can wait. */
const byUrgency: CheckState[] = ['down', 'blocked', 'slow', 'unknown', 'paused', 'up'];

export const statesOf = (apps: Iterable<CardApp | undefined>): Map<CheckState, number> => {
  const counts = new Map<CheckState, number>();
  for (const app of apps) {
    const state = app?.status?.state;
    if (state !== undefined) counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return counts;
};

/** Undefined where nothing is watched. */
export const worstOf = (counts: ReadonlyMap<CheckState, number>): CheckState | undefined =>
  byUrgency.find((state) => counts.has(state));

const troubles: [CheckState, (inputs: { count: number }) => string][] = [
  ['down', m.board_count_down],
  ['blocked', m.board_count_blocked],
  ['slow', m.board_count_slow],
];

const listed = (words: string[]): string =>
  new Intl.ListFormat(document.documentElement.lang, { type: 'unit' }).format(words);

/** The first sentence of the page: is there something to do? Empty where nothing is watched. */
export const summarise = (apps: readonly CardApp[]): string => {
  const counts = statesOf(apps);
  const watched = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (watched === 0) return '';
  const found = troubles.flatMap(([state, words]) => {
    const count = counts.get(state);
    return count === undefined ? [] : [words({ count })];
  });
  if (found.length > 0) return m.board_troubled({ count: watched, troubles: listed(found) });
  const up = counts.get('up') ?? 0;
  if (up === watched) return m.board_all_up({ count: watched });
  return m.board_some_up({ count: watched, up });
};

export const appsIn = (sections: readonly Section[], apps: Record<string, CardApp>): CardApp[] =>
  sections.flatMap(({ items }) => items.flatMap((item) => (item.kind === 'app' ? (apps[item.appId] ?? []) : [])));
