/** Columns of the two grids; a cell is as high on both. */
export const columns = { desktop: 12, phone: 4 } as const;
export type Screen = keyof typeof columns;
