import { fitAccent } from './accent.ts';
import { type Cover, coverOf, lightsOfSky, lightsOfTone, type Tone, unknownTone } from './backdrop.ts';
import { fromHex, type Light, lightOfHex, toHex } from './colour.ts';
import type { GradientName } from './gradient-names.ts';
import { gradients } from './gradients.ts';
import { type Mode, modes, type Palette, type Theme } from './theme.ts';
import { colourLines, skyCss } from './theme-css.ts';
import type { ThemeName } from './theme-names.ts';
import { themes } from './themes.ts';

/** What of the settings a sheet of one's own is made of. */
export type OwnLook = {
  theme: ThemeName;
  accent: string;
  background: 'none' | 'colour' | 'gradient' | 'picture' | 'video';
  backgroundColour: string;
  backgroundGradient: GradientName;
  backgroundPicture: string;
  backgroundVideo: string;
  backgroundDim: number;
  backgroundBlur: number;
  /** Of the picture, as it was measured. */
  tone: Tone;
};

/** The background that shows: one that was chosen and is there. */
export const backdropOf = (look: Omit<OwnLook, 'tone' | 'accent' | 'theme'>): OwnLook['background'] => {
  if (look.background === 'colour' && look.backgroundColour === '') return 'none';
  if (look.background === 'picture' && look.backgroundPicture === '') return 'none';
  if (look.background === 'video' && look.backgroundVideo === '') return 'none';
  return look.background;
};

/**
 * What differs from the theme, as a style sheet: the accent, and the background with what has to lie over it. Empty where
 * nothing does. It outranks the theme by its selector, whichever comes first.
 */
export const ownSheet = (look: OwnLook): string => {
  const theme = themes[look.theme];
  const palettes = withAccent(theme, look.accent);
  const lines = [...(look.accent === '' ? [] : [accentLines(palettes)]), ...backdropLines(look, palettes)];
  return lines.length === 0 ? '' : `html:root[data-theme]{${lines.join(';')}}\n`;
};

const withAccent = (theme: Theme, accent: string): Record<Mode, Palette> => {
  const of = (mode: Mode): Palette =>
    accent === '' ? theme[mode] : { ...theme[mode], ...fitAccent(accent, theme[mode]) };
  return { dark: of('dark'), light: of('light') };
};

const accentLines = ({ dark, light }: Record<Mode, Palette>): string => {
  const only = (palette: Palette) => ({
    accent: palette.accent,
    'accent-strong': palette['accent-strong'],
    'on-accent': palette['on-accent'],
  });
  return colourLines({ dark: only(dark), light: only(light) });
};

const lightsOf = (look: OwnLook, backdrop: OwnLook['background'], mode: Mode): Light[] => {
  if (backdrop === 'colour') return [lightOfHex(look.backgroundColour)];
  if (backdrop === 'gradient') return lightsOfSky(gradients[look.backgroundGradient][mode]);
  return lightsOfTone(backdrop === 'picture' ? look.tone : unknownTone);
};

const backdropLines = (look: OwnLook, palettes: Record<Mode, Palette>): string[] => {
  const backdrop = backdropOf(look);
  if (backdrop === 'none') return [];
  const cover = (mode: Mode): Cover =>
    coverOf(palettes[mode], lightsOf(look, backdrop, mode), look.backgroundDim / 100);
  const [dark, light] = modes.map(cover) as [Cover, Cover];
  return [
    `--backdrop:${imageOf(look, backdrop)}`,
    ...(look.backgroundBlur > 0 ? [`--backdrop-blur:${look.backgroundBlur}px`] : []),
    `--scrim:${shares('--bg', light.scrim, dark.scrim)}`,
    `--pane-fill:${shares('--surface-1', light.card, dark.card)}`,
  ];
};

/** Shares of a colour, by mode. */
const shares = (token: string, light: number, dark: number): string => {
  const part = (share: number): string => `color-mix(in srgb,var(${token}) ${Math.ceil(share * 100)}%,transparent)`;
  return `light-dark(${part(light)},${part(dark)})`;
};

const imageOf = (look: OwnLook, backdrop: OwnLook['background']): string => {
  if (backdrop === 'gradient') return skyCss(gradients[look.backgroundGradient]);
  if (backdrop === 'colour') {
    const colour = toHex(fromHex(look.backgroundColour));
    return `linear-gradient(${colour},${colour})`;
  }
  return look.backgroundPicture === '' ? 'none' : `url("${look.backgroundPicture}")`;
};
