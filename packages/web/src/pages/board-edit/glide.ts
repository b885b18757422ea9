import type { Box } from '../../state/layout.ts';

export type Grain = { stepX: number; stepY: number; isRightToLeft: boolean };
type Ground = Grain & { top: number };

const MS = 160;

/** From where it stood to where it stands, added to what is under way already: a card that is pushed twice never jumps. */
export const glide = (card: HTMLElement, from: Box, to: Box, { stepX, stepY, isRightToLeft }: Grain): void => {
  const x = (from.x - to.x) * stepX * (isRightToLeft ? -1 : 1);
  const y = (from.y - to.y) * stepY;
  if ((x === 0 && y === 0) || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  card.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }], {
    duration: MS,
    easing: 'ease-out',
    composite: 'add',
  });
};

const pixels = (style: CSSStyleDeclaration, name: string): number =>
  Number.parseFloat(style.getPropertyValue(name)) || 0;

/** How far it is from cell to cell on the grid of a section. */
export const grainOf = (grid: Element, columns: number): Grain => {
  const style = getComputedStyle(grid);
  const gap = pixels(style, '--gap');
  return {
    stepX: (grid.clientWidth + gap) / columns,
    stepY: pixels(style, '--row') + gap,
    isRightToLeft: style.direction === 'rtl',
  };
};

const grounds = new WeakMap<Element, Ground>();

/** Measured once for all that moves at the same time: the first to ask has the page laid out, the others would have it again. */
export const groundOf = (grid: Element, columns: number): Ground => {
  const known = grounds.get(grid);
  if (known) return known;
  const ground = { ...grainOf(grid, columns), top: grid.getBoundingClientRect().top };
  grounds.set(grid, ground);
  requestAnimationFrame(() => grounds.delete(grid));
  return ground;
};

/** A card out of sight need not glide. */
export const isInSight = ({ y, h }: Box, { top, stepY }: Ground): boolean =>
  top + (y + h) * stepY > 0 && top + y * stepY < innerHeight;
