import * as v from 'valibot';
import { shortId } from './ids.ts';
import { isWholeCss } from './look/css.ts';

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
export const place = v.object({
  name: v.pipe(v.string(), v.maxLength(120)),
  latitude: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
  longitude: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
});
export type Place = v.InferOutput<typeof place>;

export const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

const text = (most: number) => v.pipe(v.string(), v.maxLength(most, `Use ${most} characters at most.`));
const wholeCss = v.check(isWholeCss, 'A bracket, quote or comment is not closed, or there is a backslash.');
const pictureUrl = /^$|^\/uploads\/[A-Za-z0-9_-]{43}\.webp$/;
const videoUrl = /^$|^\/uploads\/[A-Za-z0-9_-]{43}\.(mp4|webm)$/;
const colour = /^$|^#[0-9a-f]{6}$/;
const nodeId = text(64);
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

type SchemaFor<F extends Field> = v.GenericSchema<unknown, ValueOf<F>>;
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

const linkSchema = ({ required, schemes = ['http', 'https'] }: Extract<Field, { kind: 'url' }>) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.check(
      (value) => (value === '' && !required) || isLink(value, schemes),
      `Type a whole address that begins with ${schemes.join(':// or ')}://.`,
    ),
  );

const numberSchema = ({ from, to }: Extract<Field, { kind: 'number' }>) =>
  v.pipe(v.number(), v.minValue(from, `${from} at least.`), v.maxValue(to, `${to} at most.`));

const zoneSchema = v.pipe(
  v.string(),
  v.check((zone) => zone === '' || isTimeZone(zone), 'There is no such time zone.'),
);

/** What one field takes. */
export const schemaOfField = (field: Field): v.GenericSchema => {
  switch (field.kind) {
    case 'text':
      return field.required ? v.pipe(text(field.most), v.trim(), v.minLength(1, 'Fill this in.')) : text(field.most);
    case 'long-text':
      return field.language === 'css' ? v.pipe(text(field.most), wholeCss) : text(field.most);
    case 'url':
      return linkSchema(field);
    case 'number':
      return numberSchema(field);
    case 'choice':
      return v.picklist(field.of as [string, ...string[]]);
    case 'switch':
      return v.boolean();
    case 'zone':
      return zoneSchema;
    case 'moment':
      return v.pipe(v.string(), v.regex(/^$|^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/, 'Choose a date.'));
    case 'place':
      return v.nullable(place);
    case 'picture':
      return v.pipe(v.string(), v.regex(pictureUrl, 'Upload a picture.'));
    case 'video':
      return v.pipe(v.string(), v.regex(videoUrl, 'Upload a video.'));
    case 'colour':
      return v.pipe(v.string(), v.regex(colour, 'Choose a colour.'));
    case 'node':
      return field.many ? v.pipe(v.array(nodeId), v.maxLength(50)) : nodeId;
    case 'feeds':
      return v.pipe(v.array(shortId), v.maxLength(50));
    case 'series':
      return v.picklist(seriesColors);
    case 'list':
      return v.pipe(v.array(schemaOf(field.of)), v.maxLength(field.most, `${field.most} at most.`));
  }
};

/** A field that is left out takes its value of rest; one that nobody knows is refused. */
export const schemaOf = <F extends Fields>(fields: F): v.GenericSchema<unknown, ValuesOf<F>> =>
  v.strictObject(
    Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, v.optional(schemaOfField(field), () => emptyOf(field))]),
    ),
  ) as unknown as SchemaFor<never> as v.GenericSchema<unknown, ValuesOf<F>>;

export const valuesOf = <F extends Fields>(fields: F): ValuesOf<F> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, emptyOf(field)])) as ValuesOf<F>;
