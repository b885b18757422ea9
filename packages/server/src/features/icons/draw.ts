import type { IconShape } from '@amud/protocol/icons.ts';

export type Mode = 'dark' | 'light';

/** Outlines where nobody says what they stand on: a grey that can be made out on both. */
const strokes = { dark: '#e6e9e8', light: '#2f3638', any: '#7d8789' } as const;

/** An icon as a picture of its own, for whoever can't draw its shape: a mail, a tab, another program. */
export const drawSvg = (shape: IconShape, mode: Mode | undefined): string => {
  const paint =
    'own' in shape
      ? `fill="${mode ? shape[mode] : shape.own}"`
      : `fill="none" stroke="${strokes[mode ?? 'any']}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path ${paint} d="${shape.path}"/></svg>`;
};
