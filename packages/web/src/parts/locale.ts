import { chosen } from '../state/chosen.ts';
import { locale as language } from '../state/language.ts';

let found: string | undefined;

/**
 * How times and numbers are written: in the language of the page, as is usual in the person's own country. A browser set
 * to British English writes an English page with 24 hours, an American one with 12. Who chose their hours has those.
 */
export const locale = (): string => {
  found ??= chooseLocale(language, globalThis.navigator?.languages ?? []);
  const hourCycle = hourCycles[chosen('hours')];
  return hourCycle === undefined ? found : new Intl.Locale(found, { hourCycle }).toString();
};

const hourCycles = { auto: undefined, '24': 'h23', '12': 'h12' } as const;

/** Writes times in one way, made when it is first needed and anew when the hours are chosen otherwise. */
export const dated = (options: Intl.DateTimeFormatOptions): ((at: number | Date) => string) => {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (at) => {
    const tag = locale();
    const format = made.get(tag) ?? new Intl.DateTimeFormat(tag, options);
    made.set(tag, format);
    return format.format(at);
  };
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
