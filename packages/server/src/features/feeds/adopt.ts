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
  const removed = [...state.values()].filter(leaves).map((feed) => ({ ...feed, removedAt: clock.now() }));
  const changed = [...put.map(({ id, ...input }) => adopted(state.get(id), id, input)), ...removed];
  refuseTooMany(state, changed);
  return {
    write: async (transaction) => {
      for (const feed of changed) {
        const row = toRow(feed, clock.now());
        await (state.has(feed.id) ? queries.updateFeed(transaction, row) : queries.insertFeed(transaction, row));
      }
    },
    done: () => {
      for (const feed of changed) state.set(feed.id, feed);
      taken(changed);
    },
  };
};

const adopted = (before: KnownFeed | undefined, id: string, input: FeedInput): KnownFeed => {
  const isMoved = before?.input.url !== input.url;
  const known = before ?? fromRow({ ...unread, id, content: JSON.stringify(input) });
  return {
    ...known,
    ...(isMoved ? { etag: null, modified: null, fault: null, failures: 0 } : {}),
    input,
    removedAt: null,
  };
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

const refuseTooMany = (state: ReadonlyMap<string, KnownFeed>, changed: readonly KnownFeed[]): void => {
  const after = new Map([...state, ...changed.map((feed) => [feed.id, feed] as const)]);
  if ([...after.values()].filter(({ removedAt }) => removedAt === null).length > limits.feed.count)
    throw new FaultError('conflict', `With these there are more than ${limits.feed.count} feeds.`);
};
