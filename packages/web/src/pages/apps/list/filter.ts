import { type AppState, isTrouble, stateOf } from '../../../parts/check-words.ts';
import type { AppUse, CardApp } from '../../../state/apps.ts';
import { language } from '../../../state/language.ts';

/** An app with what the list says beside its card. */
export type Row = { app: CardApp; use: AppUse | undefined };

export const stateChoices = ['all', 'trouble', 'up', 'paused', 'unknown', 'none'] as const;
export type StateChoice = (typeof stateChoices)[number];
export const orders = ['name', 'state', 'uptime', 'latency', 'since'] as const;
export type Order = (typeof orders)[number];

/** `tag` and `board`: empty for all; `board` may be `none`: those that stand nowhere. */
export type Filter = { text: string; state: StateChoice; tag: string; board: string };

const matchesState = (state: AppState, choice: StateChoice): boolean => {
  if (choice === 'all') return true;
  return choice === 'trouble' ? isTrouble(state) : state === choice;
};

const textOf = ({ name, url, outsideUrl, description, tags, node }: CardApp): string =>
  [name, url, outsideUrl, description, ...tags, node?.id ?? '', node?.part ?? ''].join(' ').toLowerCase();

const matchesBoard = (use: AppUse | undefined, board: string): boolean => {
  if (board === '') return true;
  const boards = use?.boards ?? [];
  return board === 'none' ? use !== undefined && boards.length === 0 : boards.includes(board);
};

export const isWanted = ({ app, use }: Row, { text, state, tag, board }: Filter): boolean =>
  matchesState(stateOf(app.status), state) &&
  (tag === '' || app.tags.some((one) => one.toLowerCase() === tag.toLowerCase())) &&
  matchesBoard(use, board) &&
  text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => textOf(app).includes(word));

const worst: Record<AppState, number> = { down: 0, blocked: 1, slow: 2, unknown: 3, paused: 4, up: 5, none: 6 };

/** Lower comes first; what is not known comes last. */
const ranks: Record<Order, (app: CardApp) => number> = {
  name: () => 0,
  state: ({ status }) => worst[stateOf(status)],
  uptime: ({ status }) => status?.uptimeMonth ?? 2,
  latency: ({ status }) => -(status?.latencyMs ?? -1),
  since: ({ status }) => -(status?.since ?? 0),
};

const byName = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });

export const sortRows = (rows: readonly Row[], order: Order): Row[] =>
  rows.toSorted(
    ({ app: one }, { app: other }) =>
      ranks[order](one) - ranks[order](other) || byName.compare(one.name, other.name) || (one.id < other.id ? -1 : 1),
  );
