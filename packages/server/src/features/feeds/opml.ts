import { type FeedInput, feedInput } from '@amud/protocol/feeds.ts';
import { limits } from '@amud/protocol/limits.ts';
import * as v from 'valibot';
import { type KnownFeed, nameOf } from './known-feed.ts';
import { decodeEntities } from './read/entities.ts';
import { textOf } from './read/html-text.ts';
import { type Element, readXml } from './read/xml.ts';

/** Lists of feeds as feed readers exchange them (OPML). */
export type ReadOpml = { feeds: FeedInput[]; refused: number };

const MOST_OUTLINES = 5_000;

/** @returns undefined when this is no OPML. An outline without an address is a category of those in it. */
export const readOpml = (text: string): ReadOpml | undefined => {
  const document = readXml(text);
  if (document?.root.name !== 'opml') return undefined;
  const found: ReadOpml = { feeds: [], refused: 0 };
  let left = MOST_OUTLINES;
  const walk = (element: Element, category: string): void => {
    for (const one of element.children) {
      if (left === 0) return;
      if (one.name !== 'outline') walk(one, category);
      else {
        left -= 1;
        take(one, category, found);
        walk(one, one.attributes['xmlurl'] === undefined ? titleOf(one, 40) || category : category);
      }
    }
  };
  walk(document.root, '');
  return found;
};

const take = (outline: Element, category: string, found: ReadOpml): void => {
  const { xmlurl } = outline.attributes;
  if (xmlurl === undefined) return;
  const own = /^\/?([^,/]{1,40})/.exec(outline.attributes['category'] ?? '')?.[1] ?? '';
  const input = v.safeParse(feedInput, {
    name: titleOf(outline, 80),
    url: decodeEntities(xmlurl).replace(/^feed:(\/\/)?(?=https?:)/i, ''),
    category: category || textOf(own, 40),
  });
  if (input.success && found.feeds.length < limits.feed.count) found.feeds.push(input.output);
  else found.refused += 1;
};

const titleOf = ({ attributes }: Element, most: number): string =>
  textOf(decodeEntities(attributes['title'] || attributes['text'] || ''), most);

/** By category, as other readers take it. */
export const writeOpml = (feeds: readonly KnownFeed[]): string => {
  const byCategory = Map.groupBy(feeds, ({ input }) => input.category);
  const categories = [...byCategory.keys()].sort((one, other) => one.localeCompare(other));
  const lines = categories.flatMap((category) => {
    const outlines = (byCategory.get(category) ?? []).map(outlineOf);
    if (category === '') return outlines.map((line) => `    ${line}`);
    const name = escaped(category);
    return [
      `    <outline text="${name}" title="${name}">`,
      ...outlines.map((line) => `      ${line}`),
      '    </outline>',
    ];
  });
  const head = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">', '  <head><title>AMUD</title></head>'];
  return [...head, '  <body>', ...lines, '  </body>', '</opml>', ''].join('\n');
};

const outlineOf = (feed: KnownFeed): string => {
  const name = escaped(nameOf(feed));
  const site = feed.site === '' ? '' : ` htmlUrl="${escaped(feed.site)}"`;
  return `<outline type="rss" text="${name}" title="${name}" xmlUrl="${escaped(feed.input.url)}"${site}/>`;
};

const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
