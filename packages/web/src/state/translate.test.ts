import { expect, test } from 'vitest';
import { createTranslate } from './translate.ts';

const texts = [
  ['Sign in first.', () => 'Melden Sie sich zuerst an.'],
  ['There is no node "{id}".', ({ id }: Record<string, string>) => `Es gibt keinen Knoten „${id}“.`],
  ['{reason} Is it running?', ({ reason }: Record<string, string>) => `${reason} Läuft es?`],
  ['The agent was stopped.', () => 'Der Agent wurde beendet.'],
  ['{reason}. Give both the same.', ({ reason }: Record<string, string>) => `${reason}. Beide brauchen dasselbe.`],
  ['wrong secret', () => 'falsches Geheimnis'],
  ['Too easy. {why} {what}', ({ why, what }: Record<string, string>) => `Zu leicht. ${why} ${what}`],
  ['Dates are easy.', () => 'Daten sind leicht.'],
  ['Add more. Really.', () => 'Mehr davon. Wirklich.'],
  ['It is {why}.{advice}', ({ why, advice }: Record<string, string>) => `Es ist ${why}.${advice}`],
  ['a private address', () => 'eine private Adresse'],
  ['Try {a} (b).', ({ a }: Record<string, string>) => `Versuche ${a} (b).`],
] as const;
const translate = createTranslate(texts);

test.each([
  ['Sign in first.', 'Melden Sie sich zuerst an.'],
  ['There is no node "nas (2)".', 'Es gibt keinen Knoten „nas (2)“.'],
  ['The agent was stopped. Is it running?', 'Der Agent wurde beendet. Läuft es?'],
  ['wrong secret. Give both the same.', 'falsches Geheimnis. Beide brauchen dasselbe.'],
  ['Too easy. Dates are easy. Add more. Really.', 'Zu leicht. Daten sind leicht. Mehr davon. Wirklich.'],
  ['It is a private address. Sign in first.', 'Es ist eine private Adresse. Melden Sie sich zuerst an.'],
  ['Try it (b).', 'Versuche it (b).'],
  ['Something new.', 'Something new.'],
  ['', ''],
])('"%s" is "%s"', (english, german) => {
  expect(translate(english)).toBe(german);
  // And again, from memory.
  expect(translate(english)).toBe(german);
});

test('many different ones do not fill the memory, and a long one does not hold up the page', () => {
  for (let index = 0; index < 2_000; index += 1) translate(`There is no node "${index}".`);
  expect(translate(`There is no node "${'a'.repeat(100_000)}".`)).toContain('Knoten');
  expect(translate(`${'It is '.repeat(2_000)}.`)).toContain('It is');
});
