import type { BoardContent, BoardEntry, Item, Section } from '@amud/protocol/boards.ts';
import { type Audience, type Role, sees } from '@amud/protocol/roles.ts';

/** One state of a board's content in its past or future; the content itself is in the database. */
export type Step = {
  number: number;
  username: string | null;
  /** What was done, as undo names it. */
  what: string;
  /** It touched what an operator may not see. */
  isHidden: boolean;
  /** The other half of a move between two boards. */
  link: { boardId: string; step: number } | null;
};

/** A board as the server knows it; never changed, only replaced. */
export type Board = {
  id: string;
  position: number;
  access: Audience;
  revision: number;
  content: BoardContent;
  /** In order; `step` is the number of the one that shows. */
  steps: readonly Step[];
  step: number;
  changedBy: string | null;
  removedAt: number | null;
};

/** Who changes a board. */
export type Editor = { userId: number; username: string; role: Role };

export const isShown = (board: Board, audience: Audience): boolean =>
  board.removedAt === null && sees(audience, board.access);

export const entryOf = ({ id, position, access, content }: Board): BoardEntry => ({
  id,
  name: content.name,
  icon: content.icon,
  access,
  position,
});

export const itemsOf = (content: BoardContent): Item[] => content.sections.flatMap(({ items }) => items);

export const stepAt = (board: Board, number: number): Step | undefined =>
  board.steps.find((step) => step.number === number);

/** The apps on a board, also those on cards that not everyone sees. Worked out once for each content. */
export const appIdsOf = (content: BoardContent): ReadonlySet<string> => {
  const known = appIds.get(content);
  if (known) return known;
  const ids = new Set(itemsOf(content).flatMap((item) => (item.kind === 'app' ? [item.appId] : [])));
  appIds.set(content, ids);
  return ids;
};
const appIds = new WeakMap<BoardContent, ReadonlySet<string>>();

export const withItems = (section: Section, items: Item[]): Section => ({ ...section, items });
