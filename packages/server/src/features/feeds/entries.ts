import type { EntriesOutput, EntriesQuery, FeedEntry, FeedsWidget } from '@amud/protocol/feeds.ts';
import type { Kysely } from 'kysely';
import type { Tables } from '../../store/tables.ts';
import { type KnownFeed, nameOf } from './known-feed.ts';
import { type EntriesFilter, type EntryRow, findEntries } from './queries.ts';

type Page = Pick<EntriesQuery, 'show' | 'q' | 'before'> & { limit: number };

/** A page of entries as one person has them, the newest first. */
export const entriesOf = async (
  query: Kysely<Tables>,
  feeds: readonly KnownFeed[],
  userId: number,
  { show, q = '', before, limit }: Page,
): Promise<EntriesOutput> => {
  const feedIds = feeds.map(({ id }) => id);
  if (feedIds.length === 0) return { entries: [], next: null };
  const rows = await findEntries(query, { userId, feedIds, show, text: q, before: placeOf(before), limit: limit + 1 });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { entries: rows.slice(0, limit).map(toEntry), next: last ? `${last.at}-${last.id}` : null };
};

/** The newest of some feeds, for whoever sees a widget. */
export const widgetOf = async (
  query: Kysely<Tables>,
  feeds: readonly KnownFeed[],
  limit: number,
): Promise<FeedsWidget> => {
  const feedIds = feeds.map(({ id }) => id);
  const filter: EntriesFilter = { userId: null, feedIds, show: 'all', text: '', before: null, limit };
  const rows = feedIds.length === 0 ? [] : await findEntries(query, filter);
  return {
    feeds: feeds.map((feed) => ({ id: feed.id, name: nameOf(feed), site: feed.site })),
    entries: rows.map((row) => ({
      id: row.id,
      feedId: row.feed_id,
      title: row.title,
      url: row.url,
      excerpt: row.excerpt,
      at: row.at,
    })),
    faults: feeds.flatMap((feed) => (feed.fault ? [{ name: nameOf(feed), fault: feed.fault }] : [])),
  };
};

const placeOf = (before: string | undefined): EntriesFilter['before'] => {
  if (before === undefined) return null;
  const [at = 0, id = 0] = before.split('-').map(Number);
  return { at, id };
};

const toEntry = (row: EntryRow): FeedEntry => ({
  id: row.id,
  feedId: row.feed_id,
  title: row.title,
  url: row.url,
  author: row.author,
  excerpt: row.excerpt,
  at: row.at,
  isRead: row.read_at !== null,
  isStarred: row.starred_at !== null,
});
