import type { BoardContent, Section } from '@amud/protocol/boards.ts';
import { columns } from '@amud/protocol/grid.ts';
import { placesOf } from '../layout.ts';
import { sectionColumns } from '../sections.ts';
import { type Change, emptySection } from './changes.ts';

type Apply = Change['apply'];
/** In which section, and before which; null: at the end. */
export type Seat = { parent: string | null; before: string | null };

const childrenOf = (sections: readonly Section[], parent: string | null): Section[] =>
  sections.filter((section) => section.parent === parent);

/** Cards that stood in a wider section close up in a narrower one. */
const refitted = (content: BoardContent): BoardContent => ({
  ...content,
  sections: content.sections.map((section) => {
    const wide = sectionColumns(section, content.sections, columns.desktop);
    if (section.items.every(({ desktop }) => desktop.x + desktop.w <= wide)) return section;
    const areas = new Map(placesOf(section.items, wide, 'desktop').map(({ id, ...area }) => [id, area]));
    const items = section.items.map((item) => ({ ...item, desktop: areas.get(item.id) ?? item.desktop }));
    return { ...section, items };
  }),
});

/** A section and those in it take their seat; one with others in it can't go into another. */
const seated = (content: BoardContent, section: Section, { parent, before }: Seat): BoardContent => {
  const inner = childrenOf(content.sections, section.id);
  const canNest =
    parent === null || (inner.length === 0 && content.sections.some((one) => one.id === parent && one.parent === null));
  const moved = [{ ...section, parent: canNest ? parent : section.parent }, ...inner];
  const others = content.sections.filter((one) => !moved.some(({ id }) => id === one.id));
  const index = others.findIndex(({ id }) => id === before);
  return refitted({ ...content, sections: others.toSpliced(index < 0 ? others.length : index, 0, ...moved) });
};

export const addSection =
  (id: string, title: string, seat: Seat): Apply =>
  (content) =>
    content.sections.some((section) => section.id === id)
      ? content
      : seated({ ...content, sections: [...content.sections, emptySection(id, title)] }, emptySection(id, title), seat);

export const moveSection =
  (id: string, seat: Seat): Apply =>
  (content) => {
    const section = content.sections.find((one) => one.id === id);
    return section ? seated(content, section, seat) : null;
  };

export const setSection =
  (id: string, change: Partial<Pick<Section, 'title' | 'icon' | 'share' | 'collapsed'>>): Apply =>
  (content) =>
    content.sections.some((section) => section.id === id)
      ? refitted({
          ...content,
          sections: content.sections.map((section) => (section.id === id ? { ...section, ...change } : section)),
        })
      : null;

/** With the cards in it, and the sections in it. */
export const removeSection =
  (id: string): Apply =>
  (content) => ({ ...content, sections: content.sections.filter((one) => one.id !== id && one.parent !== id) });

export const setBoard =
  (change: Partial<Pick<BoardContent, 'name' | 'icon'>>): Apply =>
  (content) => ({ ...content, ...change });

/** The seat one further up or down among its like; undefined at the end. */
export const seatBeside = (sections: readonly Section[], section: Section, by: 1 | -1): Seat | undefined => {
  const alike = childrenOf(sections, section.parent);
  const index = alike.findIndex(({ id }) => id === section.id);
  const target = alike[index + by];
  if (!target) return undefined;
  return { parent: section.parent, before: by < 0 ? target.id : (alike[index + 2]?.id ?? null) };
};

/** The seat in the section above; undefined where there is none, or it has sections in it itself. */
export const seatInside = (sections: readonly Section[], section: Section): Seat | undefined => {
  if (section.parent !== null || childrenOf(sections, section.id).length > 0) return undefined;
  const tops = childrenOf(sections, null);
  const above = tops[tops.findIndex(({ id }) => id === section.id) - 1];
  return above && { parent: above.id, before: null };
};

/** The seat at the top, after the section that it was in. */
export const seatOutside = (sections: readonly Section[], section: Section): Seat | undefined => {
  if (section.parent === null) return undefined;
  const tops = childrenOf(sections, null);
  return { parent: null, before: tops[tops.findIndex(({ id }) => id === section.parent) + 1]?.id ?? null };
};
