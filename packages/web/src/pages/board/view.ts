import type { CardApp } from '@amud/protocol/apps.ts';
import type { BoardContent, Item, Section } from '@amud/protocol/boards.ts';
import { type Accessor, createContext, createMemo, useContext } from 'solid-js';
import type { BoardState } from '../../state/board.ts';
import type { Editing } from './editing.ts';
import type { Fit } from './fit.ts';
import { createFolded, type Folded } from './folded.ts';
import { createTurns, type Turns } from './turns.ts';

/** What every part of a drawn board needs. */
export type View = {
  boardId: string;
  content: Accessor<BoardContent>;
  apps: Record<string, CardApp>;
  fit: Accessor<Fit>;
  /** How it would be laid out if nobody arranged it. */
  room: Accessor<Fit>;
  folded: Folded;
  turns: Turns;
  editing: Accessor<Editing | undefined>;
  item(id: string): Item | undefined;
  section(id: string): Section | undefined;
  /** Ids of the sections at the top, or in one. */
  sectionsIn(parent: string | null): string[];
};

type ViewParts = {
  board: BoardState;
  content: Accessor<BoardContent>;
  fit: Accessor<Fit>;
  editing: Accessor<Editing | undefined>;
};

export const createView = ({ board, content, fit, editing }: ViewParts): View => {
  const items = createMemo(
    () => new Map(content().sections.flatMap((section) => section.items.map((item) => [item.id, item] as const))),
  );
  const sections = createMemo(() => new Map(content().sections.map((section) => [section.id, section])));
  return {
    boardId: board.boardId,
    content,
    apps: board.apps,
    fit: () => editing()?.fit(fit()) ?? fit(),
    room: fit,
    folded: createFolded(board.boardId),
    turns: createTurns(fit()),
    editing,
    item: (id) => items().get(id),
    section: (id) => sections().get(id),
    sectionsIn: (parent) =>
      content()
        .sections.filter((section) => section.parent === parent)
        .map(({ id }) => id),
  };
};

export const ViewContext = createContext<View>();

export const useView = (): View => {
  const view = useContext(ViewContext);
  if (!view) throw new Error('A part of a board was drawn outside of one.');
  return view;
};
