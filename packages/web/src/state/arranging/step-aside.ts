import type { BoardContent, Section } from '@amud/protocol/boards.ts';
import type { Screen } from '@amud/protocol/grid.ts';
import { type Box, rowsOf } from '../layout.ts';
import { move, snap } from './arrange.ts';
import { boxesOf, type Spot, sectionOf, wideOf } from './changes.ts';

/** Where the arrow keys take a card: one step that changes something, and no more than that. */

export type Direction = 'left' | 'right' | 'up' | 'down';

/** Sections as they are read: one after the other, each before those in it. */
export const readingOrder = (sections: readonly Section[]): Section[] =>
  sections
    .filter(({ parent }) => parent === null)
    .flatMap((top) => [top, ...sections.filter(({ parent }) => parent === top.id)]);

const covers = (one: Box, other: Box): boolean =>
  one.id !== other.id &&
  one.x < other.x + other.w &&
  other.x < one.x + one.w &&
  one.y < other.y + other.h &&
  other.y < one.y + one.h;

const isSame = (one: readonly Box[], other: readonly Box[]): boolean => {
  const places = new Map(other.map((box) => [box.id, box]));
  return one.every(({ id, x, y }) => places.get(id)?.x === x && places.get(id)?.y === y);
};

type Scene = { boxes: Box[]; from: Box; wide: number };

/** The next place beside it that is free, or that another takes in turn; else one column on, and what is there makes room. */
const sideways = ({ boxes, from, wide }: Scene, by: 1 | -1): { x: number; y: number } | undefined => {
  const isInside = (x: number) => x >= 0 && x + from.w <= wide;
  const first = from.x + by;
  if (!isInside(first)) return undefined;
  if (!boxes.some((other) => covers({ ...from, x: first }, other))) return { x: first, y: from.y };
  for (let x = first; isInside(x) && Math.abs(x - from.x) <= wide; x += by) {
    const to = snap(boxes, from.id, { x, y: from.y }, wide);
    if (!to) return undefined;
    const covered = boxes.filter((other) => covers(to, other));
    if (!covers(to, { ...from, id: '' }) && covered.every((other) => isWithin(other, to))) return { x: to.x, y: to.y };
  }
  return { x: first, y: from.y };
};

const isWithin = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.w <= outer.x + outer.w &&
  inner.y + inner.h <= outer.y + outer.h;

/** Cards rise until they rest on others, so a row up or down may change nothing: then the next one. */
const upOrDown = ({ boxes, from, wide }: Scene, by: 1 | -1): { x: number; y: number } | undefined => {
  const last = rowsOf(boxes);
  for (let y = from.y + by; y >= 0 && y <= last; y += by) {
    const to = snap(boxes, from.id, { x: from.x, y }, wide);
    if (to && !isSame(move(boxes, from.id, to, wide), boxes)) return { x: to.x, y: to.y };
  }
  return undefined;
};

/** The section before or after it: at its foot, or at its head. */
const nextSection = (
  content: BoardContent,
  here: Section,
  by: 1 | -1,
  { x, screen }: { x: number; screen: Screen },
) => {
  const all = readingOrder(content.sections);
  const next = all[all.findIndex(({ id }) => id === here.id) + by];
  if (!next) return undefined;
  return { sectionId: next.id, x, y: by > 0 ? 0 : rowsOf(boxesOf(content, next, screen)), screen };
};

/** Undefined where it can't go further. */
export const stepAside = (
  content: BoardContent,
  itemId: string,
  direction: Direction,
  screen: Screen,
): Spot | undefined => {
  const section = sectionOf(content, itemId);
  const boxes = section ? boxesOf(content, section, screen) : [];
  const from = boxes.find(({ id }) => id === itemId);
  if (!section || !from) return undefined;
  const scene = { boxes, from, wide: wideOf(content, section, screen) };
  const by = direction === 'left' || direction === 'up' ? -1 : 1;
  const isSideways = direction === 'left' || direction === 'right';
  const to = isSideways ? sideways(scene, by) : upOrDown(scene, by);
  if (to) return { sectionId: section.id, ...to, screen };
  return isSideways ? undefined : nextSection(content, section, by, { x: from.x, screen });
};
