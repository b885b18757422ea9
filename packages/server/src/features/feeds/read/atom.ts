import { limits } from '@amud/protocol/limits.ts';
import { linkIn } from './address.ts';
import { readDate } from './dates.ts';
import { decodeEntities } from './entities.ts';
import { lookedAt } from './looked-at.ts';
import { readText, wordOf } from './markup.ts';
import type { RawEntry, RawFeed } from './read-feed.ts';
import { child, children, type Document, type Element } from './xml.ts';

const { titleLength, authorLength, excerptLength } = limits.feed;

/** Atom 1.0 and 0.3, also where every name has a prefix. */
export const readAtom = (document: Document, url: string): RawFeed => {
  const { root } = document;
  const prefix = root.name.slice(0, -'feed'.length);
  const named: Named = (element, ...names) => child(element, ...names.map((name) => prefix + name), ...names);
  const base = baseOf(root, url);
  const links = children(root, `${prefix}link`);
  return {
    title: readText(document, asText(named(root, 'title')), titleLength),
    site: linkOf(links, base),
    entries: lookedAt(children(root, `${prefix}entry`)).map((entry) => toEntry(document, entry, prefix, named, base)),
  };
};

type Named = (element: Element, ...names: string[]) => Element | undefined;

const toEntry = (document: Document, entry: Element, prefix: string, named: Named, outer: string): RawEntry => {
  const base = baseOf(entry, outer);
  const author = named(entry, 'author');
  const media = child(entry, 'media:group') ?? entry;
  const dates = ['published', 'issued', 'created', 'updated', 'modified'].map((name) =>
    readDate(wordOf(document, named(entry, name))),
  );
  return {
    id: wordOf(document, named(entry, 'id')),
    url: linkOf(children(entry, `${prefix}link`), base),
    title: readText(document, asText(named(entry, 'title')), titleLength),
    author: author ? readText(document, named(author, 'name'), authorLength) : '',
    excerpt: readText(
      document,
      asText(named(entry, 'summary', 'content')) ?? child(media, 'media:description'),
      excerptLength,
    ),
    at: dates.find((at) => at !== undefined),
  };
};

/** Without a type it is text, in which nothing is a tag. Titles keep to that; of articles many don't. */
const asText = (element: Element | undefined): Element | undefined =>
  element && element.attributes['type'] === undefined
    ? { ...element, attributes: { ...element.attributes, type: 'text' } }
    : element;

const baseOf = (element: Element, outer: string): string =>
  linkIn(element.attributes['xml:base'] && decodeEntities(element.attributes['xml:base']), outer) ?? outer;

/** The page of it: a web page before any other kind. */
const linkOf = (links: Element[], base: string): string | undefined => {
  const pages = links.filter(({ attributes }) => /^(alternate)?$/i.test(attributes['rel'] ?? ''));
  const [first] = [...pages.filter(({ attributes }) => /html/i.test(attributes['type'] ?? 'text/html')), ...pages];
  const href = first?.attributes['href'];
  return href === undefined ? undefined : linkIn(decodeEntities(href), base);
};
