import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitAccent } from './accent.ts';
import { contrast, fromHex, lightOf, toCss, toHex } from './colour.ts';
import { describePair, holds, pairsOf } from './contrast.ts';
import { modes, type Palette } from './theme.ts';
import { themeNames } from './theme-names.ts';
import { themes } from './themes.ts';

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

/** As a browser reads it from a style sheet. */
const throughCss = (palette: Palette): Palette =>
  Object.fromEntries(
    Object.entries(palette).map(([token, colour]) => {
      const [l = 0, c = 0, h = 0] = toCss(colour).slice('oklch('.length, -1).split(' ').map(Number);
      return [token, { l, c, h }];
    }),
  ) as Palette;

describe('an accent of one’s own', () => {
  it.each(themeNames)('can be read in %s whatever the colour', (name) => {
    fc.assert(
      fc.property(hex, fc.constantFrom(...modes), (colour, mode) => {
        const palette = themes[name][mode];
        const fitted = throughCss({ ...palette, ...fitAccent(colour, palette) });
        const wrong = pairsOf(fitted).filter((pair) => /accent/.test(pair.what + pair.on) && !holds(pair));
        expect(wrong.map(describePair)).toEqual([]);
      }),
      {
        numRuns: 150,
        examples: [
          ['#000000', 'dark'],
          ['#ffffff', 'light'],
          ['#ffff00', 'light'],
          ['#0000ff', 'dark'],
        ],
      },
    );
  });

  it('keeps its hue, and stays as it is where it can', () => {
    const { dark } = themes.pillar;
    const { accent } = fitAccent('#c084fc', dark);
    expect(toHex(accent)).toBe('#c084fc');
    const wish = fromHex('#1d4ed8');
    const moved = fitAccent('#1d4ed8', dark).accent;
    expect(Math.abs(moved.h - wish.h)).toBeLessThan(1);
    expect(moved.l).toBeGreaterThan(wish.l);
  });
});

describe('colours', () => {
  it('survive the way to a hex value and back', () => {
    fc.assert(
      fc.property(hex, (colour) => {
        expect(toHex(fromHex(colour))).toBe(colour);
      }),
    );
  });

  it('have the contrast that WCAG gives them', () => {
    const light = (colour: string) => lightOf(fromHex(colour));
    expect(contrast(light('#000000'), light('#ffffff'))).toBeCloseTo(21, 1);
    expect(contrast(light('#777777'), light('#ffffff'))).toBeCloseTo(4.48, 1);
    expect(contrast(light('#0000ff'), light('#ffffff'))).toBeCloseTo(8.59, 1);
  });
});
