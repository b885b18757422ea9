import * as v from 'valibot';
import { cardApp, iconName, shortId } from './apps.ts';
import { boardEntry } from './board-list.ts';
import { columns } from './grid.ts';
import { limits } from './limits.ts';
import { audience } from './role-schemas.ts';
import type { Audience } from './roles.ts';
import { widgetSettings } from './widget-schemas.ts';
import { type WidgetKind, widgetKinds } from './widgets.ts';

export { type BoardEntry, type BoardsData, boardEntry, boardsData, boardsOutput } from './board-list.ts';
export { columns, type Screen } from './grid.ts';

/** Boards: pages of sections, each with cards and widgets on a grid. */

/** As deep as a grid goes. */
export const lowestRow = 10_000;

const cell = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));
const area = (wide: number) =>
  v.pipe(
    v.object({
      x: cell(wide - 1),
      y: cell(lowestRow),
      w: v.pipe(cell(wide), v.minValue(1)),
      h: v.pipe(cell(24), v.minValue(1)),
    }),
    v.check(({ x, w }) => x + w <= wide, 'This reaches over the edge of the grid.'),
  );
export type Area = { x: number; y: number; w: number; h: number };

export { audience } from './role-schemas.ts';
export { type Audience, sees } from './roles.ts';

const place = {
  id: shortId,
  desktop: area(columns.desktop),
  /** Left out: it follows from the order on the desktop. */
  phone: v.optional(area(columns.phone)),
  /** This role and those above; `public`: anyone who sees the board. */
  visibleTo: v.optional(audience, 'public'),
};

const appItem = v.object({
  kind: v.literal('app'),
  ...place,
  appId: shortId,
  /** What the bar of a large card shows. */
  bar: v.optional(v.picklist(['day', 'month']), 'day'),
});
const widgetItem = v.pipe(
  v.object({
    kind: v.literal('widget'),
    ...place,
    widget: v.picklist(widgetKinds),
    settings: v.record(v.string(), v.unknown()),
  }),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const parsed = v.safeParse(widgetSettings(dataset.value.widget), dataset.value.settings);
    if (parsed.success) return { ...dataset.value, settings: parsed.output as Record<string, unknown> };
    addIssue({
      message: `${dataset.value.widget}: ${v.getDotPath(parsed.issues[0]) ?? ''} ${parsed.issues[0].message}`,
    });
    return NEVER;
  }),
);
export type WidgetItem = { kind: 'widget'; widget: WidgetKind; settings: Record<string, unknown> } & Placed;
type Placed = { id: string; desktop: Area; phone?: Area | undefined; visibleTo: Audience };

export const item = v.variant('kind', [appItem, widgetItem]);
export type Item = v.InferOutput<typeof item>;
export type AppItem = v.InferOutput<typeof appItem>;

export const section = v.object({
  id: shortId,
  title: v.pipe(v.string(), v.trim(), v.maxLength(60, 'Use 60 characters at most.')),
  /** Before the title; empty: none. */
  icon: v.optional(iconName, ''),
  /** The section that this one is in; only sections at the top have others in them. */
  parent: v.optional(v.nullable(shortId), null),
  /** How much of the width it takes: two halves stand side by side. */
  share: v.optional(v.picklist(['full', 'half', 'third']), 'full'),
  /** How it is until a person opens or closes it. */
  collapsed: v.optional(v.boolean(), false),
  items: v.pipe(v.array(item), v.maxLength(limits.board.items)),
});
export type Section = v.InferOutput<typeof section>;
export type Share = Section['share'];

const unique = (ids: string[]): boolean => new Set(ids).size === ids.length;

const boardName = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'Give it a name.'),
  v.maxLength(60, 'Use 60 characters at most.'),
);

/** What a person arranges: kept whole, with every step of its past. */
export const boardContent = v.pipe(
  v.object({
    name: boardName,
    icon: v.optional(iconName, ''),
    sections: v.pipe(
      v.array(section),
      v.maxLength(limits.board.sections, `${limits.board.sections} sections at most.`),
    ),
  }),
  v.check(
    ({ sections }) => unique(sections.flatMap(({ id, items }) => [id, ...items.map((one) => one.id)])),
    'An id occurs twice.',
  ),
  v.check(({ sections }) => {
    const tops = new Set(sections.filter(({ parent }) => parent === null).map(({ id }) => id));
    return sections.every(({ parent }) => parent === null || tops.has(parent));
  }, 'A section can only be in a section at the top.'),
  v.check(
    ({ sections }) => sections.reduce((sum, { items }) => sum + items.length, 0) <= limits.board.items,
    `${limits.board.items} cards at most.`,
  ),
);
export type BoardContent = v.InferOutput<typeof boardContent>;

/** A board as this person sees it: what is not for them is not in it. */
export const boardView = v.object({
  ...boardEntry.entries,
  /** Grows with every change. */
  revision: v.number(),
  /** What undo and redo would take back or do again; null: nothing. */
  undo: v.nullable(v.string()),
  redo: v.nullable(v.string()),
  changedBy: v.nullable(v.string()),
  content: boardContent,
  apps: v.record(v.string(), cardApp),
});
export type BoardView = v.InferOutput<typeof boardView>;

/** A change of a board's content. `revision` is the one that it was made from: an older one is refused. */
export const boardChange = v.object({
  revision: v.number(),
  /** What was done, as undo names it: `move:Jellyfin`. */
  step: v.pipe(v.string(), v.maxLength(120)),
  content: boardContent,
});
export const boardInput = v.object({ access: v.optional(audience, 'guest'), content: boardContent });
/** `position` is the place in the list, from 0; the others make room. */
export const boardSettings = v.pipe(
  v.object({
    access: v.optional(audience),
    position: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(limits.board.count))),
  }),
  v.check(
    ({ access, position }) => access !== undefined || position !== undefined,
    'Say what to change: access or position.',
  ),
);
/** Undo and redo, made from the given revision: nobody takes back what they have not seen. */
export const boardStep = v.object({ revision: v.number() });
/** Takes an item to another board, to the foot of a section there; left out: of its last one. */
export const boardMove = v.object({
  revision: v.number(),
  itemId: shortId,
  toBoardId: shortId,
  toSectionId: v.optional(shortId),
  /** As in `boardChange`. */
  step: v.pipe(v.string(), v.maxLength(120)),
});
/** The name of the copy. */
export const boardCopy = v.object({ name: boardName });
export const boardOutput = v.object({ board: boardView });

/** The board that `/` shows to this person; null: the first one they may see. */
export const homeInput = v.object({ boardId: v.nullable(shortId) });
export const homeOutput = v.object({ home: v.nullable(v.string()) });

// ---- live topics

/** Topic `apps`, by id: for those who edit every app, for the others those on a card that they may see. */
export const appsData = v.object({ apps: v.record(v.string(), cardApp) });
export type AppsData = v.InferOutput<typeof appsData>;
