import type { FeedInput } from '@amud/protocol/feeds.ts';
import type { RemoteFault } from '@amud/protocol/remote.ts';
import type { Planned } from '../../core/schedule.ts';
import type { FeedsTable } from '../../store/tables.ts';

/** A feed as the server knows it, and when it is read next. */
export type KnownFeed = Planned & {
  id: string;
  input: FeedInput;
  /** What it calls itself, and the page that it is of. */
  title: string;
  site: string;
  etag: string | null;
  modified: string | null;
  readAt: number | null;
  fault: RemoteFault | null;
  /** Tries that failed since it was read last. */
  failures: number;
  removedAt: number | null;
  /** Grows with each change that somebody may see. */
  change: number;
};

/** Its own name, where nobody gave it another. */
export const nameOf = ({ input, title }: Pick<KnownFeed, 'input' | 'title'>): string =>
  input.name || title || (URL.canParse(input.url) ? new URL(input.url).host : '');

export const fromRow = (row: FeedsTable): KnownFeed => ({
  id: row.id,
  input: JSON.parse(row.content) as FeedInput,
  title: row.title,
  site: row.site,
  etag: row.etag,
  modified: row.modified,
  readAt: row.read_at,
  fault: row.fault === null ? null : (JSON.parse(row.fault) as RemoteFault),
  failures: row.fault === null ? 0 : 1,
  removedAt: row.removed_at,
  change: 0,
  nextAt: 0,
  isRunning: false,
});

export const toRow = (feed: KnownFeed, now: number): FeedsTable => ({
  id: feed.id,
  content: JSON.stringify(feed.input),
  title: feed.title,
  site: feed.site,
  etag: feed.etag,
  modified: feed.modified,
  read_at: feed.readAt,
  fault: feed.fault && JSON.stringify(feed.fault),
  changed_at: now,
  removed_at: feed.removedAt,
});
