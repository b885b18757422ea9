import { limits } from '@amud/protocol/limits.ts';
import type { Transaction } from 'kysely';
import type { Tables } from '../../store/tables.ts';
import * as queries from './queries.ts';
import type { ReadEntry } from './read/read-feed.ts';

/**
 * Keeps what was read of a feed: new entries are added, those that are known corrected, the oldest forgotten.
 * @returns how many are new.
 */
export const storeRead = async (
  transaction: Transaction<Tables>,
  feedId: string,
  read: readonly ReadEntry[],
  now: number,
): Promise<number> => {
  const entries = read
    .map((entry, place) => dated(entry, place, now))
    .filter((entry, place) => isKept(entry, place, now));
  const known = await queries.keysOf(transaction, feedId);
  const fresh = entries.filter(({ key }) => !known.has(key));
  if (fresh.length > 0) await queries.insertEntries(transaction, feedId, fresh, now);
  for (const entry of entries) if (known.has(entry.key)) await queries.refreshEntry(transaction, feedId, entry, now);
  await queries.pruneEntries(transaction, feedId, now);
  return fresh.length;
};

/** What has no date is from now, in the order of the feed; what is of tomorrow is from now too. */
const dated = ({ at, ...entry }: ReadEntry, place: number, now: number): queries.NewEntry => ({
  ...entry,
  at: Math.min(at ?? now - place, now),
});

/** Of a feed that rests, the newest few are shown however old they are. */
const isKept = ({ at }: queries.NewEntry, place: number, now: number): boolean =>
  place < limits.feed.entriesLeast || at >= now - limits.feed.keepMs;
