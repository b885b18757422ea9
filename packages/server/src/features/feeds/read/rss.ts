import { limits } from '@amud/protocol/limits.ts';
import { linkIn } from './address.ts';
import { readDate } from './dates.ts';
import { lookedAt } from './looked-at.ts';
import { readText, wordOf } from './markup.ts';
import type { RawEntry, RawFeed } from './read-feed.ts';
import { child, children, type Document, type Element } from './xml.ts';

const { titleLength, authorLength, excerptLength } = limits.feed;

/** RSS of every version; in 0.90 and 1.0 the items stand beside the channel. */
export const readRss = (document: Document, url: string): RawFeed | undefined => {
  const { root } = document;
  const channel = root.name === 'channel' ? root : child(root, 'channel', 'rss:channel');
  if (!channel) return undefined;
  const base = channel.attributes['xml:base'] ?? root.attributes['xml:base'];
  const site = linkOf(document, channel, linkIn(base, url) ?? url);
  const items = [channel, root].flatMap((one) => [...children(one, 'item'), ...children(one, 'rss:item')]);
  const from = linkIn(base, url) ?? site ?? url;
  return {
    title: readText(document, child(channel, 'title', 'rss:title'), titleLength),
    site,
    entries: lookedAt(items).map((item) => toEntry(document, item, from)),
  };
};

const toEntry = (document: Document, item: Element, base: string): RawEntry => {
  const guid = child(item, 'guid', 'dc:identifier');
  const id = wordOf(document, guid) || (item.attributes['rdf:about'] ?? '');
  const isLink = guid?.attributes['ispermalink']?.toLowerCase() !== 'false' && /^https?:\/\//i.test(id);
  const told = child(
    item,
    'pubdate',
    'dc:date',
    'dcterms:created',
    'date',
    'published',
    'atom:published',
    'atom:updated',
  );
  return {
    id,
    url: linkOf(document, item, base) ?? linkIn(isLink ? id : item.attributes['rdf:about'], base),
    title: readText(document, child(item, 'title', 'rss:title', 'media:title'), titleLength),
    author: nameOf(readText(document, child(item, 'dc:creator', 'author', 'itunes:author'), authorLength * 2)),
    excerpt: readText(document, bodyOf(item), excerptLength),
    at: readDate(wordOf(document, told)),
  };
};

const bodyOf = (item: Element): Element | undefined =>
  child(item, 'description', 'rss:description', 'content:encoded', 'itunes:summary', 'media:description', 'summary');

/** Some feeds have Atom's link beside, some only that, some FeedBurner's with the address that was meant. */
const linkOf = (document: Document, element: Element, base: string): string | undefined => {
  const original = wordOf(document, child(element, 'feedburner:origlink'));
  const own = [...children(element, 'link'), ...children(element, 'rss:link')].map((link) => wordOf(document, link));
  const others = [...children(element, 'atom:link'), ...children(element, 'link')]
    .filter(({ attributes }) => /^(alternate)?$/i.test(attributes['rel'] ?? ''))
    .map(({ attributes }) => attributes['href'] ?? '');
  for (const one of [original, ...own, ...others]) {
    const link = linkIn(one, base);
    if (link !== undefined) return link;
  }
  return undefined;
};

/** `anna@example.com (Anna)`: mail addresses are for whoever wrote them. */
const nameOf = (author: string): string => {
  const name = /\(([^)]+)\)\s*$/.exec(author)?.[1] ?? author;
  return (/^\S+@\S+$/.test(name) ? '' : name).slice(0, authorLength);
};
