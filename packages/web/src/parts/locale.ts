import { locale as language } from '../state/language.ts';

let found: string | undefined;

/**
 * How times and numbers are written: in the language of the page, as is usual in the person's own country. A browser set
 * to British English writes an English page with 24 hours, an American one with 12.
 */
export const locale = (): string => {
  found ??= chooseLocale(language, navigator.languages ?? []);
  return found;
};

export const chooseLocale = (language: string, wishes: readonly string[]): string =>
  wishes.find((wish) => wish.toLowerCase().split('-')[0] === language.toLowerCase().split('-')[0]) ?? language;

/** The country of the browser, for what depends on it and not on the language: units, the first day of the week. */
export const regionOf = (wishes: readonly string[]): string | undefined => {
  for (const wish of wishes) {
    const region = Intl.Locale && new Intl.Locale(wish).region;
    if (region) return region;
  }
  return undefined;
};
