import { limits } from '@amud/protocol/limits.ts';
import { sha256Hex } from '../../../core/random.ts';
import { readAtom } from './atom.ts';
import { readJsonFeed } from './json-feed.ts';
import { readRss } from './rss.ts';
import { readXml } from './xml.ts';

/** An entry as its feed tells it. `at` is undefined where it has no date that can be read. */
export type RawEntry = {
  id: string;
  url: string | undefined;
  title: string;
  author: string;
  excerpt: string;
  at: number | undefined;
};
export type RawFeed = { title: string; site: string | undefined; entries: RawEntry[] };

export type ReadEntry = {
  /** Tells it from the others of its feed. */
  key: string;
  url: string;
  title: string;
  author: string;
  excerpt: string;
  at: number | undefined;
};
export type ReadFeed = { title: string; site: string; entries: ReadEntry[] };

/**
 * A feed of whatever kind: RSS 0.9x, 1.0, 2.0, Atom, JSON Feed.
 * @param url where it was, for what it names without saying where.
 * @returns undefined when this is no feed.
 */
export const readFeed = (text: string, url: string): ReadFeed | undefined => {
  const found = text.trimStart().startsWith('{') ? readJsonFeed(text, url) : readXmlFeed(text, url);
  if (!found) return undefined;
  const site = found.site ?? '';
  const entries = found.entries.flatMap((entry) => finished(entry) ?? []);
  const seen = new Set<string>();
  const once = entries.filter(({ key }) => !seen.has(key) && seen.add(key));
  return { title: found.title, site, entries: newest(once) };
};

/** In the order of the feed where there are no dates; else the newest first. */
const newest = (entries: ReadEntry[]): ReadEntry[] =>
  entries
    .map((entry, place) => ({ entry, place }))
    .sort((one, other) => (other.entry.at ?? 0) - (one.entry.at ?? 0) || one.place - other.place)
    .slice(0, limits.feed.entriesRead)
    .map(({ entry }) => entry);

const readXmlFeed = (text: string, url: string): RawFeed | undefined => {
  const document = readXml(text);
  const name = document?.root.name.replace(/^.*:/, '');
  if (!document || name === undefined) return undefined;
  if (name === 'feed') return readAtom(document, url);
  return name === 'rss' || name === 'rdf' || name === 'channel' ? readRss(document, url) : undefined;
};

/** With neither a title nor an address there is nothing to show. */
const finished = ({ id, url = '', title, author, excerpt, at }: RawEntry): ReadEntry | undefined => {
  if (title === '' && excerpt === '' && url === '') return undefined;
  const name = title || excerpt.slice(0, limits.feed.titleLength) || url;
  const known = id || url || `${name}\n${at ?? ''}`;
  const key = known.length <= 128 ? known : sha256Hex(known);
  return { key, url, title: name, author, excerpt: excerpt === name ? '' : excerpt, at };
};
