import type { Area } from '@amud/protocol/boards.ts';
import { type Box, compact, createCells, inOrder, stack } from '../layout.ts';

/** What moves when something is moved: pure, so that a drag can be tried out at every step of the pointer. */

const overlaps = (one: Area, other: Area): boolean =>
  one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;

const contains = (outer: Area, inner: Area): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.w <= outer.x + outer.w &&
  inner.y + inner.h <= outer.y + outer.h;

const middle = ({ y, h }: Area): number => y + h / 2;

/** Within the columns, and no wider than they are. */
export const keepInside = <B extends Area>(box: B, wide: number): B => {
  const w = Math.max(1, Math.min(box.w, wide));
  return { ...box, w, h: Math.max(1, box.h), x: Math.max(0, Math.min(box.x, wide - w)), y: Math.max(0, box.y) };
};

/**
 * Puts a box among others. What it lies on with its upper half goes below it, what it lies on with its lower half stays
 * above.
 */
export const insert = (boxes: readonly Box[], added: Box, wide: number): Box[] => {
  const box = keepInside(added, wide);
  const isBefore = (other: Box) =>
    overlaps(other, box) ? middle(other) < middle(box) : other.y < box.y || (other.y === box.y && other.x < box.x);
  const ordered = compact(boxes);
  return compact(stack([...ordered.filter(isBefore), box, ...ordered.filter((other) => !isBefore(other))]));
};

/** What lies wholly where the box goes takes the place that it leaves; nothing else moves. */
const trade = (boxes: readonly Box[], from: Box, to: Box): Box[] | undefined => {
  const others = boxes.filter(({ id }) => id !== from.id);
  const covered = others.filter((other) => overlaps(other, to));
  if (!covered.every((other) => contains(to, other))) return undefined;
  const traded = covered.map((other) => ({ ...other, x: other.x - to.x + from.x, y: other.y - to.y + from.y }));
  if (traded.some((other) => overlaps(other, to))) return undefined;
  const stay = others.filter((other) => !covered.includes(other));
  return compact([...stay, ...traded, to]);
};

/** Where a box that is dragged over a cell means to go: of two of one size that lie half over each other, to the other's place. */
export const snap = (
  boxes: readonly Box[],
  id: string,
  cell: { x: number; y: number },
  wide: number,
): Box | undefined => {
  const from = boxes.find((box) => box.id === id);
  if (!from) return undefined;
  const to = keepInside({ ...from, x: cell.x, y: cell.y }, wide);
  const twin = boxes.find(
    ({ id, x, y, w, h }) =>
      id !== from.id &&
      w === to.w &&
      h === to.h &&
      Math.max(0, w - Math.abs(x - to.x)) * Math.max(0, h - Math.abs(y - to.y)) * 2 >= w * h,
  );
  return twin && !overlaps(twin, from) ? { ...to, x: twin.x, y: twin.y } : to;
};

/** Moves a box to a cell. Called again and again from where a drag began, it leads back there too. */
export const move = (boxes: readonly Box[], id: string, to: { x: number; y: number }, wide: number): Box[] => {
  const from = boxes.find((box) => box.id === id);
  if (!from) return [...boxes];
  const wished = keepInside({ ...from, x: to.x, y: to.y }, wide);
  if (wished.x === from.x && wished.y === from.y) return compact(boxes);
  return trade(boxes, from, wished) ?? insert(remove(boxes, id), wished, wide);
};

/** Makes a box larger or smaller; what is in its way sinks. */
export const resize = (boxes: readonly Box[], id: string, to: { w: number; h: number }, wide: number): Box[] => {
  const from = boxes.find((box) => box.id === id);
  if (!from) return [...boxes];
  const box = { ...from, w: Math.max(1, Math.min(to.w, wide - from.x)), h: Math.max(1, to.h) };
  const others = boxes.filter((other) => other.id !== id).toSorted(inOrder);
  const isBefore = (other: Box) => inOrder(other, from) < 0;
  return compact(stack([...others.filter(isBefore), box, ...others.filter((other) => !isBefore(other))]));
};

export const remove = (boxes: readonly Box[], id: string): Box[] => compact(boxes.filter((box) => box.id !== id));

/** The first place in reading order with room for a box of this size. */
export const firstFree = (boxes: readonly Box[], size: { w: number; h: number }, wide: number): Area => {
  const cells = createCells(wide);
  for (const box of boxes) cells.take(box);
  return cells.firstFree({ w: Math.min(size.w, wide), h: size.h });
};
