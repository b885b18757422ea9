import type { Section, Share } from '@amud/protocol/boards.ts';
import { columnsOf } from './layout.ts';

/** A section in one that does not take the whole width has all of that one's. */
export const shareOf = (section: Section, sections: readonly Section[]): Share => {
  const parent = sections.find(({ id }) => id === section.parent);
  return parent && parent.share !== 'full' ? 'full' : section.share;
};

/** Columns of a section where one that takes the whole width has so many. */
export const sectionColumns = (section: Section, sections: readonly Section[], wide: number): number => {
  const parent = sections.find(({ id }) => id === section.parent);
  return columnsOf(shareOf(section, sections), parent ? columnsOf(parent.share, wide) : wide);
};
