import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverOf, lightsOfSky, lightsOfTone } from './backdrop.ts';
import { contrast, type Light, lightOf, over } from './colour.ts';
import { TEXT } from './contrast.ts';
import { gradientNames } from './gradient-names.ts';
import { gradients } from './gradients.ts';
import { modes, type Palette } from './theme.ts';
import { themeNames } from './theme-names.ts';
import { themes } from './themes.ts';

const hex = (value: number) => value.toString(16).padStart(2, '0');
const toneOf = (parts: readonly (readonly [number, number])[]) => ({
  darkest: `#${parts.map(([one, other]) => hex(Math.min(one, other))).join('')}`,
  brightest: `#${parts.map(([one, other]) => hex(Math.max(one, other))).join('')}`,
});
const byte = fc.integer({ min: 0, max: 255 });
const tones = fc.tuple(fc.tuple(byte, byte), fc.tuple(byte, byte), fc.tuple(byte, byte)).map(toneOf);

/** What of a page is read on a background, with what lies over it. */
const read = (palette: Palette, seen: Light, { scrim, card }: { scrim: number; card: number }) => {
  const ground = over(lightOf(palette.bg), scrim, seen);
  const pane = over(lightOf(palette['surface-1']), card, ground);
  const ratio = (token: keyof Palette, on: Light) => ({ token, ratio: contrast(lightOf(palette[token]), on) });
  return [
    ratio('text', ground),
    ...(['text', 'text-dim', 'accent', 'ok', 'warn', 'bad', 'info'] as const).map((token) => ratio(token, pane)),
  ];
};
const unread = (palette: Palette, seen: Light, cover: { scrim: number; card: number }) =>
  read(palette, seen, cover).filter(({ ratio }) => ratio < TEXT);
const mix = (one: Light, other: Light, share: number) => over(one, share, other);

describe('what lies over a background', () => {
  it.each(themeNames)('lets text be read on any picture, in %s', (name) => {
    fc.assert(
      fc.property(
        tones,
        fc.constantFrom(...modes),
        fc.double({ min: 0, max: 0.8, noNaN: true }),
        (tone, mode, more) => {
          const palette = themes[name][mode];
          const [darkest, brightest] = lightsOfTone(tone) as [Light, Light];
          const cover = coverOf(palette, [darkest, brightest], more);
          for (const share of [0, 0.25, 0.5, 0.75, 1])
            expect(unread(palette, mix(darkest, brightest, share), cover)).toEqual([]);
        },
      ),
      {
        numRuns: 40,
        examples: [
          [{ darkest: '#000000', brightest: '#ffffff' }, 'dark', 0],
          [{ darkest: '#000000', brightest: '#ffffff' }, 'light', 0],
        ],
      },
    );
  });

  it.each(gradientNames)('lets text be read on the gradient %s, and little lies over it', (name) => {
    for (const mode of modes) {
      const { palette, lights } = { palette: themes.pillar[mode], lights: lightsOfSky(gradients[name][mode]) };
      const cover = coverOf(palette, lights, 0);
      expect(cover.scrim).toBeLessThan(0.15);
      for (const light of lights) expect(unread(palette, light, cover)).toEqual([]);
    }
  });

  it('grows with the wish, and is all of the ground at most', () => {
    const lights = lightsOfTone({ darkest: '#000000', brightest: '#ffffff' });
    const at = (wish: number) => coverOf(themes.pillar.dark, lights, wish).scrim;
    expect(at(0)).toBeGreaterThan(0.4);
    expect(at(0.5)).toBeGreaterThan(at(0));
    expect(at(1)).toBe(1);
  });
});
