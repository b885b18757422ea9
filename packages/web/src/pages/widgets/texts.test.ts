import type { Field, Fields } from '@amud/protocol/forms.ts';
import { widgetKinds, widgets } from '@amud/protocol/widgets.ts';
import { expect, test } from 'vitest';
import type { AnyText } from '../../parts/form.tsx';
import { formTexts, kindTexts } from './texts.ts';

/** Every word that a form needs, by where it is needed. */
const wordsOf = (
  fields: Fields,
  texts: Readonly<Record<string, AnyText>>,
  path: string,
): [string, string | undefined][] =>
  Object.entries(fields).flatMap(([name, field]: [string, Field]) => {
    const text = texts[name];
    const here = `${path}.${name}`;
    return [
      [here, text?.label()] as [string, string | undefined],
      ...(field.kind === 'choice'
        ? field.of.map((one): [string, string | undefined] => [`${here}.${one}`, text?.choices?.[one]?.()])
        : []),
      ...(field.kind === 'list' ? wordsOf(field.of, text?.of ?? {}, here) : []),
    ];
  });

test.each(widgetKinds)('every field of %s has its words', (kind) => {
  const words = wordsOf(widgets[kind].fields, formTexts[kind] as Readonly<Record<string, AnyText>>, kind);
  expect(words.filter(([, text]) => !text || text.startsWith('widgets_'))).toEqual([]);
  expect(kindTexts[kind].name()).not.toBe('');
  expect(kindTexts[kind].about()).not.toBe('');
});

test('a field without words is noticed', () => {
  expect(wordsOf({ a: { kind: 'choice', of: ['x'], value: 'x' } }, {}, 'made-up')).toEqual([
    ['made-up.a', undefined],
    ['made-up.a.x', undefined],
  ]);
});
