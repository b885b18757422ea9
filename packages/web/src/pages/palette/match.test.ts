import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { mistakes } from './distance.ts';
import { fold } from './fold.ts';
import { prepare, search } from './match.ts';

const names = [
  'Jellyfin',
  'Home Assistant',
  'Pi-hole',
  'Paperless-ngx',
  'Proxmox VE',
  'Nextcloud',
  'Uptime Kuma',
  'AdGuard Home',
  'Café de Flore',
  'Überwachung',
  'Straße',
  'Łódź',
  'مكتبة الأفلام',
  '写真',
  'HomeBox',
];
const all = names.map((name) =>
  prepare(name, name, name === 'Jellyfin' ? ['films and series', 'https://tv.lan/'] : []),
);
const find = (query: string) => search(all, query).map(({ value }) => value);

test.each([
  ['j', 'Jellyfin', 'a beginning'],
  ['ass', 'Home Assistant', 'the beginning of a word'],
  ['ha', 'Home Assistant', 'initials'],
  ['uk', 'Uptime Kuma', 'initials'],
  ['box', 'HomeBox', 'a hump'],
  ['pihole', 'Pi-hole', 'without what joins the words'],
  ['homeas', 'Home Assistant', 'over the border of words'],
  ['cloud', 'Nextcloud', 'the middle'],
  ['jlyfn', 'Jellyfin', 'letters in their order'],
  ['jelyfin', 'Jellyfin', 'a letter left out'],
  ['jellyfim', 'Jellyfin', 'a letter typed wrong'],
  ['jellyfnin', 'Jellyfin', 'a letter added'],
  ['nextclodu', 'Nextcloud', 'two letters exchanged'],
  ['papreles', 'Paperless-ngx', 'two mistakes'],
  ['home asistant', 'Home Assistant', 'two words, one mistyped'],
  ['assistant home', 'Home Assistant', 'words in another order'],
  ['films', 'Jellyfin', 'a word about it'],
  ['tv.lan', 'Jellyfin', 'its address'],
  ['cafe', 'Café de Flore', 'no accent typed'],
  ['uberwachung', 'Überwachung', 'no umlaut typed'],
  ['strasse', 'Straße', 'two letters for one'],
  ['lodz', 'Łódź', 'a stroke that Unicode keeps'],
  ['الافلام', 'مكتبة الأفلام', 'an alef without hamza'],
  ['写', '写真', 'one sign of Japanese'],
])('"%s" finds %s: %s', (query, name) => expect(find(query)[0]).toBe(name));

test.each(['', '   ', 'qqqq', 'jellyfish tank', 'zzzzzzzzzzzz'])('"%s" finds nothing', (query) =>
  expect(find(query)).toEqual([]),
);

test('a beginning comes before initials, those before the middle, and a mistake last', () => {
  const some = ['Media', 'Music Editor', 'Home', 'Nedia'].map((name) => prepare(name, name));
  expect(search(some, 'me').map(({ value }) => value)).toEqual(['Media', 'Music Editor', 'Home']);
  expect(search(some, 'medi').map(({ value }) => value)).toEqual(['Media', 'Nedia', 'Music Editor']);
});

test('what is used more comes first of those that fit alike, and never before what fits much better', () => {
  const some = ['Grafana', 'Graylog', 'Photographs'].map((name) => prepare(name, name));
  const used = (name: string) => (name === 'Graylog' || name === 'Photographs' ? 0.1 : 0);
  expect(search(some, 'gra', used).map(({ value }) => value)).toEqual(['Graylog', 'Grafana', 'Photographs']);
});

describe('what was meant is marked', () => {
  const marked = (name: string, query: string) => {
    const [match] = search([prepare(name, name)], query);
    return match?.marks.map(([from, to]) => name.slice(from, to));
  };
  it.each([
    ['Jellyfin', 'jel', ['Jel']],
    ['Home Assistant', 'ha', ['H', 'A']],
    ['Straße', 'strasse', ['Straße']],
    ['Café', 'cafe', ['Café']],
    ['Pi-hole', 'ho', ['ho']],
  ])('%s by %s', (name, query, letters) => expect(marked(name, query)).toEqual(letters));

  it('inside of the name, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 30 }),
        fc.string({ unit: 'grapheme', maxLength: 12 }),
        (name, query) => {
          for (const { marks, score } of search([prepare(name, name, [query])], query)) {
            expect(Number.isFinite(score)).toBe(true);
            for (const [from, to] of marks) {
              expect(from).toBeLessThanOrEqual(to);
              expect(to).toBeLessThanOrEqual(name.length);
            }
          }
        },
      ),
    );
  });
});

test('a name finds itself first, and so does its beginning', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{3,12}( [a-z]{3,12})?$/), fc.nat(20), (name, length) => {
      const some = [...all, prepare(name, name)];
      expect(search(some, name)[0]?.score).toBe(search([prepare(name, name)], name)[0]?.score);
      const start = name.slice(0, Math.max(1, length)).trim();
      expect(search(some, start).map(({ value }) => value)).toContain(name);
    }),
  );
});

test('folding says where each letter stood', () => {
  const { text, at } = fold('Aß😀é');
  expect(text).toBe('ass😀e');
  expect(at).toEqual([0, 1, 1, 2, 2, 4]);
});

test.each([
  ['kitten', 'kitten', 0],
  ['kiten', 'kitten', 1],
  ['ktiten', 'kitten', 1],
  ['kit', 'kitten', 0],
  ['sitting', 'kitten', 3],
])('%s for %s are %d mistakes', (typed, word, count) => expect(mistakes(typed, word, 2, { steps: 0 })).toBe(count));

test('a thousand entries cost a bounded number of steps for each letter typed, found or not', () => {
  const many = Array.from({ length: 1_000 }, (_, index) => {
    const name = `${names[index % names.length]} ${index} service`;
    return prepare(name, name, ['runs on the nas', 'media films', `https://app${index}.lan:8443/`]);
  });
  for (const query of ['jellyfin', 'jelyfni', 'qwertyuiop', 'home asistant sevrice', 'zzzz zzzz zzzz zzzz']) {
    const work = { steps: 0 };
    search(many, query, () => 0, work);
    // Some three milliseconds of a slow core; 16 are the budget.
    expect(work.steps, query).toBeLessThan(250_000);
  }
});
