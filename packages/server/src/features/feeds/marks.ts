import type { marksInput } from '@amud/protocol/feeds.ts';
import { limits } from '@amud/protocol/limits.ts';
import { type Kysely, sql } from 'kysely';
import type * as v from 'valibot';
import { FaultError } from '../../http/faults.ts';
import type { Tables } from '../../store/tables.ts';

type Query = Kysely<Tables>;

/** What one person has read and starred. */
export type Marks = {
  /** Those of `ids` that are of these feeds. */
  set(userId: number, feedIds: readonly string[], marks: v.InferOutput<typeof marksInput>): Promise<void>;
  /** Everything unread up to an entry. @returns what undoes it. */
  readAll(userId: number, feedIds: readonly string[], through: number): Promise<{ at: number; count: number }>;
  undo(userId: number, at: number): Promise<void>;
  starred(userId: number, feedIds: readonly string[]): Promise<number>;
};

export const createMarks = (query: Query, now: () => number): Marks => {
  let lastAt = 0;
  /** No two are the same, so that each can be undone alone. */
  const stamp = (): number => {
    lastAt = Math.max(now(), lastAt + 1);
    return lastAt;
  };
  return {
    set: async (userId, feedIds, { ids, read, starred }) => {
      if (starred) await refuseOneMore(query, userId, ids.length);
      const at = stamp();
      await query.transaction().execute(async (transaction) => {
        const known = await transaction
          .selectFrom('feed_entries')
          .select('id')
          .where('id', 'in', ids)
          .where('feed_id', 'in', [...feedIds])
          .execute();
        for (const { id } of known) {
          const change = {
            ...(read === undefined ? {} : { read_at: read ? at : null }),
            ...(starred === undefined ? {} : { starred_at: starred ? at : null }),
          };
          await transaction
            .insertInto('feed_marks')
            .values({ user_id: userId, entry_id: id, read_at: null, starred_at: null, ...change })
            .onConflict((conflict) => conflict.columns(['user_id', 'entry_id']).doUpdateSet(change))
            .execute();
        }
      });
    },
    readAll: async (userId, feedIds, through) => {
      const at = stamp();
      if (feedIds.length === 0) return { at, count: 0 };
      const { numAffectedRows = 0n } = await sql`
        INSERT INTO feed_marks (user_id, entry_id, read_at, starred_at)
        SELECT ${userId}, e.id, ${at}, NULL FROM feed_entries e
        LEFT JOIN feed_marks m ON m.entry_id = e.id AND m.user_id = ${userId}
        WHERE e.feed_id IN (${sql.join(feedIds)}) AND e.id <= ${through} AND m.read_at IS NULL
        ON CONFLICT (user_id, entry_id) DO UPDATE SET read_at = excluded.read_at`.execute(query);
      return { at, count: Number(numAffectedRows) };
    },
    undo: async (userId, at) => {
      await query
        .updateTable('feed_marks')
        .set({ read_at: null })
        .where('user_id', '=', userId)
        .where('read_at', '=', at)
        .execute();
    },
    starred: (userId, feedIds) => countStarred(query, userId, feedIds),
  };
};

const countStarred = async (query: Query, userId: number, feedIds?: readonly string[]): Promise<number> => {
  let found = query
    .selectFrom('feed_marks as m')
    .innerJoin('feed_entries as e', 'e.id', 'm.entry_id')
    .select((count) => count.fn.countAll<number>().as('count'))
    .where('m.user_id', '=', userId)
    .where('m.starred_at', 'is not', null);
  if (feedIds) found = found.where('e.feed_id', 'in', [...feedIds]);
  return (await found.executeTakeFirst())?.count ?? 0;
};

const refuseOneMore = async (query: Query, userId: number, more: number): Promise<void> => {
  if ((await countStarred(query, userId)) + more > limits.feed.starsPerUser)
    throw new FaultError('conflict', `There are ${limits.feed.starsPerUser} stars at most. Take some away first.`);
};
