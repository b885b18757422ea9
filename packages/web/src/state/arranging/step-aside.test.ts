import type { BoardContent, Item } from '@amud/protocol/boards.ts';
import { describe, expect, it } from 'vitest';
import { boxesOf, emptySection, moveItems, removeItems } from './changes.ts';
import { putBack } from './put-back.ts';
import { removeSection } from './section-changes.ts';
import { type Direction, stepAside } from './step-aside.ts';

const card = (id: string, x: number, y: number, w = 2, h = 1): Item => ({
  kind: 'app',
  id,
  appId: id,
  bar: 'day',
  visibleTo: 'public',
  desktop: { x, y, w, h },
});

const board = (): BoardContent => ({
  name: 'Home',
  icon: '',
  sections: [
    { ...emptySection('media', 'Media'), items: [card('a', 0, 0), card('b', 2, 0), card('c', 6, 0), card('d', 0, 1)] },
    { ...emptySection('inner', 'Inner', 'media'), items: [] },
    { ...emptySection('files', 'Files'), items: [card('e', 0, 0), card('wide', 2, 0, 4, 2)] },
  ],
});

const press = (content: BoardContent, id: string, direction: Direction): BoardContent => {
  const spot = stepAside(content, id, direction, 'desktop');
  return spot ? (moveItems([id], spot)(content) ?? content) : content;
};
const placeOf = (content: BoardContent, id: string): string => {
  const section = content.sections.find(({ items }) => items.some((item) => item.id === id));
  const box = section && boxesOf(content, section, 'desktop').find((one) => one.id === id);
  return `${section?.id} ${box?.x},${box?.y}`;
};

describe('an arrow key', () => {
  it('takes the place of a neighbour as large, which takes the other', () => {
    const after = press(board(), 'a', 'right');
    expect([placeOf(after, 'a'), placeOf(after, 'b')]).toEqual(['media 2,0', 'media 0,0']);
  });
  it('goes one column where there is room', () => {
    expect(placeOf(press(board(), 'b', 'right'), 'b')).toBe('media 3,0');
  });
  it('trades with the one below', () => {
    const after = press(board(), 'a', 'down');
    expect([placeOf(after, 'a'), placeOf(after, 'd')]).toEqual(['media 0,1', 'media 0,0']);
  });
  it('goes on into the next section, and back', () => {
    const below = press(board(), 'd', 'down');
    expect(placeOf(below, 'd')).toBe('inner 0,0');
    expect(placeOf(press(below, 'd', 'down'), 'd')).toBe('files 0,0');
    expect(placeOf(press(board(), 'e', 'up'), 'e')).toBe('inner 0,0');
  });
  it('ends at the edge', () => {
    expect(stepAside(board(), 'a', 'left', 'desktop')).toBeUndefined();
    expect(stepAside(board(), 'a', 'up', 'desktop')).toBeUndefined();
    expect(stepAside(board(), 'nobody', 'up', 'desktop')).toBeUndefined();
  });
  it('always changes something, in every direction from every card, as long as it says so', () => {
    for (const id of ['a', 'b', 'c', 'd', 'e', 'wide'])
      for (const direction of ['left', 'right', 'up', 'down'] as const) {
        const spot = stepAside(board(), id, direction, 'desktop');
        if (spot) expect(placeOf(press(board(), id, direction), id)).not.toBe(placeOf(board(), id));
      }
  });
});

describe('what was removed comes back', () => {
  it('where it was, beside what came since', () => {
    const before = board();
    const without = removeItems(['b'])(before) ?? before;
    const moved = press(without, 'e', 'up');
    const after = putBack(before, new Set(['b']))(moved) ?? moved;
    expect([placeOf(after, 'b'), placeOf(after, 'e')]).toEqual(['media 2,0', 'inner 0,0']);
  });
  it('as a section with all that was in it, in its place', () => {
    const before = board();
    const without = removeSection('media')(before) ?? before;
    const ids = new Set(['media', 'inner', 'a', 'b', 'c', 'd']);
    const after = putBack(before, ids)(without);
    expect(after).toEqual(before);
    expect(putBack(before, ids)(after ?? before)).toEqual(before);
  });
  it('without those that are on the board again', () => {
    const before = board();
    expect(putBack(before, new Set(['a']))(before)).toEqual(before);
  });
});
