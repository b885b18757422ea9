import { type Colour, toCss } from './colour.ts';
import { type Mode, type Palette, type Sky, type Theme, type Token, tokens } from './theme.ts';

/** Both modes in one: which of them counts is the element's `color-scheme`, so the page needs no script for it. */
const pairCss = (light: Colour, dark: Colour): string => {
  const [one, other] = [toCss(light), toCss(dark)];
  return one === other ? one : `light-dark(${one},${other})`;
};

export const colourLines = (palettes: Readonly<Record<Mode, Partial<Palette>>>): string =>
  (Object.values(tokens).flat() as Token[])
    .flatMap((token) => {
      const [light, dark] = [palettes.light[token], palettes.dark[token]];
      return light && dark ? [`--${token}:${pairCss(light, dark)}`] : [];
    })
    .join(';');

/** A gradient can't be chosen by `light-dark()`, its colours can. */
export const skyCss = ({ dark, light }: Readonly<Record<Mode, Sky>>): string => {
  const stops = light.map((colour, index) => pairCss(colour, dark[index] ?? colour));
  return `linear-gradient(155deg in oklab,${stops.join(',')})`;
};

const percent = (share: number): string => `${Math.round(share * 100)}%`;

const moreLines = ({ radius, font, panes }: Theme): string[] => [
  ...(radius === undefined ? [] : [`--theme-radius:${radius}px`]),
  ...(font === undefined ? [] : ['--font-text:var(--font-code)']),
  ...(panes === undefined
    ? []
    : [
        `--sky:${skyCss(panes.sky)}`,
        `--pane:${percent(panes.alpha)}`,
        `--pane-blur:blur(${panes.blurPixels}px)`,
        `--rail-fill:color-mix(in srgb,var(--surface-1) ${percent(panes.alpha)},transparent)`,
      ]),
];

/** A theme as a style sheet. */
export const themeCss = (selector: string, theme: Theme): string =>
  `${selector}{${[colourLines({ light: theme.light, dark: theme.dark }), ...moreLines(theme)].join(';')}}\n`;
