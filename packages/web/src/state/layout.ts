import type { Area, Item, Share } from '@amud/protocol/boards.ts';
import { columns } from '@amud/protocol/grid.ts';

/** Where things stand on a grid. What only edit mode needs is in arranging/. */

export type Box = Area & { id: string };

export const inOrder = (one: Area, other: Area): number => one.y - other.y || one.x - other.x;

/** Sets one box after the other, each as high as what is below it lets it. */
export const stack = (boxes: readonly Box[]): Box[] => {
  const ends: number[] = [];
  return boxes.map((box) => {
    let y = 0;
    for (let x = box.x; x < box.x + box.w; x += 1) y = Math.max(y, ends[x] ?? 0);
    for (let x = box.x; x < box.x + box.w; x += 1) ends[x] = y + box.h;
    return y === box.y ? box : { ...box, y };
  });
};

/** Boxes rise until they rest on others; of two in one place, the later one in reading order comes below. */
export const compact = (boxes: readonly Box[]): Box[] => stack(boxes.toSorted(inOrder)).toSorted(inOrder);

/** Which cells are taken. */
export const createCells = (wide: number) => {
  const rows: boolean[][] = [];
  /** Rows before it are full. */
  let openRow = 0;
  const isFree = ({ x, y, w, h }: Area): boolean => {
    for (let row = y; row < y + h; row += 1)
      for (let column = x; column < x + w; column += 1) if (rows[row]?.[column]) return false;
    return true;
  };
  const take = ({ x, y, w, h }: Area): void => {
    for (let row = y; row < y + h; row += 1) {
      rows[row] ??= new Array<boolean>(wide).fill(false);
      rows[row]?.fill(true, x, x + w);
    }
    while (rows[openRow]?.every((taken) => taken)) openRow += 1;
  };
  /** The first place in reading order that has room. */
  const firstFree = ({ w, h }: { w: number; h: number }): Area => {
    for (let y = openRow; ; y += 1)
      for (let x = 0; x + w <= wide; x += 1) if (isFree({ x, y, w, h })) return { x, y, w, h };
  };
  return { take, firstFree };
};

/** How wide a box of so many columns becomes on narrower grids; wider than that takes all. Each divides its grid. */
const widths: Record<number, number[]> = { 4: [1, 2, 2], 6: [1, 2, 2, 3, 3, 3], 8: [1, 2, 2, 4, 4, 4] };

const fitWidth = (w: number, wide: number): number => {
  const known = widths[wide];
  return known ? (known[w - 1] ?? wide) : Math.min(w, wide);
};

/** The boxes in the order in which they are read, on a grid of another width. */
export const flow = (boxes: readonly Box[], wide: number): Box[] => {
  const cells = createCells(wide);
  return boxes.toSorted(inOrder).map((box) => {
    const area = cells.firstFree({ w: fitWidth(box.w, wide), h: box.h });
    cells.take(area);
    return { id: box.id, ...area };
  });
};

/** Adds boxes where there is room for them. */
export const fillIn = (placed: readonly Box[], added: readonly Box[], wide: number): Box[] => {
  if (added.length === 0) return [...placed];
  const cells = createCells(wide);
  for (const box of placed) cells.take(box);
  const filled = added.map((box) => {
    const area = cells.firstFree({ w: fitWidth(box.w, wide), h: box.h });
    cells.take(area);
    return { id: box.id, ...area };
  });
  return [...placed, ...filled];
};

const box = (id: string, { x, y, w, h }: Area): Box => ({ id, x, y, w, h });

const isInside = (boxes: readonly Box[], wide: number): boolean => boxes.every(({ x, w }) => x + w <= wide);

/**
 * Where the items of a section stand on a grid of so many columns: as arranged for the desktop on the desktop's, as
 * arranged for the phone on the phone's if somebody did, and in the order of the desktop on any other.
 */
export const placesOf = (items: readonly Item[], wide: number, screen: 'desktop' | 'phone' | 'between'): Box[] => {
  const onDesktop = compact(items.map((item) => box(item.id, item.desktop)));
  if (screen === 'desktop' && isInside(onDesktop, wide)) return onDesktop;
  const onPhone = items.flatMap(({ id, phone }) => (phone ? [box(id, phone)] : []));
  if (screen !== 'phone' || onPhone.length === 0) return flow(onDesktop, wide);
  const arranged = new Set(onPhone.map(({ id }) => id));
  return fillIn(
    compact(onPhone),
    onDesktop.filter(({ id }) => !arranged.has(id)),
    wide,
  );
};

export const rowsOf = (boxes: readonly Area[]): number => boxes.reduce((most, { y, h }) => Math.max(most, y + h), 0);

/** Columns of a section on a grid of so many: sections may stand side by side where it is wide. */
export const shares: Record<Share, number> = { full: 1, half: 2, third: 3 };
export const columnsOf = (share: Share, wide: number): number => {
  if (wide === columns.desktop) return wide / shares[share];
  return wide === 8 && share !== 'full' ? 4 : wide;
};
