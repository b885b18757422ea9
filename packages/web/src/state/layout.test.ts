import type { Area, Item } from '@amud/protocol/boards.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstFree, insert, move, remove, resize, snap } from './arranging/arrange.ts';
import { type Box, compact, fillIn, flow, inOrder, placesOf } from './layout.ts';

const WIDE = 12;

const overlaps = (one: Area, other: Area): boolean =>
  one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;

const expectSound = (boxes: readonly Box[], wide: number, ids: readonly string[]) => {
  expect(boxes.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  for (const [index, box] of boxes.entries()) {
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.x + box.w).toBeLessThanOrEqual(wide);
    for (const other of boxes.slice(index + 1)) if (overlaps(box, other)) expect([box, other]).toEqual('apart');
  }
};

const area = (wide: number): fc.Arbitrary<Area> =>
  fc
    .record({
      x: fc.nat(wide - 1),
      y: fc.nat(15),
      w: fc.integer({ min: 1, max: wide }),
      h: fc.integer({ min: 1, max: 6 }),
    })
    .map((one) => ({ ...one, w: Math.min(one.w, wide - one.x) }));
/** As they may come: lying over each other, with holes. */
const heap = (wide = WIDE, max = 30): fc.Arbitrary<Box[]> =>
  fc
    .array(area(wide), { minLength: 1, maxLength: max })
    .map((areas) => areas.map((one, index) => ({ id: `b${index}`, ...one })));
const layout = (wide = WIDE) => heap(wide).map(compact);
const idsOf = (boxes: readonly Box[]) => boxes.map(({ id }) => id);
const pick = (boxes: readonly Box[], index: number): Box => boxes[index % boxes.length] as Box;
const target = fc.record({ x: fc.integer({ min: -4, max: 16 }), y: fc.integer({ min: -4, max: 40 }) });
const wides = fc.constantFrom(1, 3, 4, 6, 8, 12);

describe('whatever is done to a grid, nothing overlaps, nothing is lost, nothing leaves the columns', () => {
  test('closing up', () => {
    fc.assert(fc.property(heap(), (boxes) => expectSound(compact(boxes), WIDE, idsOf(boxes))));
  });

  test('moving', () => {
    fc.assert(
      fc.property(layout(), fc.nat(), target, (boxes, index, to) =>
        expectSound(move(boxes, pick(boxes, index).id, to, WIDE), WIDE, idsOf(boxes)),
      ),
    );
  });

  test('resizing', () => {
    const size = fc.record({ w: fc.integer({ min: -1, max: 20 }), h: fc.integer({ min: -1, max: 9 }) });
    fc.assert(
      fc.property(layout(), fc.nat(), size, (boxes, index, to) =>
        expectSound(resize(boxes, pick(boxes, index).id, to, WIDE), WIDE, idsOf(boxes)),
      ),
    );
  });

  test('inserting and removing', () => {
    fc.assert(
      fc.property(layout(), area(WIDE), (boxes, one) => {
        const inserted = insert(boxes, { id: 'new', ...one }, WIDE);
        expectSound(inserted, WIDE, [...idsOf(boxes), 'new']);
        expectSound(remove(inserted, 'new'), WIDE, idsOf(boxes));
      }),
    );
  });

  test('flowing into other widths, and filling in', () => {
    fc.assert(
      fc.property(layout(), wides, (boxes, wide) => {
        const flowed = flow(boxes, wide);
        expectSound(flowed, wide, idsOf(boxes));
        expect(compact(flowed)).toEqual(flowed.toSorted(inOrder));
        const half = flowed.slice(0, flowed.length / 2);
        expectSound(
          fillIn(
            half,
            boxes.filter(({ id }) => !idsOf(half).includes(id)),
            wide,
          ),
          wide,
          idsOf(boxes),
        );
      }),
    );
  });
});

test('closing up twice changes nothing', () => {
  fc.assert(
    fc.property(layout(), (boxes) => {
      expect(compact(boxes)).toEqual(boxes);
    }),
  );
});

test('a drag that returns to where it began leaves all as it was', () => {
  fc.assert(
    fc.property(layout(), fc.nat(), (boxes, index) => {
      const { id, x, y } = pick(boxes, index);
      expect(move(boxes, id, { x, y }, WIDE)).toEqual(boxes);
    }),
  );
});

test('cards of one size: what was moved goes back when it is moved back', () => {
  const even = fc
    .record({
      count: fc.integer({ min: 1, max: 24 }),
      w: fc.constantFrom(1, 2, 3, 4, 6),
      h: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ count, w, h }) =>
      Array.from({ length: count }, (_, index): Box => {
        const perRow = WIDE / w;
        return { id: `b${index}`, x: (index % perRow) * w, y: Math.floor(index / perRow) * h, w, h };
      }),
    );
  fc.assert(
    fc.property(even, fc.nat(), fc.nat(), (boxes, one, other) => {
      const from = pick(boxes, one);
      const moved = move(boxes, from.id, pick(boxes, other), WIDE);
      expect(move(moved, from.id, from, WIDE)).toEqual(boxes);
    }),
  );
});

test('a box that is put somewhere free stands there, as high as it can', () => {
  fc.assert(
    fc.property(layout(), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 6 }), (boxes, w, h) => {
      const free = firstFree(boxes, { w, h }, WIDE);
      expect(boxes.every((box) => !overlaps(box, free))).toBe(true);
      const inserted = insert(boxes, { id: 'new', ...free }, WIDE);
      expect(inserted.find(({ id }) => id === 'new')?.x).toBe(free.x);
      for (const box of boxes) expect(inserted.find(({ id }) => id === box.id)).toEqual(box);
    }),
  );
});

const row = (...widths: number[]): Box[] => {
  let x = 0;
  return widths.map((w, index) => {
    x += w;
    return { id: `b${index}`, x: x - w, y: 0, w, h: 1 };
  });
};
const at = (boxes: readonly Box[], id: string) => {
  const found = boxes.find((box) => box.id === id);
  return found && [found.x, found.y];
};

test('a card that is put on another of its size changes places with it', () => {
  const moved = move(row(2, 2, 2, 2), 'b0', { x: 4, y: 0 }, WIDE);
  expect([at(moved, 'b0'), at(moved, 'b1'), at(moved, 'b2')]).toEqual([
    [4, 0],
    [2, 0],
    [0, 0],
  ]);
});

test('a drag over half of a card of the same size means its place', () => {
  const boxes = row(2, 2, 2, 2);
  expect(snap(boxes, 'b0', { x: 5, y: 0 }, WIDE)).toMatchObject({ x: 4, y: 0 });
  expect(snap(boxes, 'b0', { x: 1, y: 0 }, WIDE)).toMatchObject({ x: 2, y: 0 });
  expect(snap(boxes, 'b0', { x: 9, y: 0 }, WIDE)).toMatchObject({ x: 9, y: 0 });
});

test('a wide card that is put on small ones changes places with all of them', () => {
  const boxes = [...row(4), { id: 's1', x: 4, y: 0, w: 2, h: 1 }, { id: 's2', x: 6, y: 0, w: 2, h: 1 }];
  const moved = move(boxes, 'b0', { x: 4, y: 0 }, WIDE);
  expect([at(moved, 'b0'), at(moved, 's1'), at(moved, 's2')]).toEqual([
    [4, 0],
    [0, 0],
    [2, 0],
  ]);
});

test('a small card goes before or after a tall one, by which half it is put on', () => {
  const boxes: Box[] = [
    { id: 'small', x: 6, y: 0, w: 1, h: 1 },
    { id: 'tall', x: 0, y: 0, w: 2, h: 4 },
  ];
  expect(at(move(boxes, 'small', { x: 0, y: 1 }, WIDE), 'small')).toEqual([0, 0]);
  expect(at(move(boxes, 'small', { x: 0, y: 3 }, WIDE), 'small')).toEqual([0, 4]);
});

const item = (id: string, desktop: Area, phone?: Area): Item => ({
  kind: 'app',
  id,
  appId: 'app00000',
  bar: 'day',
  visibleTo: 'public',
  desktop,
  phone,
});

test('a phone shows the order of the desktop, until somebody arranges it there', () => {
  const first = { x: 0, y: 0, w: 3, h: 1 };
  const second = { x: 3, y: 0, w: 2, h: 2 };
  const third = { x: 5, y: 0, w: 1, h: 1 };
  const items = [item('third', third), item('first', first), item('second', second)];
  expect(placesOf(items, 4, 'phone')).toEqual([
    { id: 'first', x: 0, y: 0, w: 2, h: 1 },
    { id: 'second', x: 2, y: 0, w: 2, h: 2 },
    { id: 'third', x: 0, y: 1, w: 1, h: 1 },
  ]);
  const arranged = [
    item('third', third, { x: 0, y: 0, w: 4, h: 2 }),
    item('first', first),
    item('second', second, { x: 0, y: 5, w: 1, h: 1 }),
  ];
  expect(placesOf(arranged, 4, 'phone')).toEqual([
    { id: 'third', x: 0, y: 0, w: 4, h: 2 },
    { id: 'second', x: 0, y: 2, w: 1, h: 1 },
    { id: 'first', x: 1, y: 2, w: 2, h: 1 },
  ]);
});
