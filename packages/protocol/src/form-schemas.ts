import * as v from 'valibot';
import {
  emptyOf,
  type Field,
  type Fields,
  isLink,
  isTimeZone,
  seriesColors,
  type ValueOf,
  type ValuesOf,
} from './forms.ts';
import { shortId } from './ids.ts';
import { isWholeCss } from './look/css.ts';

export const place = v.object({
  name: v.pipe(v.string(), v.maxLength(120)),
  latitude: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
  longitude: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
});

const text = (most: number) => v.pipe(v.string(), v.maxLength(most, `Use ${most} characters at most.`));
const wholeCss = v.check(isWholeCss, 'A bracket, quote or comment is not closed, or there is a backslash.');
const pictureUrl = /^$|^\/uploads\/[A-Za-z0-9_-]{43}\.webp$/;
const videoUrl = /^$|^\/uploads\/[A-Za-z0-9_-]{43}\.(mp4|webm)$/;
const colour = /^$|^#[0-9a-f]{6}$/;
const nodeId = text(64);

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

type SchemaFor<F extends Field> = v.GenericSchema<unknown, ValueOf<F>>;

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
