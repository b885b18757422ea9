import type { Clock } from '@amud/protocol/clock.ts';
import type { FeedInput } from '@amud/protocol/feeds.ts';
import { limits } from '@amud/protocol/limits.ts';
import { FaultError } from '../../http/faults.ts';
import type { Prepared } from '../../store/prepared.ts';
import { fromRow, type KnownFeed, toRow } from './known-feed.ts';
import * as queries from './queries.ts';

/** Feeds as a file has them, under the ids that it gives them. */
export type FeedAdoption = { put: readonly (FeedInput & { id: string })[]; remove: readonly string[] };

/**
 * Prepares taking feeds over. One that is here under another id gives way to that of the file with the same address: what
 * a widget names is the id. What is removed can come back for a while.
 */
export const prepareAdoption = (
  clock: Clock,
  state: Map<string, KnownFeed>,
  { put, remove }: FeedAdoption,
  taken: (feeds: readonly KnownFeed[]) => void,
): Prepared => {
  const ids = new Set(put.map(({ id }) => id));
  const urls = new Set(put.map(({ url }) => url));
  const leaves = ({ id, input, removedAt }: KnownFeed): boolean =>
    removedAt === null && !ids.has(id) && (remove.includes(id) || urls.has(input.url));
  const changes = [
    ...put.map(({ id, ...input }) => adopted(state.get(id), id, input)),
    ...[...state.values()].filter(leaves).map((feed): Change => ({ feed, next: { removedAt: clock.now() } })),
  ];
  refuseTooMany(state, changes);
  return {
    write: async (transaction) => {
      for (const { feed, next } of changes) {
        const row = toRow({ ...feed, ...next }, clock.now());
        await (state.has(feed.id) ? queries.updateFeed(transaction, row) : queries.insertFeed(transaction, row));
      }
    },
    done: () => {
      // The same thing as before: a reading that is under way has it in hand.
      for (const { feed, next } of changes) state.set(feed.id, Object.assign(feed, next));
      taken(changes.map(({ feed }) => feed));
    },
  };
};

type Change = { feed: KnownFeed; next: Partial<KnownFeed> };

const adopted = (before: KnownFeed | undefined, id: string, input: FeedInput): Change => {
  const feed = before ?? fromRow({ ...unread, id, content: JSON.stringify(input) });
  const isMoved = before !== undefined && before.input.url !== input.url;
  const anew = isMoved ? { etag: null, modified: null, fault: null, failures: 0 } : {};
  return { feed, next: { ...anew, input, removedAt: null } };
};

/** One that was never read. */
export const unread = {
  title: '',
  site: '',
  etag: null,
  modified: null,
  read_at: null,
  fault: null,
  changed_at: 0,
  removed_at: null,
};

const refuseTooMany = (state: ReadonlyMap<string, KnownFeed>, changes: readonly Change[]): void => {
  const after = new Map([...state].map(([id, { removedAt }]) => [id, removedAt]));
  for (const { feed, next } of changes) after.set(feed.id, next.removedAt ?? null);
  if ([...after.values()].filter((removedAt) => removedAt === null).length > limits.feed.count)
    throw new FaultError('conflict', `With these there are more than ${limits.feed.count} feeds.`);
};
