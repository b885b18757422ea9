import { type Colour, contrast, fromHex, lightOf, over, withinGamut } from './colour.ts';
import { TEXT } from './contrast.ts';
import { type Palette, WASH } from './theme.ts';

export type Accent = Pick<Palette, 'accent' | 'accent-strong' | 'on-accent'>;

const STEP = 0.005;
/** What rounding to CSS may take away. */
const SPARE = 0.03;
/** How much stronger it is under the pointer. */
const STRONGER = 0.05;

/** It reads on the grounds, on the grounds washed with itself, and other text reads there too. */
const reads = (colour: Colour, palette: Palette): boolean => {
  const light = lightOf(colour);
  return (['bg', 'surface-1', 'surface-2'] as const).every((name) => {
    const ground = lightOf(palette[name]);
    const washed = over(light, WASH, ground);
    const onWash = [light, lightOf(palette.text), lightOf(palette['text-dim'])];
    return contrast(light, ground) >= TEXT + SPARE && onWash.every((front) => contrast(front, washed) >= TEXT + SPARE);
  });
};

const inkOn = (fills: readonly Colour[], hue: number): Colour | undefined =>
  [
    { l: 0.99, c: 0.005, h: hue },
    { l: 0.17, c: 0.02, h: hue },
  ].find((ink) => fills.every((fill) => contrast(lightOf(ink), lightOf(fill)) >= TEXT + SPARE));

/**
 * A colour that somebody chose, as the accent of a theme: its hue stays, its lightness moves as little as it must so that
 * it can be read on every ground, and what stands on it can be read too.
 */
export const fitAccent = (hex: string, palette: Palette): Accent => {
  const wish = fromHex(hex);
  const stronger = palette.bg.l < 0.5 ? STRONGER : -STRONGER;
  for (const l of nearest(wish.l)) {
    const accent = withinGamut({ ...wish, l });
    if (!reads(accent, palette)) continue;
    const strong = withinGamut({ ...wish, l: Math.min(0.99, Math.max(0.1, l + stronger)) });
    const ink = inkOn([accent, strong], wish.h);
    if (ink) return { accent, 'accent-strong': strong, 'on-accent': ink };
  }
  return palette;
};

/** Every lightness, the nearest first. */
const nearest = (wish: number): number[] =>
  [wish, ...Array.from({ length: 1 / STEP + 1 }, (_, index) => index * STEP)].sort(
    (one, other) => Math.abs(one - wish) - Math.abs(other - wish),
  );
