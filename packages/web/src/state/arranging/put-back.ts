import type { BoardContent, Section } from '@amud/protocol/boards.ts';
import { type Change, itemsOf } from './changes.ts';

/** Brings back what was there before and is gone, each where it was as far as that is still there; what came since stays. */
export const putBack =
  (before: BoardContent, ids: ReadonlySet<string>): Change['apply'] =>
  (content) => {
    const known = new Set(itemsOf(content).map(({ id }) => id));
    const withItems = (section: Section): Section => {
      const old = before.sections.find(({ id }) => id === section.id);
      const missing = old?.items.filter(({ id }) => ids.has(id) && !known.has(id)) ?? [];
      return missing.length === 0 ? section : { ...section, items: [...section.items, ...missing] };
    };
    const sections = before.sections.reduce<Section[]>((done, section, index) => {
      if (!ids.has(section.id) || done.some(({ id }) => id === section.id)) return done;
      const items = section.items.filter(({ id }) => !known.has(id));
      return done.toSpliced(Math.min(index, done.length), 0, { ...section, items });
    }, content.sections.map(withItems));
    const tops = new Set(sections.flatMap(({ id, parent }) => (parent === null ? [id] : [])));
    return {
      ...content,
      sections: sections.map((section) =>
        section.parent === null || tops.has(section.parent) ? section : { ...section, parent: null },
      ),
    };
  };
