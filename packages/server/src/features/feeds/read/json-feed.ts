import { limits } from '@amud/protocol/limits.ts';
import { linkIn } from './address.ts';
import { readDate } from './dates.ts';
import { textOf } from './html-text.ts';
import { lookedAt } from './looked-at.ts';
import type { RawEntry, RawFeed } from './read-feed.ts';

const { titleLength, authorLength, excerptLength } = limits.feed;

type Values = Readonly<Record<string, unknown>>;

/** JSON Feed 1.0 and 1.1. */
export const readJsonFeed = (text: string, url: string): RawFeed | undefined => {
  const feed = parse(text);
  const { items } = feed;
  if (!/jsonfeed\.org/.test(wordIn(feed, 'version')) || !Array.isArray(items)) return undefined;
  return {
    title: plain(wordIn(feed, 'title'), titleLength),
    site: linkIn(wordIn(feed, 'home_page_url'), url),
    entries: lookedAt(items).map((item: unknown) => toEntry(asValues(item), url)),
  };
};

const toEntry = (item: Values, url: string): RawEntry => {
  const [author] = Array.isArray(item['authors']) ? item['authors'] : [item['author']];
  const content = wordIn(item, 'content_html');
  const text = wordIn(item, 'summary') || wordIn(item, 'content_text');
  return {
    id: wordIn(item, 'id'),
    url: linkIn(wordIn(item, 'url') || wordIn(item, 'external_url'), url),
    title: plain(wordIn(item, 'title'), titleLength),
    author: plain(wordIn(asValues(author), 'name'), authorLength),
    excerpt: text ? plain(text, excerptLength) : textOf(content, excerptLength),
    at: readDate(wordIn(item, 'date_published')) ?? readDate(wordIn(item, 'date_modified')),
  };
};

/** Text in which nothing is a tag or an entity. */
const plain = (text: string, most: number): string =>
  textOf(
    text
      .slice(0, most * 20)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;'),
    most,
  );

const asValues = (value: unknown): Values => (typeof value === 'object' && value !== null ? (value as Values) : {});

/** Numbers as ids are common. */
const wordIn = (values: Values, name: string): string => {
  const value = values[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

const parse = (text: string): Values => {
  try {
    return asValues(JSON.parse(text));
  } catch {
    return {};
  }
};
