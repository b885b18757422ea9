import type { FeedsShown } from '@amud/protocol/feeds.ts';
import { limits } from '@amud/protocol/limits.ts';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { FeedsTable, Tables } from '../../store/tables.ts';

type Query = Kysely<Tables> | Transaction<Tables>;

export const allFeeds = (query: Query) => query.selectFrom('feeds').selectAll().execute();

export const insertFeed = (query: Query, row: FeedsTable) => query.insertInto('feeds').values(row).execute();

export const updateFeed = (query: Query, { id, ...change }: FeedsTable) =>
  query.updateTable('feeds').set(change).where('id', '=', id).execute();

export const deleteFeed = (query: Query, id: string) => query.deleteFrom('feeds').where('id', '=', id).execute();

export type NewEntry = {
  key: string;
  url: string;
  title: string;
  author: string;
  excerpt: string;
  at: number;
};

export const keysOf = async (query: Query, feedId: string): Promise<Set<string>> => {
  const rows = await query.selectFrom('feed_entries').select('key').where('feed_id', '=', feedId).execute();
  return new Set(rows.map(({ key }) => key));
};

export const insertEntries = (query: Query, feedId: string, entries: NewEntry[], now: number) =>
  query
    .insertInto('feed_entries')
    .values(entries.map((entry) => ({ ...entry, feed_id: feedId, seen_at: now })))
    .execute();

/** What is still in the feed may have been corrected; its date stays. */
export const refreshEntry = (query: Query, feedId: string, { key, at: _, ...change }: NewEntry, now: number) =>
  query
    .updateTable('feed_entries')
    .set({ ...change, seen_at: now })
    .where('feed_id', '=', feedId)
    .where('key', '=', key)
    .execute();

/**
 * Forgets the oldest of what the feed itself no longer has, beyond what is kept. What somebody starred stays; so does what
 * the feed still has, which would come back as new.
 */
export const pruneEntries = (query: Query, feedId: string, now: number) => {
  const { entriesKept, entriesLeast, keepMs } = limits.feed;
  return sql`
    DELETE FROM feed_entries WHERE id IN (
      SELECT id FROM (
        SELECT id, at, seen_at, row_number() OVER (ORDER BY at DESC, id DESC) AS place, max(seen_at) OVER () AS newest
        FROM feed_entries WHERE feed_id = ${feedId}
      )
      WHERE seen_at < newest AND (place > ${entriesKept} OR (place > ${entriesLeast} AND at < ${now - keepMs}))
    ) AND id NOT IN (SELECT entry_id FROM feed_marks WHERE starred_at IS NOT NULL)`.execute(query);
};

export type EntriesFilter = {
  userId: number | null;
  feedIds: readonly string[];
  show: FeedsShown;
  text: string;
  before: { at: number; id: number } | null;
  limit: number;
};

/** The newest first. */
export const findEntries = (query: Query, { userId, feedIds, show, text, before, limit }: EntriesFilter) => {
  let found = query
    .selectFrom('feed_entries as e')
    .leftJoin('feed_marks as m', (join) => join.onRef('m.entry_id', '=', 'e.id').on('m.user_id', '=', userId ?? -1))
    .select(['e.id', 'e.feed_id', 'e.url', 'e.title', 'e.author', 'e.excerpt', 'e.at', 'm.read_at', 'm.starred_at'])
    .where('e.feed_id', 'in', [...feedIds]);
  if (show === 'unread') found = found.where('m.read_at', 'is', null);
  if (show === 'starred') found = found.where('m.starred_at', 'is not', null);
  for (const word of text.split(/\s+/).filter(Boolean).slice(0, 8)) {
    const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    found = found.where(sql<boolean>`(e.title LIKE ${like} ESCAPE '\\' OR e.excerpt LIKE ${like} ESCAPE '\\')`);
  }
  if (before)
    found = found.where((where) =>
      where.or([
        where('e.at', '<', before.at),
        where.and([where('e.at', '=', before.at), where('e.id', '<', before.id)]),
      ]),
    );
  return found.orderBy('e.at', 'desc').orderBy('e.id', 'desc').limit(limit).execute();
};
export type EntryRow = Awaited<ReturnType<typeof findEntries>>[number];

/** How many each feed has that this person has not read. */
export const countUnread = async (query: Query, userId: number): Promise<Map<string, number>> => {
  const rows = await query
    .selectFrom('feed_entries as e')
    .leftJoin('feed_marks as m', (join) => join.onRef('m.entry_id', '=', 'e.id').on('m.user_id', '=', userId))
    .select(['e.feed_id', (count) => count.fn.countAll<number>().as('count')])
    .where('m.read_at', 'is', null)
    .groupBy('e.feed_id')
    .execute();
  return new Map(rows.map(({ feed_id, count }) => [feed_id, count]));
};
