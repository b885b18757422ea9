import type { BoardContent, Item, Section } from '@amud/protocol/boards.ts';
import { columns, type Screen } from '@amud/protocol/grid.ts';
import { type Box, placesOf } from '../layout.ts';
import { sectionColumns } from '../sections.ts';
import { firstFree, insert, move, resize } from './arrange.ts';

/**
 * What can be done to a board, as functions of its content, so that it can be done again to a newer one that somebody else
 * changed meanwhile. Done twice it is as done once: the answer of the server and the live channel come in any order.
 */
export type Change = {
  /** As undo names it, such as `move:Jellyfin`. */
  step: string;
  /** One that follows at once with the same key is one step with it. */
  merge?: string;
  /** null: there is nothing any more to do this to. */
  apply(content: BoardContent): BoardContent | null;
};
type Apply = Change['apply'];

export const itemsOf = (content: BoardContent): Item[] => content.sections.flatMap(({ items }) => items);

export const sectionOf = (content: BoardContent, itemId: string): Section | undefined =>
  content.sections.find(({ items }) => items.some(({ id }) => id === itemId));

const withSection = (content: BoardContent, id: string, change: (section: Section) => Section): BoardContent => ({
  ...content,
  sections: content.sections.map((section) => (section.id === id ? change(section) : section)),
});

export const wideOf = (content: BoardContent, section: Section, screen: Screen): number =>
  sectionColumns(section, content.sections, columns[screen]);

export const boxesOf = (content: BoardContent, section: Section, screen: Screen): Box[] =>
  placesOf(section.items, wideOf(content, section, screen), screen);

/** Writes where things stand on one of the two screens; what stands on the other stays. */
const placed = (section: Section, boxes: readonly Box[], screen: Screen): Section => {
  const areas = new Map(boxes.map(({ id, ...area }) => [id, area]));
  const items = section.items.map((item) => {
    const area = areas.get(item.id);
    return area ? { ...item, [screen]: area } : item;
  });
  return { ...section, items };
};

/** Into another section goes what it is, not where it stood: there it stands where there is room. */
const carry = (content: BoardContent, itemId: string, toId: string): BoardContent => {
  const from = sectionOf(content, itemId);
  const to = content.sections.find(({ id }) => id === toId);
  const item = from?.items.find(({ id }) => id === itemId);
  if (!from || !to || !item || from === to) return content;
  const desktop = firstFree(boxesOf(content, to, 'desktop'), item.desktop, wideOf(content, to, 'desktop'));
  const without = withSection(content, from.id, (section) => ({
    ...section,
    items: section.items.filter(({ id }) => id !== itemId),
  }));
  const { phone: _, ...carried } = item;
  return withSection(without, to.id, (section) => ({ ...section, items: [...section.items, { ...carried, desktop }] }));
};

export type Spot = { sectionId: string; x: number; y: number; screen: Screen };

/** Boxes of a section with one put on a spot, whether it was there before or comes from elsewhere. */
export const boxesWith = (boxes: readonly Box[], box: Box, { x, y }: { x: number; y: number }, wide: number): Box[] =>
  boxes.some(({ id }) => id === box.id) ? move(boxes, box.id, { x, y }, wide) : insert(boxes, { ...box, x, y }, wide);

const moved = (content: BoardContent, itemId: string, spot: Spot): BoardContent | null => {
  const from = sectionOf(content, itemId);
  const to = content.sections.find(({ id }) => id === spot.sectionId);
  const box = from && boxesOf(content, from, spot.screen).find(({ id }) => id === itemId);
  if (!from || !to || !box) return null;
  const boxes = boxesWith(boxesOf(content, to, spot.screen), box, spot, wideOf(content, to, spot.screen));
  return withSection(carry(content, itemId, to.id), to.id, (section) => placed(section, boxes, spot.screen));
};

/** Several keep how they stand to each other: the first goes to the spot, the others beside it. */
export const moveItems =
  (itemIds: readonly string[], spot: Spot): Apply =>
  (content) => {
    const [lead, ...others] = itemIds;
    if (lead === undefined) return null;
    const leadFrom = sectionOf(content, lead);
    const before = leadFrom ? boxesOf(content, leadFrom, spot.screen) : [];
    const start = before.find(({ id }) => id === lead);
    return others.reduce<BoardContent | null>(
      (done, id) => {
        const box = before.find((one) => one.id === id);
        const beside = box && start ? { x: spot.x + box.x - start.x, y: spot.y + box.y - start.y } : below(done, spot);
        return done && (moved(done, id, { ...spot, ...beside }) ?? done);
      },
      moved(content, lead, spot),
    );
  };

const below = (content: BoardContent | null, spot: Spot): { x: number; y: number } => {
  const section = content?.sections.find(({ id }) => id === spot.sectionId);
  return { x: 0, y: content && section ? boxesOf(content, section, spot.screen).length : spot.y };
};

export const resizeItem =
  (itemId: string, size: { w: number; h: number }, screen: Screen): Apply =>
  (content) => {
    const section = sectionOf(content, itemId);
    if (!section) return null;
    const boxes = resize(boxesOf(content, section, screen), itemId, size, wideOf(content, section, screen));
    return withSection(content, section.id, (one) => placed(one, boxes, screen));
  };

/** In the section, or the first one, or one that is made for it: where there is room. */
export const addItems =
  (items: readonly Item[], sectionId: string | undefined, newSectionId: string): Apply =>
  (content) =>
    items.reduce<BoardContent>((done, item) => added(done, item, sectionId, newSectionId), content);

const added = (content: BoardContent, item: Item, sectionId: string | undefined, newId: string): BoardContent => {
  if (sectionOf(content, item.id)) return content;
  const section = content.sections.find(({ id }) => id === sectionId) ?? content.sections[0];
  if (!section) return added({ ...content, sections: [emptySection(newId, '')] }, item, newId, newId);
  const desktop = firstFree(boxesOf(content, section, 'desktop'), item.desktop, wideOf(content, section, 'desktop'));
  return withSection(content, section.id, (one) => ({ ...one, items: [...one.items, { ...item, desktop }] }));
};

export const removeItems =
  (itemIds: readonly string[]): Apply =>
  (content) => ({
    ...content,
    sections: content.sections.map((section) =>
      section.items.some(({ id }) => itemIds.includes(id))
        ? { ...section, items: section.items.filter(({ id }) => !itemIds.includes(id)) }
        : section,
    ),
  });

export const setItems =
  (itemIds: readonly string[], change: (item: Item) => Item): Apply =>
  (content) =>
    itemsOf(content).some(({ id }) => itemIds.includes(id))
      ? {
          ...content,
          sections: content.sections.map((section) => ({
            ...section,
            items: section.items.map((item) => (itemIds.includes(item.id) ? change(item) : item)),
          })),
        }
      : null;

/** Back to the order of the desktop. */
export const unarrangePhone: Apply = (content) => ({
  ...content,
  sections: content.sections.map((section) => ({
    ...section,
    items: section.items.map(({ phone: _, ...item }) => item),
  })),
});

export const emptySection = (id: string, title: string, parent: string | null = null): Section => ({
  id,
  title,
  parent,
  share: 'full',
  icon: '',
  collapsed: false,
  items: [],
});
