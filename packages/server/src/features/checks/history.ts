import type { CheckState } from '@amud/protocol/checks.ts';
import type { Clock } from '@amud/protocol/clock.ts';
import { unpack } from './chunk.ts';
import { type Columns, createColumns, isKnownState, merge, rank, rollUp, toCode, viewOf } from './columns.ts';
import { createCompaction } from './compaction.ts';
import type { HistoryStore } from './history-store.ts';
import { type JournalEntry, packJournal, unpackJournal } from './journal.ts';
import { chunkMs, floorTo, tenths, tierAt } from './tiers.ts';

export type HistoryParts = {
  store: HistoryStore;
  clock: Clock;
  /** The app is there, or can come back. */
  isKnown(appId: string): boolean;
};

/**
 * What was seen of each app over 400 days. A minute that is over waits in memory; every few minutes all that wait are
 * written as one row of the journal; every four hours they become chunks, and those become coarser ones.
 */
export type History = {
  /** The app was in this state between two moments. */
  spent(appId: string, state: CheckState, from: number, to: number): void;
  answered(appId: string, at: number, latencyMs: number): void;
  /** Slots of a tier that begin from `from` on and before `to`, both multiples of its step. */
  read(appId: string, tier: number, from: number, to: number): Columns;
  /** Writes the minutes that are over, or with `all` also the present one. */
  flush(all?: boolean): Promise<void>;
  /** Makes chunks of what is old enough, and drops what is too old. */
  compact(): Promise<void>;
  /** Brings back what was not in chunks yet. */
  load(): void;
  forget(appId: string): Promise<void>;
};

const MINUTE_MS = 60_000;
const minuteTier = tierAt(0);

/** The present minute of an app, and any before it that is not flushed yet. Milliseconds. */
type Minute = { known: number; down: number; worst: number; sum: number; count: number; most: number };

/** Of one app: minutes by their number since 1970, and the chunks that are not written yet by their start. */
type Kept = { minutes: Map<number, Minute>; open: Map<number, Columns> };

export const createHistory = (parts: HistoryParts): History => {
  const kept = new Map<string, Kept>();
  const keptOf = (appId: string): Kept => {
    const known = kept.get(appId) ?? { minutes: new Map(), open: new Map() };
    kept.set(appId, known);
    return known;
  };
  const compaction = createCompaction({
    ...parts,
    open: () => openChunks(kept),
    reopen: (appId, start, columns) => void keptOf(appId).open.set(start, columns),
    drop: (start) => drop(kept, start),
  });

  const read: History['read'] = (appId, tier, from, to) => {
    const { stepMs, slots } = tierAt(tier);
    const into = createColumns(Math.max(0, Math.round((to - from) / stepMs)));
    const closed = Math.min(Math.max(compaction.closed(tier), from), to);
    const first = floorTo(from, chunkMs(tierAt(tier)));
    for (const { start, data } of parts.store.chunks(appId, tier, first, closed)) {
      const chunk = unpack(data);
      if (chunk?.length === slots) merge(into, chunk, (start - from) / stepMs, tenths(tierAt(tier)));
    }
    if (closed >= to) return into;
    const rest = tier === 0 ? readOpen(kept.get(appId), closed, to) : rollUpFiner(appId, tier, closed, to);
    merge(into, rest, (closed - from) / stepMs, tenths(tierAt(tier)));
    return into;
  };
  const rollUpFiner = (appId: string, tier: number, from: number, to: number): Columns => {
    const factor = tierAt(tier).stepMs / tierAt(tier - 1).stepMs;
    return rollUp(read(appId, tier - 1, from, to), factor, tenths(tierAt(tier)));
  };

  return {
    read,
    spent: (appId, state, from, to) => addTime(keptOf(appId).minutes, state, from, to),
    answered: (appId, at, latencyMs) => {
      const minute = minuteOf(keptOf(appId).minutes, Math.floor(at / MINUTE_MS));
      minute.sum += latencyMs;
      minute.count += 1;
      minute.most = Math.max(minute.most, latencyMs);
    },
    flush: async (all = false) => {
      const now = parts.clock.now();
      const entries = takeMinutes(kept, all ? Number.POSITIVE_INFINITY : Math.floor(now / MINUTE_MS));
      if (entries.length === 0) return;
      for (const entry of entries) addEntry(keptOf(entry.appId), entry);
      const until = Math.max(...entries.flatMap(({ slots }) => slots)) * MINUTE_MS + MINUTE_MS;
      await parts.store.addToJournal(until, packJournal(entries));
    },
    compact: compaction.run,
    load: () => {
      compaction.load();
      for (const { data } of parts.store.journal())
        for (const entry of unpackJournal(data))
          if (parts.isKnown(entry.appId)) addEntry(keptOf(entry.appId), entry, compaction.closed(0));
    },
    forget: async (appId) => {
      kept.delete(appId);
      await parts.store.forget(appId);
    },
  };
};

const minuteOf = (minutes: Map<number, Minute>, slot: number): Minute => {
  const known = minutes.get(slot) ?? { known: 0, down: 0, worst: 0, sum: 0, count: 0, most: 0 };
  minutes.set(slot, known);
  return known;
};

const addTime = (minutes: Map<number, Minute>, state: CheckState, from: number, to: number): void => {
  for (let at = from; at < to; ) {
    const slot = Math.floor(at / MINUTE_MS);
    const end = Math.min(to, (slot + 1) * MINUTE_MS);
    const minute = minuteOf(minutes, slot);
    if (isKnownState(state)) minute.known += end - at;
    if (state === 'down') minute.down += end - at;
    minute.worst = Math.max(minute.worst, rank(state));
    at = end;
  }
};

const columnsOf = (minutes: readonly Minute[]): Columns => {
  const columns = createColumns(minutes.length);
  minutes.forEach(({ known, down, worst, sum, count, most }, index) => {
    columns.known[index] = Math.round(Math.min(known, MINUTE_MS) / 100);
    columns.down[index] = Math.round(Math.min(down, MINUTE_MS) / 100);
    columns.worst[index] = worst;
    columns.average[index] = count === 0 ? 0 : toCode(sum / count);
    columns.most[index] = count === 0 ? 0 : toCode(most);
  });
  return columns;
};

/** Takes the minutes before `end` out of where they grow. */
const takeMinutes = (kept: Map<string, Kept>, end: number): JournalEntry[] =>
  [...kept].flatMap(([appId, { minutes }]) => {
    const slots = [...minutes.keys()].filter((slot) => slot < end).sort((a, b) => a - b);
    if (slots.length === 0) return [];
    const columns = columnsOf(slots.map((slot) => minuteOf(minutes, slot)));
    for (const slot of slots) minutes.delete(slot);
    return [{ appId, slots, columns }];
  });

/** @param closed what is older is in chunks already. */
const addEntry = ({ open }: Kept, { slots, columns }: JournalEntry, closed = 0): void => {
  slots.forEach((slot, index) => {
    const at = slot * MINUTE_MS;
    if (at < closed) return;
    const start = floorTo(at, chunkMs(minuteTier));
    const chunk = open.get(start) ?? createColumns(minuteTier.slots);
    open.set(start, chunk);
    merge(chunk, viewOf(columns, index, index + 1), (at - start) / MINUTE_MS, tenths(minuteTier));
  });
};

/** Minutes that are in no chunk of the database yet. */
const readOpen = (kept: Kept | undefined, from: number, to: number): Columns => {
  const into = createColumns(Math.round((to - from) / MINUTE_MS));
  if (!kept) return into;
  for (const [start, chunk] of kept.open) merge(into, chunk, (start - from) / MINUTE_MS, tenths(minuteTier));
  for (const [slot, minute] of kept.minutes)
    merge(into, columnsOf([minute]), slot - from / MINUTE_MS, tenths(minuteTier));
  return into;
};

const openChunks = (kept: Map<string, Kept>): { appId: string; start: number; columns: Columns }[] =>
  [...kept].flatMap(([appId, { open }]) => [...open].map(([start, columns]) => ({ appId, start, columns })));

/** These are in the database now. */
const drop = (kept: Map<string, Kept>, start: number): void => {
  for (const { open } of kept.values()) open.delete(start);
};
