import { parseTheme, type Theme } from './theme.ts';
import type { ThemeName } from './theme-names.ts';
import { themesOne } from './themes-one.ts';
import { themesTwo } from './themes-two.ts';

/** Every theme, drawn for dark and for light. Fetched only where themes are chosen; see `theme-css.ts` for the rest. */
export const themes: Readonly<Record<ThemeName, Theme>> = Object.fromEntries(
  Object.entries({ ...themesOne, ...themesTwo } satisfies Record<ThemeName, unknown>).map(([name, source]) => [
    name,
    parseTheme(source),
  ]),
) as Record<ThemeName, Theme>;
