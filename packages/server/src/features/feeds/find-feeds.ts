import type { FeedTest, FoundFeed } from '@amud/protocol/feeds.ts';
import { limits } from '@amud/protocol/limits.ts';
import { baseOf, tagsOf } from '../../core/html-tags.ts';
import { RemoteError } from '../../core/outbound/remote.ts';
import { linkIn } from './read/address.ts';
import { textOf } from './read/html-text.ts';
import type { ReadFeed } from './read/read-feed.ts';
import type { Look, Reader } from './reader.ts';

const LOOKED_AT = 512 * 1024;

/** Where programs that make sites put their feed, for pages that do not name it. */
const usual = ['feed', 'rss.xml', 'atom.xml', 'feed.xml', 'index.xml', 'feed.json'];

/** The feed at an address, or the feeds that the page there names, with some of what is in each. */
export const findFeeds = async (read: Reader, address: string, now: number): Promise<FeedTest> => {
  const first = await ask(read, address);
  if (first.error) return { result: 'failed', step: 'ask', url: first.url, fault: faultOf(first.error, now) };
  const { look, url } = first;
  if (look.state === 'read') return { result: 'found', feeds: [toFound(look.url, look.feed)] };
  if (look.state !== 'other' || !/<(html|head|body|link|meta|!doctype html)\b/i.test(look.text.slice(0, LOOKED_AT)))
    return { result: 'failed', step: 'read', url, fault: null };
  const feeds = await feedsOf(read, look.text, look.url);
  return feeds.length > 0 ? { result: 'found', feeds } : { result: 'failed', step: 'find', url: look.url, fault: null };
};

type First = { url: string; look: Look; error?: undefined } | { url: string; error: RemoteError };

/** Without a scheme it is asked for encrypted first. */
const ask = async (read: Reader, address: string): Promise<First> => {
  const urls = /^[a-z][a-z0-9+.-]*:\/\//i.test(address)
    ? [address]
    : [`https://${address.replace(/^feed:/i, '')}`, `http://${address.replace(/^feed:/i, '')}`];
  let failure: First | undefined;
  for (const url of urls) {
    try {
      return { url, look: await read(url) };
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      failure ??= { url, error };
      if (!['unreachable', 'tls', 'slow'].includes(error.reason)) break;
    }
  }
  return failure ?? { url: address, error: new RemoteError('address', '') };
};

const feedsOf = async (read: Reader, html: string, pageUrl: string): Promise<FoundFeed[]> => {
  const named = await readAll(read, namedIn(html, pageUrl));
  if (named.length > 0) return named;
  const guesses = usual.flatMap((path) => linkIn(path, pageUrl.replace(/([^/])$/, '$1/')) ?? []);
  return (await readAll(read, guesses)).slice(0, 1);
};

/** `<link rel="alternate" type="application/rss+xml" href="…">`; comments of a page come last. */
const namedIn = (html: string, pageUrl: string): string[] => {
  const text = html.slice(0, LOOKED_AT);
  const base = baseOf(text, pageUrl);
  const links = [...tagsOf(text, 'link')].filter(
    ({ rel = '', type = '' }) =>
      /\b(alternate|feed)\b/i.test(rel) &&
      /^(application|text)\/((rss|atom|rdf)\+xml|xml|feed\+json)/i.test(type.trim()),
  );
  links.sort((one, other) => Number(isOfComments(one)) - Number(isOfComments(other)));
  return [...new Set(links.flatMap(({ href }) => linkIn(href, base) ?? []))].slice(0, limits.feed.found);
};

const isOfComments = ({ href = '', title = '' }: Record<string, string>): boolean => /comment/i.test(href + title);

const readAll = async (read: Reader, urls: string[]): Promise<FoundFeed[]> => {
  const looks = await Promise.all(
    urls.map((url) =>
      read(url).catch((error: unknown) => {
        if (error instanceof RemoteError) return undefined;
        throw error;
      }),
    ),
  );
  return looks.flatMap((look) => (look?.state === 'read' ? [toFound(look.url, look.feed)] : []));
};

const toFound = (url: string, { title, site, entries }: ReadFeed): FoundFeed => ({
  url,
  title: textOf(title, 80),
  site,
  count: entries.length,
  entries: entries
    .slice(0, limits.feed.previewEntries)
    .map((entry) => ({ title: entry.title, url: entry.url, excerpt: entry.excerpt, at: entry.at ?? null })),
});

const faultOf = ({ reason, detail }: RemoteError, since: number) => ({ reason, detail, since });
