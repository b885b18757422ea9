import type { Clock } from '@amud/protocol/clock.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { Kysely } from 'kysely';
import type { Log } from '../../core/log.ts';
import { RemoteError } from '../../core/outbound/remote.ts';
import { createSchedule, type Schedule } from '../../core/schedule.ts';
import type { Tables } from '../../store/tables.ts';
import { type KnownFeed, toRow } from './known-feed.ts';
import * as queries from './queries.ts';
import { mustBeFeed, type Reader } from './reader.ts';
import { storeRead } from './store-read.ts';

export type ReadingParts = {
  query: Kysely<Tables>;
  clock: Clock;
  log: Log;
  read: Reader;
  list(): Iterable<KnownFeed>;
  changed(feed: KnownFeed): void;
};

const MINUTE_MS = 60_000;
/** Where too much was under way here, nothing is known of the other side: it is asked again soon. */
const BUSY_MS = 10_000;
/** Hosts are not asked for everything at the same second of each hour. */
const SPREAD = 0.1;

/** Reads each feed when it is due, a few at once; one that fails rests for longer each time. */
export const createReading = (parts: ReadingParts): Schedule => {
  const schedule = createSchedule<KnownFeed>({
    clock: parts.clock,
    list: parts.list,
    most: limits.feed.concurrent,
    start: (feed) => {
      feed.isRunning = true;
      void readOne(parts, feed).finally(() => {
        feed.isRunning = false;
        schedule.wake();
      });
    },
  });
  return schedule;
};

/** When a feed is due after the start: as if there had been none. */
export const firstAt = (feed: KnownFeed, clock: Clock): number => {
  const sinceMs = feed.readAt === null ? Number.POSITIVE_INFINITY : clock.now() - feed.readAt;
  return clock.monotonic() + Math.max(0, feed.input.everyMinutes * MINUTE_MS - Math.max(0, sinceMs));
};

const readOne = async (parts: ReadingParts, feed: KnownFeed): Promise<void> => {
  const { clock, log, query } = parts;
  const { input } = feed;
  try {
    const look = mustBeFeed(await parts.read(input.url, feed), input.url);
    // Meanwhile it may be another, or gone.
    if (feed.input.url !== input.url || feed.removedAt !== null) return;
    const isOther = await keep(parts, feed, look);
    const everyMs = input.everyMinutes * MINUTE_MS;
    feed.nextAt = clock.monotonic() + everyMs * (1 + SPREAD * (Math.random() - 0.5));
    if (isOther) parts.changed(feed);
  } catch (error) {
    if (error instanceof RemoteError && error.reason === 'busy') {
      feed.nextAt = clock.monotonic() + BUSY_MS;
      return;
    }
    feed.nextAt = clock.monotonic() + restMs(feed);
    feed.failures += 1;
    if (!(error instanceof RemoteError)) return log.error({ err: error, feed: feed.id }, 'a feed could not be kept');
    const since = feed.fault?.since ?? clock.now();
    const isNew = feed.fault?.reason !== error.reason;
    feed.fault = { reason: error.reason, detail: error.detail, since };
    if (isNew) parts.changed(feed);
    await queries
      .updateFeed(query, toRow(feed, clock.now()))
      .catch((failure: unknown) => log.error({ err: failure, feed: feed.id }, 'the state of a feed could not be kept'));
  }
};

/** @returns whether anybody can see a difference. */
const keep = async (
  { query, clock }: ReadingParts,
  feed: KnownFeed,
  look: ReturnType<typeof mustBeFeed>,
): Promise<boolean> => {
  const now = clock.now();
  const wasFine = feed.fault === null && feed.readAt !== null;
  const { title } = feed;
  feed.readAt = now;
  feed.fault = null;
  feed.failures = 0;
  if (look.state === 'read') {
    feed.title = look.feed.title;
    feed.site = look.feed.site;
    feed.etag = look.conditions.etag;
    feed.modified = look.conditions.modified;
  }
  const fresh = await query.transaction().execute(async (transaction) => {
    await queries.updateFeed(transaction, toRow(feed, now));
    return look.state === 'read' ? storeRead(transaction, feed.id, look.feed.entries, now) : 0;
  });
  return fresh > 0 || !wasFine || title !== feed.title;
};

/** The longer it can't be had, the less often it is asked for; never more often than it was wished. */
const restMs = ({ failures, input }: KnownFeed): number => {
  const wishedMs = input.everyMinutes * MINUTE_MS;
  const growing = limits.feed.retryMs * 2 ** Math.min(failures, 12);
  return Math.min(growing, Math.max(wishedMs, limits.feed.retryMostMs));
};
