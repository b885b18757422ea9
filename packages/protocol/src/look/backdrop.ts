import { contrast, type Light, lightOf, lightOfHex, over } from './colour.ts';
import { lightsOf, TEXT } from './contrast.ts';
import type { Palette, Sky } from './theme.ts';

/** The darkest and the brightest that a picture has in each of red, green and blue, as `#rrggbb`. */
export type Tone = { darkest: string; brightest: string };

/** What may be anything: a video changes, and a picture that nobody has measured is not known. */
export const unknownTone: Tone = { darkest: '#000000', brightest: '#ffffff' };

export const lightsOfTone = ({ darkest, brightest }: Tone): Light[] => [lightOfHex(darkest), lightOfHex(brightest)];
export const lightsOfSky = (sky: Sky): Light[] => lightsOf(sky);

const STEP = 0.01;
/** Rounding, and what lies between two lights that were looked at. */
const SPARE = 0.1;

/** The least share of `ground` over these lights on which every front is read. */
const leastShare = (lights: readonly Light[], ground: Light, fronts: readonly Light[], from = 0): number => {
  for (let share = from; share < 1; share += STEP) {
    const isRead = lights.every((light) => {
      const seen = over(ground, share, light);
      return fronts.every((front) => contrast(front, seen) >= TEXT + SPARE);
    });
    if (isRead) return share;
  }
  return 1;
};

/** How much of the theme's ground lies over a background, and how much of a card that lets it through. */
export type Cover = { scrim: number; card: number };

/** So much of a card is there at least, or its edge could not be seen. */
const LEAST_CARD = 0.6;

/**
 * What is needed so that text is read over a background: the theme's ground over it as far as its text needs it, then as
 * much as the person wishes more; and under the quieter text of cards as much card as that needs.
 */
export const coverOf = (palette: Palette, lights: readonly Light[], wishedMore: number): Cover => {
  const ground = lightOf(palette.bg);
  const card = lightOf(palette['surface-1']);
  const needed = leastShare(lights, ground, [lightOf(palette.text)]);
  const scrim = needed + (1 - needed) * wishedMore;
  const seen = lights.map((light) => over(ground, scrim, light));
  const quiet = (['text-dim', 'accent', 'ok', 'warn', 'bad', 'info'] as const).map((name) => lightOf(palette[name]));
  return { scrim, card: leastShare(seen, card, quiet, LEAST_CARD) };
};
