import type { BoardContent, Section } from '@amud/protocol/boards.ts';
import type { Screen } from '@amud/protocol/grid.ts';
import { boxesOf, itemsOf, sectionOf, wideOf } from '../../state/arranging/changes.ts';
import { readingOrder } from '../../state/arranging/step-aside.ts';
import { type Box, inOrder } from '../../state/layout.ts';

/** Where cards stand on the screen that is arranged. */
export const createPlaces = (content: () => BoardContent, screen: () => Screen) => {
  const boxesIn = (all: BoardContent, section: Section): Box[] => boxesOf(all, section, screen());
  return {
    boxesIn,
    boxesOf: (section: Section): Box[] => boxesIn(content(), section),
    wideOf: (section: Section): number => wideOf(content(), section, screen()),
    sectionOf: (itemId: string): Section | undefined => sectionOf(content(), itemId),
    boxOf: (itemId: string): Box | undefined => {
      const section = sectionOf(content(), itemId);
      return section && boxesIn(content(), section).find(({ id }) => id === itemId);
    },
    allItems: () => itemsOf(content()),
    idsInOrder: (): string[] =>
      readingOrder(content().sections).flatMap((section) =>
        boxesIn(content(), section)
          .toSorted(inOrder)
          .map(({ id }) => id),
      ),
  };
};
