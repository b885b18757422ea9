import { type Colour, contrast, type Light, lightOf, over } from './colour.ts';
import { type Palette, type Sky, type Token, tokens, WASH } from './theme.ts';

/** A pair of colours that meet on some page, and the contrast they must have (WCAG 2.2 AA). */
export type Pair = { what: string; on: string; front: Light; ground: Light; least: number };

export const TEXT = 4.5;
export const MARK = 3;

const surfaces = ['bg', 'surface-1', 'surface-2'] as const;
const everywhere = [...surfaces, 'surface-3'] as const;
const noted = ['warn', 'bad', 'info', 'accent'] as const;

/** Every pair that the style sheets use. A new pair there is a line here. */
export const pairsOf = (palette: Palette): Pair[] => {
  const of = (name: Token): Light => lightOf(palette[name]);
  const pair = (front: Token, ground: Token, least: number): Pair => ({
    what: front,
    on: ground,
    front: of(front),
    ground: of(ground),
    least,
  });
  const each = (fronts: readonly Token[], grounds: readonly Token[], least: number): Pair[] =>
    fronts.flatMap((front) => grounds.map((ground) => pair(front, ground, least)));
  const washed = (front: Token, wash: Token, ground: Token): Pair => ({
    what: front,
    on: `${wash} wash on ${ground}`,
    front: of(front),
    ground: over(of(wash), WASH, of(ground)),
    least: TEXT,
  });
  return [
    ...each(['text', 'text-dim'], everywhere, TEXT),
    ...each(['accent', 'ok', 'warn', 'bad', 'info'], surfaces, TEXT),
    ...each(['on-accent'], ['accent', 'accent-strong'], TEXT),
    ...noted.flatMap((wash) =>
      surfaces.flatMap((ground) => [
        washed('text', wash, ground),
        washed('text-dim', wash, ground),
        washed(wash, wash, ground),
      ]),
    ),
    // Focus rings, chosen marks, and what is neither good nor bad.
    ...each(['accent', 'ok', 'warn', 'bad', 'info', 'idle'], everywhere, MARK),
    ...each(['control-line'], surfaces, MARK),
    ...each(tokens.series, surfaces, MARK),
    // Bars in their tracks.
    ...each(['series-1', 'series-2', 'series-5', 'ok', 'warn', 'bad', 'accent'], ['track'], MARK),
  ];
};

export const holds = ({ front, ground, least }: Pair): boolean => contrast(front, ground) >= least;
export const describePair = ({ what, on, front, ground, least }: Pair): string =>
  `${what} on ${on}: ${contrast(front, ground).toFixed(2)}, needs ${least}`;

/** Whether a colour can be read as text on all of these. */
export const isReadable = (colour: Colour, grounds: readonly Light[], least = TEXT): boolean =>
  grounds.every((ground) => contrast(lightOf(colour), ground) >= least);

/** Steps along the run of a sky at which its contrast is looked at. */
const SKY_STEPS = 16;

const between = (one: Colour, other: Colour, share: number): Light => over(lightOf(other), share, lightOf(one));

/** What is seen along a sky. */
export const lightsOf = (sky: Sky): Light[] =>
  sky
    .slice(1)
    .flatMap((next, index) =>
      Array.from({ length: SKY_STEPS + 1 }, (_, step) => between(sky[index] ?? next, next, step / SKY_STEPS)),
    );

/** Text that stands on a sky, and on panes through which it is seen. */
export const panePairsOf = (palette: Palette, { alpha, sky }: { alpha: number; sky: Sky }): Pair[] =>
  lightsOf(sky).flatMap((open) => {
    const pane = over(lightOf(palette['surface-1']), alpha, open);
    const on = (ground: Light, name: string, fronts: readonly Token[], least: number): Pair[] =>
      fronts.map((what) => ({ what, on: name, front: lightOf(palette[what]), ground, least }));
    return [
      ...on(open, 'the sky', ['text', 'text-dim', 'accent', 'warn', 'bad'], TEXT),
      ...on(pane, 'a pane', ['text', 'text-dim', 'accent', 'ok', 'warn', 'bad', 'info'], TEXT),
      ...on(pane, 'a pane', [...tokens.series, 'idle', 'control-line'], MARK),
    ];
  });
