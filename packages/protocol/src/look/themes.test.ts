import { describe, expect, it } from 'vitest';
import { distance, type Light, lightOf, withinGamut } from './colour.ts';
import { describePair, holds, pairsOf, panePairsOf, TEXT } from './contrast.ts';
import { modes, type Palette, tokens } from './theme.ts';
import { themeNames } from './theme-names.ts';
import { themes } from './themes.ts';

/** What people see who lack one of three kinds of cones: Machado, Oliveira and Fernandes 2009, severity 1. */
const eyes = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
  'all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
};
const seenBy = (eye: keyof typeof eyes, light: Light): Light =>
  eyes[eye].map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, share, index) => sum + share * (light[index] ?? 0), 0),
      ),
    ),
  ) as unknown as Light;

/** In OKLab; two greys a twelfth of the way from black to white apart. */
const TOLD_APART = 0.08;

const all = themeNames.flatMap((name) => modes.map((mode) => [name, mode, themes[name][mode]] as const));

describe.each(all)('the theme %s, %s', (name, mode, palette: Palette) => {
  it('has every colour, and only such as a screen can show', () => {
    for (const token of Object.values(tokens).flat()) {
      const { l, c, h } = palette[token];
      expect([token, [l, c, h].every(Number.isFinite)]).toEqual([token, true]);
      expect(c - withinGamut({ l, c, h }).c, token).toBeLessThan(0.003);
    }
  });

  it('holds the contrast of WCAG 2.2 AA wherever two of its colours meet', () => {
    expect(
      pairsOf(palette)
        .filter((pair) => !holds(pair))
        .map(describePair),
    ).toEqual([]);
  });

  it('holds it on its panes and its sky, where it has them', () => {
    const { panes } = themes[name];
    const pairs = panes ? panePairsOf(palette, { alpha: panes.alpha, sky: panes.sky[mode] }) : [];
    expect([...new Set(pairs.filter((pair) => !holds(pair)).map(describePair))]).toEqual([]);
  });

  it.each(Object.keys(eyes) as (keyof typeof eyes)[])('tells its eight series apart, also with %s', (eye) => {
    const seen = tokens.series.map((token) => seenBy(eye, lightOf(palette[token])));
    const close = seen.flatMap((one, index) =>
      seen
        .slice(index + 1)
        .map((other, more) => ({ pair: `${index + 1} and ${index + more + 2}`, by: distance(one, other) })),
    );
    expect(close.filter(({ by }) => by < TOLD_APART)).toEqual([]);
  });

  it('is light or dark as it says, with text that is not the darker of the two by mistake', () => {
    expect(palette.bg.l > 0.5).toBe(mode === 'light');
    expect(palette.text.l > palette.bg.l).toBe(mode === 'dark');
    if (name === 'clarity')
      expect(
        pairsOf(palette)
          .filter((pair) => pair.least === TEXT && !holds({ ...pair, least: 7 }))
          .map(describePair),
      ).toEqual([]);
  });
});

describe('themes', () => {
  it('are sixteen or more, and no two have the same ground and accent', () => {
    expect(themeNames.length).toBeGreaterThanOrEqual(16);
    for (const mode of modes)
      for (const [index, one] of themeNames.entries())
        for (const other of themeNames.slice(index + 1)) {
          const apart = (['bg', 'accent', 'text', 'surface-1'] as const).reduce(
            (sum, token) => sum + distance(lightOf(themes[one][mode][token]), lightOf(themes[other][mode][token])),
            0,
          );
          expect(apart, `${one} and ${other}, ${mode}`).toBeGreaterThan(0.1);
        }
  });

  it('would be found out: a pair that is too close fails', () => {
    const { dark } = themes.pillar;
    const worse = { ...dark, 'text-dim': { ...dark['text-dim'], l: 0.5 } };
    expect(pairsOf(worse).filter((pair) => !holds(pair)).length).toBeGreaterThan(0);
  });
});
