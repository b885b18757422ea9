import { m } from '../messages.ts';
import { chosen } from '../state/chosen.ts';
import { language, locale } from '../state/language.ts';
import { dated } from './locale.ts';

/** A number as it is shown, apart from its unit, which is drawn quieter. */
export type Amount = { number: string; unit: string };

export const nothing: Amount = { number: '–', unit: '' };

/** Made when first used: a page needs few of them, and each costs some of its first paint. */
const lazy = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => (made ??= make());
};

/** With this many digits after the decimal sign of the language. A column of numbers has no room for groups. */
const withDigits = (digits: number) => {
  const format = lazy(
    () =>
      new Intl.NumberFormat(language, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        useGrouping: false,
        signDisplay: 'negative',
      }),
  );
  return (value: number): string => format().format(value);
};
export const whole = withDigits(0);
export const tenths = withDigits(1);
export const hundredths = withDigits(2);

/** Four characters at most, so that a column stays a column: 0.4, 31.4, 128. */
const short = (value: number): string => (Math.abs(value) < 99.95 ? tenths : whole)(value);

const scaled = (value: number, step: number, units: readonly string[]): Amount => {
  let size = value;
  let index = 0;
  // 1000 rather than the step: 1023 MiB would be a character wider than everything around it.
  while (Math.abs(size) >= 999.5 && index < units.length - 1) {
    size /= step;
    index += 1;
  }
  return { number: index === 0 ? whole(size) : short(size), unit: units[index] ?? '' };
};

/** A byte is an octet in French. */
const BYTE = locale === 'fr' ? 'o' : 'B';
const sizes = {
  binary: { step: 1024, units: ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'].map((prefix) => prefix + BYTE) },
  decimal: { step: 1000, units: ['', 'k', 'M', 'G', 'T', 'P'].map((prefix) => prefix + BYTE) },
};
const bitRateUnits = ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s'];
const countUnits = ['', 'k', 'M', 'G'];

/** Binary or decimal, as was chosen. */
export const bytes = (value: number): Amount => {
  const { step, units } = sizes[chosen('sizes')];
  return scaled(value, step, units);
};
export const byteRate = (bytesPerSecond: number): Amount => {
  const { number, unit } = bytes(bytesPerSecond);
  return { number, unit: `${unit}/s` };
};
export const bitRate = (bytesPerSecond: number): Amount => scaled(bytesPerSecond * 8, 1000, bitRateUnits);
/** Of networks: bits or bytes, as was chosen. How fast a link can be is always said in bits. */
export const networkRate = (bytesPerSecond: number): Amount =>
  (chosen('rates') === 'bits' ? bitRate : byteRate)(bytesPerSecond);
export const count = (value: number): Amount => scaled(value, 1000, countUnits);

/** Three characters at most: 0, 0.4, 12, 100. */
export const percent = (value: number): Amount => ({
  number: value > 0 && value < 9.95 ? tenths(value) : whole(value),
  unit: '%',
});

/** For sentences, where tenths would say more than anybody asks. */
export const wholePercent = (value: number): string => text({ number: whole(value), unit: '%' });

/** Of hardware: in Celsius also where people say the weather in Fahrenheit, unless they chose that. */
export const celsius = (value: number): Amount =>
  chosen('temperature') === 'fahrenheit'
    ? { number: whole(value * 1.8 + 32), unit: '°F' }
    : { number: whole(value), unit: '°C' };
export const watts = (value: number): Amount => ({ number: short(value), unit: 'W' });
export const rpm = (value: number): Amount => ({ number: whole(value), unit: 'rpm' });
export const milliseconds = (value: number): Amount => ({ number: short(value), unit: 'ms' });
/** How often something that should never happen happened. */
export const eachSecond = (value: number): Amount => ({ number: value === 0 ? whole(0) : tenths(value), unit: '/s' });
export const load = (value: number): Amount => ({ number: (value < 99.995 ? hundredths : whole)(value), unit: '' });

export const frequency = (megahertz: number): Amount =>
  megahertz < 999.5 ? { number: whole(megahertz), unit: 'MHz' } : { number: hundredths(megahertz / 1000), unit: 'GHz' };

/** For labels and sentences, where number and unit are one word. */
export const text = ({ number, unit }: Amount): string => (unit === '' ? number : isolated(`${number} ${unit}`));

/** In a line of Arabic, the Latin symbol of a unit stays behind its number, whatever comes next to them. */
const isolated = (amount: string): string => (locale === 'ar' ? `\u2066${amount}\u2069` : amount);

export const maybe = (value: number | undefined, format: (value: number) => Amount): Amount =>
  value === undefined ? nothing : format(value);

/** Used and total with the unit said once where it is the same: "9.8 of 16 GiB". */
export const share = (used: number, total: number): string => {
  const all = bytes(total);
  const part = bytes(used);
  return m.shell_share({ used: part.unit === all.unit ? part.number : text(part), total: text(all) });
};

const spans = [
  { unit: 'day', symbol: 'd', seconds: 86_400 },
  { unit: 'hour', symbol: 'h', seconds: 3_600 },
  { unit: 'minute', symbol: 'min', seconds: 60 },
  { unit: 'second', symbol: 's', seconds: 1 },
] as const;
const SECOND = spans[3];
type Span = (typeof spans)[number];

const unitFormats = lazy(
  () =>
    new Map(
      spans.map(({ unit }) => [unit, new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' })]),
    ),
);
const agoFormat = lazy(() => new Intl.RelativeTimeFormat(language, { style: 'short' }));

/** English has the symbols of the SI, which are shorter than what its dictionaries abbreviate. */
const inUnit = (amount: number, { unit, symbol }: Span): string =>
  locale === 'en' ? `${amount} ${symbol}` : (unitFormats().get(unit)?.format(amount) ?? '');

/** A length of time in its two largest units: "41 d 3 h", "12 min", "40 s". Minutes hide their seconds. */
export const duration = (seconds: number): string => {
  const all = Math.max(0, Math.floor(seconds));
  const large = spans.find((span) => all >= span.seconds) ?? SECOND;
  const small = spans[spans.indexOf(large) + 1];
  const first = inUnit(Math.floor(all / large.seconds), large);
  if (!small || small.unit === 'second') return first;
  const rest = Math.floor((all % large.seconds) / small.seconds);
  return rest === 0 ? first : `${first} ${inUnit(rest, small)}`;
};

/** How long ago, roughly, for a glance: "just now", "12 s ago", "3 h ago". */
export const ago = (at: number, now: number): string => {
  const seconds = Math.floor((now - at) / 1000);
  if (seconds < 3) return m.shell_just_now();
  const span = spans.find((candidate) => seconds >= candidate.seconds) ?? SECOND;
  const amount = Math.floor(seconds / span.seconds);
  return locale === 'en' ? m.shell_ago({ time: inUnit(amount, span) }) : agoFormat().format(-amount, span.unit);
};

/** The same as a length, after "since": "12 s", "3 h". */
export const age = (at: number, now: number): string => {
  const seconds = Math.max(0, Math.floor((now - at) / 1000));
  const span = spans.find((candidate) => seconds >= candidate.seconds) ?? SECOND;
  return inUnit(Math.floor(seconds / span.seconds), span);
};

export const clockTime = dated({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
export const minuteTime = dated({ hour: '2-digit', minute: '2-digit' });
export const exactTime = dated({ dateStyle: 'medium', timeStyle: 'medium' });

const listFormat = lazy(() => new Intl.ListFormat(language, { type: 'unit', style: 'short' }));

/** "a, b, c". */
export const list = (parts: readonly string[]): string => listFormat().format(parts);

const decimal = lazy(
  () => new Intl.NumberFormat(language).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.',
);

/** For an axis: "2 GiB" rather than "2.0 GiB". */
export const round = ({ number, unit }: Amount): string => {
  const [before = '', after = ''] = number.split(decimal());
  return text({ number: after.replaceAll(whole(0), '') === '' ? before : number, unit });
};
