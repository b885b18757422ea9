/**
 * How a card is laid out, by its cells: a picture alone; a row of one cell's height; a column of one cell's width; or a
 * panel. How much of it shows follows from its real size, in the style sheet.
 */
export type CardShape = 'icon' | 'row' | 'column' | 'panel';

export const shapeOf = (w: number, h: number): CardShape => {
  if (h <= 1) return w <= 1 ? 'icon' : 'row';
  return w <= 1 ? 'column' : 'panel';
};

/** From here on a row can have room for a bar beside its words; whether it has is seen by its real width. */
export const WIDE_ROW = 4;
