import { schemaOf } from '@amud/protocol/form-schemas.ts';
import type { Field, Fields } from '@amud/protocol/forms.ts';
import * as v from 'valibot';
import { m } from '../../messages.ts';
import { locale } from '../../state/language.ts';

/** What is wrong with the values of a form, in words, by the path of the field: `links.2.url`. */
export type Wrongs = Readonly<Record<string, string>>;

/** Asks the schema that the server asks too; its words are for programs, these are for people. */
export const wrongsOf = (fields: Fields, values: unknown): Wrongs => {
  const parsed = v.safeParse(schemaOf(fields), values);
  if (parsed.success) return {};
  const found = parsed.issues.map((issue) => {
    const path = issue.path?.map(({ key }) => String(key)) ?? [];
    return [path.join('.'), wordsFor(fieldAt(fields, path), issue)] as const;
  });
  return Object.fromEntries(found);
};

const fieldAt = (fields: Fields, [name = '', place, ...rest]: readonly string[]): Field | undefined => {
  const field = fields[name];
  return field?.kind === 'list' && place !== undefined
    ? rest.length > 0
      ? fieldAt(field.of, rest)
      : undefined
    : field;
};

type Issue = { type: string; input: unknown };

const wordsFor = (field: Field | undefined, { type, input }: Issue): string => {
  switch (field?.kind) {
    case 'text':
    case 'long-text':
      if (type === 'check') return m.settings_custom_css_open();
      return type === 'min_length' ? m.widgets_form_required() : m.widgets_form_too_long({ most: field.most });
    case 'url':
      return input === '' ? m.widgets_form_required() : m.widgets_form_link({ schemes: schemesOf(field.schemes) });
    case 'number':
      return numberWords(field, type);
    case 'zone':
      return m.widgets_form_zone();
    case 'moment':
      return m.widgets_form_moment();
    case 'list':
      return m.widgets_form_most({ most: field.most });
    default:
      return m.widgets_form_unknown();
  }
};

const numberWords = ({ from, to }: Extract<Field, { kind: 'number' }>, type: string): string => {
  if (type === 'min_value') return m.widgets_form_from({ from });
  if (type === 'max_value') return m.widgets_form_to({ to });
  return m.widgets_form_number();
};

const schemesOf = (schemes: readonly string[] = ['http', 'https']): string =>
  new Intl.ListFormat(locale, { type: 'disjunction' }).format(schemes.map((scheme) => `${scheme}://`));
