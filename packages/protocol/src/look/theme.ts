import type { Colour } from './colour.ts';

/** The colours of a theme in one mode, by what they are for: `--surface-1` is `surface-1`. */
export const tokens = {
  /** The page, a card on it, what is raised or under the pointer, what is pressed or chosen. */
  ground: ['bg', 'surface-1', 'surface-2', 'surface-3'],
  /** Between things, round what floats, round what is typed into, under a bar. */
  lines: ['line', 'line-strong', 'control-line', 'track'],
  text: ['text', 'text-dim'],
  accent: ['accent', 'accent-strong', 'on-accent'],
  states: ['ok', 'warn', 'bad', 'info', 'idle'],
  series: ['series-1', 'series-2', 'series-3', 'series-4', 'series-5', 'series-6', 'series-7', 'series-8'],
} as const;

type Group = keyof typeof tokens;
export type Token = (typeof tokens)[Group][number];
export type Palette = Readonly<Record<Token, Colour>>;

export const modes = ['dark', 'light'] as const;
export type Mode = (typeof modes)[number];

/** A slanting run of three colours. */
export type Sky = readonly [Colour, Colour, Colour];

/** As themes are written: each group its colours, each colour lightness, chroma and hue of OKLCH. */
export type ThemeSource = Readonly<Record<Mode, Readonly<Record<Group, string>>>> & {
  radius?: number;
  font?: 'code';
  /** Cards through which a coloured sky is seen. Alpha is how much of it they cover. */
  panes?: { alpha: number; blurPixels: number; sky: Readonly<Record<Mode, string>> };
};
export type Theme = Readonly<Record<Mode, Palette>> &
  Pick<ThemeSource, 'radius' | 'font'> & {
    panes?: { alpha: number; blurPixels: number; sky: Readonly<Record<Mode, Sky>> };
  };

const parseColour = (text: string): Colour => {
  const [l = Number.NaN, c = Number.NaN, h = Number.NaN] = text.trim().split(' ').map(Number);
  return { l, c, h };
};
export const parseColours = (text: string): Colour[] => text.split(',').map(parseColour);
export const parseSky = ({ dark, light }: Readonly<Record<Mode, string>>): Record<Mode, Sky> => ({
  dark: parseColours(dark) as unknown as Sky,
  light: parseColours(light) as unknown as Sky,
});

const parsePalette = (source: ThemeSource[Mode]): Palette =>
  Object.fromEntries(
    Object.entries(tokens).flatMap(([group, names]) => {
      const colours = parseColours(source[group as Group]);
      return names.map((name, index) => [name, colours[index]]);
    }),
  ) as unknown as Palette;

export const parseTheme = ({ dark, light, panes, ...rest }: ThemeSource): Theme => ({
  ...rest,
  dark: parsePalette(dark),
  light: parsePalette(light),
  ...(panes && { panes: { ...panes, sky: parseSky(panes.sky) } }),
});

/** How much of a state's colour lies on the ground under a note about it, and of the accent under what is chosen. */
export const WASH = 0.12;
