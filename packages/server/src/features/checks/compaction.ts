import type { Clock } from '@amud/protocol/clock.ts';
import { pack, unpack } from './chunk.ts';
import { type Columns, createColumns, isEmpty, merge, rollUp } from './columns.ts';
import type { Chunk, HistoryStore } from './history-store.ts';
import { chunkMs, floorTo, tenths, tierAt, tiers } from './tiers.ts';

/** A minute may still be added to while the tries of a check are counted; then its chunk is closed. */
const GRACE_MS = 15 * 60_000;
/** Rows written in one transaction, with a turn for everyone else after it. */
const BATCH = 100;
const DAY_MS = 86_400_000;
const LEAP_MS = 30 * DAY_MS;

export type CompactionParts = {
  store: HistoryStore;
  clock: Clock;
  /** Chunks of minutes that are in memory only. */
  open(): { appId: string; start: number; columns: Columns }[];
  /** One of the database, to be added to. */
  reopen(appId: string, start: number, columns: Columns): void;
  /** Those that begin at `start` are written. */
  drop(start: number): void;
};

/**
 * Makes chunks, tier after tier. Until when a tier has its chunks is kept: what is newer is read from the finer tier, so
 * an end in the middle costs nothing, and the next run does it again.
 */
export const createCompaction = (parts: CompactionParts) => {
  const { store, clock } = parts;
  const closed = new Map<number, number>();
  const close = async (tier: number, until: number): Promise<void> => {
    await store.setClosed(tier, until);
    closed.set(tier, until);
  };
  const write = async (chunks: Iterable<Chunk>): Promise<void> => {
    let batch: Chunk[] = [];
    const send = async (): Promise<void> => {
      if (batch.length > 0) await store.putChunks(batch);
      batch = [];
      await new Promise((resolve) => setImmediate(resolve));
    };
    for (const chunk of chunks) {
      batch.push(chunk);
      if (batch.length >= BATCH) await send();
    }
    await send();
  };

  /** A clock that was ahead has closed what is still to come, or not over yet. */
  const rewind = async (now: number): Promise<void> => {
    for (const [index, tier] of tiers.entries()) {
      const until = floorTo(now, chunkMs(tier));
      if ((closed.get(index) ?? 0) <= until) continue;
      await close(index, until);
      if (index === 0) reopen(parts, until);
    }
  };
  const closeMinutes = async (now: number): Promise<void> => {
    const tier = tierAt(0);
    const until = floorTo(now - GRACE_MS, chunkMs(tier));
    if ((closed.get(0) ?? 0) >= until) return;
    const old = parts.open().filter(({ start }) => start < until);
    await write(minuteChunks(old));
    await close(0, until);
    for (const { start } of old) parts.drop(start);
    await store.trimJournal(until);
  };
  const closeTier = async (index: number): Promise<void> => {
    const step = chunkMs(tierAt(index));
    const until = floorTo(closed.get(index - 1) ?? 0, step);
    const starts = store.starts(index - 1, closed.get(index) ?? 0, until).map((start) => floorTo(start, step));
    for (const start of new Set(starts)) await write(coarseChunks(store, index, start));
    if (until > (closed.get(index) ?? 0)) await close(index, until);
  };
  const trim = async (now: number): Promise<void> => {
    for (const [index, tier] of tiers.entries())
      await store.trim(index, now - tier.keepMs - chunkMs(tier), now + DAY_MS);
  };
  const isTrusted = createTrust(clock);
  return {
    closed: (tier: number): number => closed.get(tier) ?? 0,
    load: (): void => {
      for (const [tier, until] of store.closed()) closed.set(tier, until);
    },
    run: async (): Promise<void> => {
      const [now, before] = [clock.now(), closed.get(0)];
      await rewind(now);
      await closeMinutes(now);
      for (let index = 1; index < tiers.length; index += 1) await closeTier(index);
      if (isTrusted(before)) await trim(now);
    },
  };
};

/**
 * A clock that leaps ahead by a month may be set back again, and would have made all but the oldest of what is known too
 * old to keep: nothing is dropped for a day then.
 */
const createTrust = (clock: Clock) => {
  let last = { wall: 0, monotonic: clock.monotonic() };
  let trustedFrom = Number.NEGATIVE_INFINITY;
  return (closedUntil: number | undefined): boolean => {
    const [wall, monotonic] = [clock.now(), clock.monotonic()];
    const before = last.wall || (closedUntil ?? wall);
    if (wall - before - (monotonic - last.monotonic) > LEAP_MS) trustedFrom = monotonic + DAY_MS;
    last = { wall, monotonic };
    return monotonic >= trustedFrom;
  };
};

const reopen = ({ store, reopen }: CompactionParts, start: number): void => {
  for (const appId of store.appsWith(0, start, start + 1))
    for (const { data } of store.chunks(appId, 0, start, start + 1)) {
      const columns = unpack(data);
      if (columns) reopen(appId, start, columns);
    }
};

function* minuteChunks(open: readonly { appId: string; start: number; columns: Columns }[]): Generator<Chunk> {
  for (const { appId, start, columns } of open)
    if (!isEmpty(columns)) yield { app_id: appId, tier: 0, start, data: pack(columns) };
}

/** The chunk of each app that begins at `start`, of the chunks of the finer tier. */
function* coarseChunks(store: HistoryStore, index: number, start: number): Generator<Chunk> {
  const [tier, finer] = [tierAt(index), tierAt(index - 1)];
  const end = start + chunkMs(tier);
  for (const appId of store.appsWith(index - 1, start, end)) {
    const fine = createColumns(chunkMs(tier) / finer.stepMs);
    for (const { start: at, data } of store.chunks(appId, index - 1, start, end)) {
      const chunk = unpack(data);
      if (chunk) merge(fine, chunk, (at - start) / finer.stepMs, tenths(finer));
    }
    const columns = rollUp(fine, tier.stepMs / finer.stepMs, tenths(tier));
    if (!isEmpty(columns)) yield { app_id: appId, tier: index, start, data: pack(columns) };
  }
}
