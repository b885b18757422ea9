import { decodeText } from '../../core/decode.ts';
import type { Answer } from '../../core/outbound/exchange.ts';
import type { Outbound } from '../../core/outbound/outbound.ts';
import { mustSucceed, RemoteError, toRemoteError } from '../../core/outbound/remote.ts';
import { type ReadFeed, readFeed } from './read/read-feed.ts';

export type Conditions = { etag: string | null; modified: string | null };
export type Look =
  | { state: 'same' }
  | { state: 'read'; url: string; feed: ReadFeed; conditions: Conditions }
  /** It is something else, such as the page of a site. */
  | { state: 'other'; url: string; text: string };

/** Asks an address for a feed. @throws RemoteError saying why there was no answer. */
export type Reader = (url: string, conditions?: Conditions) => Promise<Look>;

const accept =
  'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.5';

export const createReader =
  (outbound: Pick<Outbound, 'request'>): Reader =>
  async (url, { etag, modified } = { etag: null, modified: null }) => {
    const headers = {
      accept,
      ...(etag === null ? {} : { 'if-none-match': etag }),
      ...(modified === null ? {} : { 'if-modified-since': modified }),
    };
    const answer = await outbound.request({ url, zone: 'lan', headers }).catch((error: unknown) => {
      throw toRemoteError(error, url);
    });
    mustSucceed(answer);
    if (answer.status === 304) return { state: 'same' };
    return look(answer);
  };

const look = ({ url, body, headers }: Answer): Look => {
  const text = decodeText(body, headers['content-type']);
  const feed = readFeed(text, url);
  if (!feed) return { state: 'other', url, text };
  const conditions = { etag: short(headers.etag), modified: short(headers['last-modified']) };
  return { state: 'read', url, feed, conditions };
};

/** What is sent back to them must fit into a header. */
const short = (value: string | undefined): string | null => (value !== undefined && value.length <= 512 ? value : null);

/** The feed at an address, for who knows that there is one. @throws RemoteError */
export const mustBeFeed = (found: Look, url: string): Exclude<Look, { state: 'other' }> => {
  if (found.state !== 'other') return found;
  throw new RemoteError('content', URL.canParse(url) ? new URL(url).host : '');
};
