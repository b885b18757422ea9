import { locale } from '../locale.ts';

export type Zone = { name: string; city: string; offset: string };

/** `America/Argentina/Buenos_Aires` → `Buenos Aires`. */
export const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

const offsetOf = (zone: string, at: number): string => {
  const parts = new Intl.DateTimeFormat(locale(), { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
};

const simple = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replaceAll('_', ' ')
    .toLowerCase();

const MOST_SHOWN = 30;

/** Zones whose city or region begins with what was typed, then those that hold it anywhere. */
export const findZones = (query: string, now: number): Zone[] => {
  const wanted = simple(query.trim());
  const names = ['UTC', ...Intl.supportedValuesOf('timeZone')].filter(
    (name, index, all) => all.indexOf(name) === index,
  );
  const rank = (name: string): number => {
    const text = simple(name);
    if (simple(cityOf(name)).startsWith(wanted) || text.startsWith(wanted)) return 0;
    return text.includes(wanted) ? 1 : 2;
  };
  return names
    .map((name) => ({ name, rank: rank(name) }))
    .filter((one) => one.rank < 2)
    .sort((one, other) => one.rank - other.rank)
    .slice(0, MOST_SHOWN)
    .map(({ name }) => ({ name, city: cityOf(name), offset: offsetOf(name, now) }));
};
