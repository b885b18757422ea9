import type { Clock, Undo } from '@amud/protocol/clock.ts';
import type { FeedInput } from '@amud/protocol/feeds.ts';
import { limits } from '@amud/protocol/limits.ts';
import { type Audience, sees } from '@amud/protocol/roles.ts';
import type { Kysely } from 'kysely';
import type { Bus } from '../../core/bus.ts';
import type { Log } from '../../core/log.ts';
import { createQueue, type Queue } from '../../core/queue.ts';
import { randomShortId } from '../../core/random.ts';
import { FaultError } from '../../http/faults.ts';
import type { Recorder } from '../../http/route.ts';
import type { Prepared } from '../../store/prepared.ts';
import type { Tables } from '../../store/tables.ts';
import { type FeedAdoption, prepareAdoption, unread } from './adopt.ts';
import { fromRow, type KnownFeed, nameOf, toRow } from './known-feed.ts';
import * as queries from './queries.ts';
import type { Reader } from './reader.ts';
import { createReading, firstAt } from './reading.ts';

export type FeedsParts = { query: Kysely<Tables>; clock: Clock; bus: Bus; log: Log; read: Reader };

/** What this house follows, in memory and in the database, and read in the background. */
export type Feeds = {
  /** By name. */
  list(audience: Audience): KnownFeed[];
  get(id: string, audience: Audience): KnownFeed | undefined;
  /** Grows whenever this audience may see something else. */
  changes(audience: Audience): number;
  /** @returns those that were added; an address that is there already is not added again. */
  add(inputs: FeedInput[], record: Recorder): Promise<KnownFeed[]>;
  change(feed: KnownFeed, input: FeedInput, record: Recorder): Promise<void>;
  remove(feed: KnownFeed, record: Recorder): Promise<void>;
  restore(id: string, audience: Audience, record: Recorder): Promise<KnownFeed>;
  /** Reads these as soon as there is room, also one that rests after a failure. */
  readNow(feeds: readonly KnownFeed[]): void;
  /** Nothing else changes what there is until this is done. */
  alone: Queue;
  /** Only while alone. */
  adopt(adoption: FeedAdoption): Prepared;
  start(): Promise<void>;
  stop(): void;
};

type State = { feeds: Map<string, KnownFeed>; changes: number };

export const createFeeds = (parts: FeedsParts): Feeds => {
  const { query, clock, bus, log } = parts;
  const state: State = { feeds: new Map(), changes: 0 };
  const queue = createQueue();
  const undos: Undo[] = [];
  const present = () => [...state.feeds.values()].filter(({ removedAt }) => removedAt === null);
  const changed = (feed: KnownFeed): void => {
    state.changes += 1;
    feed.change = state.changes;
    bus.emit('feeds-changed', { ids: [feed.id] });
  };
  const reading = createReading({ query, clock, log, read: parts.read, list: present, changed });
  const soon = (feed: KnownFeed): void => {
    feed.nextAt = clock.monotonic();
    reading.wake();
  };
  const isFor = (feed: KnownFeed, audience: Audience) => sees(audience, feed.input.visibleTo);
  const save = async (feed: KnownFeed, next: Partial<KnownFeed>, record: Recorder): Promise<void> => {
    const saved = { ...feed, ...next };
    await query.transaction().execute(async (transaction) => {
      await queries.updateFeed(transaction, toRow(saved, clock.now()));
      await record(transaction, { target: feed.id, detail: { name: nameOf(saved) } });
    });
    Object.assign(feed, next);
    changed(feed);
  };
  return {
    list: (audience) =>
      present()
        .filter((feed) => isFor(feed, audience))
        .sort((one, other) => nameOf(one).localeCompare(nameOf(other))),
    get: (id, audience) => {
      const feed = state.feeds.get(id);
      return feed?.removedAt === null && isFor(feed, audience) ? feed : undefined;
    },
    changes: (audience) =>
      Math.max(0, ...[...state.feeds.values()].filter((feed) => isFor(feed, audience)).map(({ change }) => change)),
    add: (inputs, record) =>
      queue(async () => {
        const added = await add(parts, state, inputs, record);
        for (const feed of added) {
          changed(feed);
          soon(feed);
        }
        return added;
      }),
    change: (feed, input, record) =>
      queue(async () => {
        refuseTwice(state, input.url, feed.id);
        const isMoved = input.url !== feed.input.url;
        await save(
          feed,
          { input, ...(isMoved ? { etag: null, modified: null, fault: null, failures: 0 } : {}) },
          record,
        );
        if (isMoved) soon(feed);
        else feed.nextAt = Math.min(feed.nextAt, firstAt(feed, clock));
        reading.wake();
      }),
    remove: (feed, record) => queue(() => save(feed, { removedAt: clock.now() }, record)),
    restore: (id, audience, record) =>
      queue(async () => {
        const feed = state.feeds.get(id);
        if (!feed || !isFor(feed, audience)) throw gone();
        if (feed.removedAt === null) return feed;
        refuseOneMore(state, 1);
        refuseTwice(state, feed.input.url, id);
        await save(feed, { removedAt: null }, record);
        soon(feed);
        return feed;
      }),
    readNow: (feeds) => {
      for (const feed of feeds) soon(feed);
    },
    alone: queue,
    adopt: (adoption) =>
      prepareAdoption(clock, state.feeds, adoption, (feeds) => {
        for (const feed of feeds) {
          changed(feed);
          if (feed.removedAt === null) soon(feed);
        }
      }),
    start: async () => {
      for (const row of await queries.allFeeds(query)) state.feeds.set(row.id, fromRow(row));
      for (const feed of state.feeds.values()) feed.nextAt = firstAt(feed, clock);
      const run = () => sweep(parts, state).catch((error: unknown) => log.warn({ err: error }, 'removed feeds'));
      await run();
      undos.push(clock.every(limits.feed.sweepMs, () => void queue(run)));
      reading.wake();
    },
    stop: () => {
      reading.stop();
      for (const undo of undos.splice(0)) undo();
    },
  };
};

export const gone = () => new FaultError('missing', 'There is no such feed. It may have been removed.');

const presentUrls = (state: State): Map<string, string> =>
  new Map(
    [...state.feeds.values()].filter(({ removedAt }) => removedAt === null).map(({ id, input }) => [input.url, id]),
  );

const refuseTwice = (state: State, url: string, id: string): void => {
  const other = presentUrls(state).get(url);
  if (other !== undefined && other !== id)
    throw new FaultError('conflict', 'This feed is here already.', { field: 'url' });
};

const refuseOneMore = (state: State, more: number): void => {
  if (presentUrls(state).size + more > limits.feed.count)
    throw new FaultError('conflict', `There are ${limits.feed.count} feeds at most. Remove some first.`);
};

const add = async ({ query, clock }: FeedsParts, state: State, inputs: FeedInput[], record: Recorder) => {
  const known = presentUrls(state);
  const wanted = new Map(inputs.map((input) => [input.url, input]));
  const fresh = [...wanted.values()].filter(({ url }) => !known.has(url));
  refuseOneMore(state, fresh.length);
  const feeds = fresh.map(
    (input): KnownFeed => fromRow({ ...unread, id: randomShortId(), content: JSON.stringify(input) }),
  );
  if (feeds.length === 0) return [];
  await query.transaction().execute(async (transaction) => {
    for (const feed of feeds) await queries.insertFeed(transaction, toRow(feed, clock.now()));
    const [first] = feeds;
    await record(transaction, first && feeds.length === 1 ? { target: first.id, detail: { name: nameOf(first) } } : {});
  });
  for (const feed of feeds) state.feeds.set(feed.id, feed);
  return feeds;
};

/** Forgets for good what was removed long ago, with its entries. */
const sweep = async ({ query, clock }: FeedsParts, state: State): Promise<void> => {
  const removed = [...state.feeds.values()]
    .filter(({ removedAt }) => removedAt !== null)
    .sort((one, other) => (other.removedAt ?? 0) - (one.removedAt ?? 0));
  for (const [place, { id, removedAt }] of removed.entries()) {
    if (place < limits.feed.count && clock.now() - (removedAt ?? 0) < limits.feed.keepRemovedMs) continue;
    await queries.deleteFeed(query, id);
    state.feeds.delete(id);
  }
};
