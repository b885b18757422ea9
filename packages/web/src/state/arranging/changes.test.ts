import { type Area, type BoardContent, boardContent, type Item, type Section } from '@amud/protocol/boards.ts';
import { columns, type Screen } from '@amud/protocol/grid.ts';
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import {
  addItems,
  boxesOf,
  type Change,
  itemsOf,
  moveItems,
  removeItems,
  resizeItem,
  unarrangePhone,
} from './changes.ts';
import {
  addSection,
  moveSection,
  removeSection,
  seatBeside,
  seatInside,
  seatOutside,
  setSection,
} from './section-changes.ts';

const area = (wide: number): fc.Arbitrary<Area> =>
  fc
    .record({
      x: fc.nat(wide - 1),
      y: fc.nat(8),
      w: fc.integer({ min: 1, max: wide }),
      h: fc.integer({ min: 1, max: 4 }),
    })
    .map((one) => ({ ...one, w: Math.min(one.w, wide - one.x) }));

const items = fc.array(
  fc.record({ desktop: area(columns.desktop), phone: fc.option(area(columns.phone), { nil: undefined }) }),
  {
    maxLength: 8,
  },
);
const share = fc.constantFrom('full', 'half', 'third') as fc.Arbitrary<Section['share']>;
const content: fc.Arbitrary<BoardContent> = fc
  .array(fc.record({ items, share, nested: fc.boolean() }), { minLength: 1, maxLength: 5 })
  .map((sections) => {
    let top = '';
    return {
      name: 'Home',
      icon: '',
      sections: sections.map(({ items: areas, share: width, nested }, index): Section => {
        const id = `section${index}`;
        const parent = nested && top !== '' ? top : null;
        if (parent === null) top = id;
        return {
          id,
          title: id,
          parent,
          share: width,
          icon: '',
          collapsed: false,
          items: areas.map(
            (places, at): Item => ({
              kind: 'app',
              id: `item${index}${String(at).padStart(4, '0')}`,
              appId: 'app00000',
              bar: 'day',
              visibleTo: 'public',
              ...places,
            }),
          ),
        };
      }),
    };
  });

const screen = fc.constantFrom<Screen>('desktop', 'phone');
const nat = fc.nat(1_000);
const pick = <T>(all: readonly T[], index: number): T | undefined => all[index % all.length];
const sectionIn = (all: BoardContent, index: number) => pick(all.sections, index)?.id ?? '';
const itemIn = (all: BoardContent, index: number) => pick(itemsOf(all), index)?.id ?? '';

/** Made for the content that is there when it is done, as a person does. */
type Doing = (content: BoardContent) => Change['apply'];
const seats = [seatBeside, seatInside, seatOutside] as const;
const steady: fc.Arbitrary<Doing> = fc.oneof(
  fc.record({ a: nat, w: fc.integer({ min: 0, max: 14 }), h: fc.integer({ min: 0, max: 6 }), screen }).map(
    ({ a, w, h, screen: on }): Doing =>
      (all) =>
        resizeItem(itemIn(all, a), { w, h }, on),
  ),
  fc.record({ s: nat, share }).map(
    ({ s, share: width }): Doing =>
      (all) =>
        setSection(sectionIn(all, s), { share: width }),
  ),
  fc.record({ s: nat, how: fc.nat(2), up: fc.boolean() }).map(
    ({ s, how, up }): Doing =>
      (all) => {
        const section = pick(all.sections, s);
        const seat = section && seats[how]?.(all.sections, section, up ? -1 : 1);
        return section && seat ? moveSection(section.id, seat) : (same) => same;
      },
  ),
  fc.constant<Doing>(() => addSection('sectionnew', 'New', { parent: null, before: null })),
  fc.constant<Doing>(() => unarrangePhone),
);

const doing: fc.Arbitrary<Doing> = fc.oneof(
  steady,
  fc
    .record({
      a: nat,
      b: nat,
      s: nat,
      x: fc.integer({ min: -3, max: 15 }),
      y: fc.integer({ min: -3, max: 15 }),
      screen,
    })
    .map(
      ({ a, b, s, x, y, screen: on }): Doing =>
        (all) =>
          moveItems([itemIn(all, a), itemIn(all, b)], { sectionId: sectionIn(all, s), x, y, screen: on }),
    ),
);

const expectSound = (all: BoardContent) => {
  expect(v.safeParse(boardContent, all).issues?.map(({ message }) => message)).toBeUndefined();
  for (const section of all.sections)
    for (const on of ['desktop', 'phone'] as const) {
      const boxes = boxesOf(all, section, on);
      expect(boxes.map(({ id }) => id).toSorted()).toEqual(section.items.map(({ id }) => id).toSorted());
    }
};

test('whatever is done to a board, it stays one that the server takes, and no card is lost', () => {
  fc.assert(
    fc.property(content, fc.array(doing, { maxLength: 8 }), (before, doings) => {
      const after = doings.reduce((all, one) => one(all)(all) ?? all, before);
      expectSound(after);
      expect(
        itemsOf(after)
          .map(({ id }) => id)
          .toSorted(),
      ).toEqual(
        itemsOf(before)
          .map(({ id }) => id)
          .toSorted(),
      );
    }),
  );
});

test('done twice it is as done once', () => {
  fc.assert(
    fc.property(content, steady, (before, one) => {
      const apply = one(before);
      const once = apply(before) ?? before;
      expect(apply(once) ?? once).toEqual(once);
    }),
  );
});

test('a card that is moved to where it landed stays there', () => {
  fc.assert(
    fc.property(content, nat, nat, fc.nat(14), fc.nat(14), screen, (before, a, s, x, y, on) => {
      const [itemId, sectionId] = [itemIn(before, a), sectionIn(before, s)];
      const once = moveItems([itemId], { sectionId, x, y, screen: on })(before);
      const section = once?.sections.find(({ id }) => id === sectionId);
      const landed = once && section && boxesOf(once, section, on).find(({ id }) => id === itemId);
      if (!landed) return;
      expect(moveItems([itemId], { sectionId, x: landed.x, y: landed.y, screen: on })(once)).toEqual(once);
    }),
  );
});

test('what is arranged for a phone leaves the desktop as it is, and the other way round', () => {
  fc.assert(
    fc.property(content, nat, nat, screen, (before, a, y, on) => {
      const itemId = itemIn(before, a);
      const section = before.sections.find(({ items: own }) => own.some(({ id }) => id === itemId));
      if (!section) return;
      const after = moveItems([itemId], { sectionId: section.id, x: 1, y: y % 8, screen: on })(before);
      const other = on === 'phone' ? 'desktop' : 'phone';
      const placesOn = (all: BoardContent | null) => itemsOf(all ?? before).map((item) => [item.id, item[other]]);
      expect(placesOn(after)).toEqual(placesOn(before));
    }),
  );
});

test('a card is added where there is room, and to a board without sections in one of its own', () => {
  const item = (id: string): Item => ({
    kind: 'app',
    id,
    appId: 'app00000',
    bar: 'day',
    visibleTo: 'public',
    desktop: { x: 0, y: 0, w: 3, h: 1 },
  });
  const added = addItems(
    [item('item0001'), item('item0002')],
    undefined,
    'section9',
  )({ name: 'Home', icon: '', sections: [] });
  expect(added?.sections.map(({ id, items: own }) => [id, own.map(({ desktop }) => desktop.x)])).toEqual([
    ['section9', [0, 3]],
  ]);
});

test('a removed section takes what is in it along', () => {
  fc.assert(
    fc.property(content, nat, (before, s) => {
      const id = sectionIn(before, s);
      const after = removeSection(id)(before);
      expect(after?.sections.some((one) => one.id === id || one.parent === id)).toBe(false);
      if (after) expectSound(after);
    }),
  );
});

test('removing what is gone already changes nothing', () => {
  const before: BoardContent = { name: 'Home', icon: '', sections: [] };
  expect(removeItems(['item0001'])(before)).toEqual(before);
});
