import { boardContent } from '@amud/protocol/boards.ts';
import { foundKinds } from '@amud/protocol/discovery.ts';
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { emptySection, itemsOf } from './changes.ts';
import { arrangeFound, groupFound, nameStarter, type Placed } from './found-cards.ts';

const titles = Object.fromEntries(foundKinds.map((kind) => [kind, kind === 'other' ? 'Apps' : kind])) as never;
const card = (appId: string, kind: Placed['kind'], group = ''): Placed => ({ appId, kind, group });
const starter = { name: 'Home', icon: '', sections: [emptySection('section1', ''), emptySection('section2', 'Apps')] };

test('a few apps are one group, many are grouped by what they are for, and what is left comes last', () => {
  const of = (cards: Placed[]) =>
    groupFound(cards, titles).map(({ title, members }) => [title, ...members.map(({ appId }) => appId)]);
  expect(of([card('app1', 'media'), card('app2', 'network')])).toEqual([['Apps', 'app1', 'app2']]);
  const many = [card('a', 'other'), ...['b', 'c'].map((id) => card(id, 'media')), card('d', 'watch')];
  expect(of([...many, card('e', 'other', 'Family')])).toEqual([
    ['Family', 'e'],
    ['media', 'b', 'c'],
    ['Apps', 'a', 'd'],
  ]);
});

test('two small sections stand side by side, and the empty one of the first board goes', () => {
  const cards = [
    ...[1, 2, 3].map((id) => card(`media00${id}`, 'media')),
    ...[1, 2].map((id) => card(`house00${id}`, 'house')),
    ...[1, 2].map((id) => card(`files00${id}`, 'files')),
  ];
  const { sections } = arrangeFound(cards, titles)(starter);
  expect(sections.map(({ title, share, items }) => [title, share, items.length])).toEqual([
    ['', 'full', 0],
    ['media', 'half', 3],
    ['files', 'half', 2],
    ['house', 'full', 2],
  ]);
});

test('whatever is found, the board is one that the server takes, with a card for each', () => {
  const found = fc.array(
    fc.record({
      appId: fc.stringMatching(/^[a-z0-9]{8,16}$/),
      kind: fc.constantFrom(...foundKinds),
      group: fc.oneof(
        fc.constant(''),
        fc.string({ maxLength: 80 }).map((text) => text.trim()),
      ),
    }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(found, (cards) => {
      const content = arrangeFound(cards, titles)(starter);
      expect(v.safeParse(boardContent, content).issues?.map(({ message }) => message)).toBeUndefined();
      expect(itemsOf(content)).toHaveLength(cards.length);
    }),
  );
});

test('the first board is named in the words of who sets it up, unless somebody named it already', () => {
  const german = nameStarter({ name: 'Zuhause', section: 'Anwendungen' });
  const named = german(starter);
  expect([named?.name, ...(named?.sections.map(({ title }) => title) ?? [])]).toEqual(['Zuhause', '', 'Anwendungen']);
  expect(german({ ...starter, name: 'Flat' })?.name).toBe('Flat');
  expect(nameStarter({ name: 'Home', section: 'Apps' })(starter)).toBeNull();
});
