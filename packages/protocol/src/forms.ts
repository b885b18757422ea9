/**
 * Fields of a form, as data: the browser draws them, the server checks what comes back with the same. Labels and help are
 * messages of the browser, found by the form's name and the field's: `widget_clock_zone`.
 */
export type Field =
  | { kind: 'text'; most: number; required?: true; placeholder?: string }
  | { kind: 'long-text'; most: number; language?: 'css' }
  | { kind: 'url'; required?: true; schemes?: readonly string[] }
  | { kind: 'number'; from: number; to: number; value: number; step?: number }
  | { kind: 'choice'; of: readonly string[]; value: string }
  | { kind: 'switch'; value: boolean }
  | { kind: 'zone' }
  | { kind: 'moment' }
  | { kind: 'place' }
  | { kind: 'picture' }
  | { kind: 'video' }
  | { kind: 'colour' }
  | { kind: 'node'; many?: true }
  /** Some of the feeds of this house. */
  | { kind: 'feeds' }
  /** One of the eight series colours. */
  | { kind: 'series' }
  | { kind: 'list'; most: number; of: Readonly<Record<string, Field>> };
export type Fields = Readonly<Record<string, Field>>;

const LONGEST_URL = 2_048;

/** An address that a page may lead to: a script or data in one would run with the page's rights. */
export const isLink = (text: string, schemes: readonly string[] = ['http', 'https']): boolean =>
  text.length <= LONGEST_URL && URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1));

/** A place on earth as the search for places gives it. Degrees. */
export type Place = { name: string; latitude: number; longitude: number };

export const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** The colours of charts and calendars, told apart by colour-blind people: `--series-1` to `--series-8`. */
export const seriesColors = ['1', '2', '3', '4', '5', '6', '7', '8'] as const;

/** What a field takes when nothing was chosen. */
export const emptyOf = (field: Field): unknown => {
  if (field.kind === 'number' || field.kind === 'choice' || field.kind === 'switch') return field.value;
  if (field.kind === 'place') return null;
  if (field.kind === 'series') return seriesColors[0];
  if (field.kind === 'list' || field.kind === 'feeds' || (field.kind === 'node' && field.many)) return [];
  return '';
};

export type ValueOf<F extends Field> = F extends { kind: 'number' }
  ? number
  : F extends { kind: 'switch' }
    ? boolean
    : F extends { kind: 'choice'; of: readonly (infer Name)[] }
      ? Name
      : F extends { kind: 'place' }
        ? Place | null
        : F extends { kind: 'node'; many: true } | { kind: 'feeds' }
          ? string[]
          : F extends { kind: 'list'; of: infer Of extends Fields }
            ? ValuesOf<Of>[]
            : string;
export type ValuesOf<F extends Fields> = { -readonly [Name in keyof F]: ValueOf<F[Name]> };

export const valuesOf = <F extends Fields>(fields: F): ValuesOf<F> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, emptyOf(field)])) as ValuesOf<F>;
