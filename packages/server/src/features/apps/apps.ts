import type { App, AppChange, AppInput, AppsChange } from '@amud/protocol/apps.ts';
import type { Check } from '@amud/protocol/checks.ts';
import type { Clock, Undo } from '@amud/protocol/clock.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { Secret } from '@amud/protocol/secret.ts';
import type { Kysely, Transaction } from 'kysely';
import type { Bus } from '../../core/bus.ts';
import type { Log } from '../../core/log.ts';
import { createQueue, type Queue } from '../../core/queue.ts';
import { randomShortId } from '../../core/random.ts';
import { FaultError } from '../../http/faults.ts';
import type { Recorder } from '../../http/route.ts';
import type { Prepared } from '../../store/prepared.ts';
import type { Secrets } from '../../store/secrets.ts';
import type { AppsTable, Tables } from '../../store/tables.ts';
import { type AppAdoption, prepareAdoption } from './adopt.ts';
import { fieldOf, type Headers, headersOf, ownerOf, sealHeaders, takeHeaders } from './headers.ts';
import { changedBy, toldOf } from './many.ts';
import * as queries from './queries.ts';
import { toRow } from './row.ts';

export type AppsParts = { query: Kysely<Tables>; secrets: Secrets; clock: Clock; bus: Bus; log: Log };

/** An app as the server knows it; never changed, only replaced. `input` has no value of a header. */
export type KnownApp = {
  id: string;
  revision: number;
  input: AppInput;
  headers: Headers;
  removedAt: number | null;
};

/** What a check needs to know of an app. */
export type WatchedApp = {
  id: string;
  name: string;
  url: string;
  check: Check | null;
  /** By the name in lower case. */
  headers: ReadonlyMap<string, Secret>;
};

/** Everything that people run and open, in memory and in the database. What was removed can come back for a while. */
export type Apps = {
  /** By name. */
  list(): KnownApp[];
  ids(): string[];
  /** Undefined also when it was removed. */
  get(id: string): KnownApp | undefined;
  /** Is there, or can come back. */
  isKnown(id: string): boolean;
  watched(): WatchedApp[];
  /** Icons of all, the removed too. */
  icons(): string[];
  add(input: AppInput, record: Recorder): Promise<KnownApp>;
  change(id: string, change: AppChange, record: Recorder): Promise<KnownApp>;
  /** All of them at once. @returns those that are otherwise now. */
  changeMany(change: AppsChange, record: Recorder): Promise<string[]>;
  remove(id: string, record: Recorder): Promise<void>;
  restore(id: string, record: Recorder): Promise<KnownApp>;
  /** Nothing else changes apps meanwhile. */
  alone: Queue;
  /** Only while alone. */
  adopt(adoption: AppAdoption): Prepared;
  start(): Promise<void>;
  stop(): void;
};

type State = Map<string, KnownApp>;

export const createApps = (parts: AppsParts): Apps => {
  const state: State = new Map();
  const queue = createQueue();
  let stopSweep: Undo = () => {};
  const present = (): KnownApp[] => [...state.values()].filter(({ removedAt }) => removedAt === null);
  return {
    list: () => present().sort((a, b) => a.input.name.localeCompare(b.input.name)),
    ids: () => present().map(({ id }) => id),
    get: (id) => findPresent(state, id),
    isKnown: (id) => state.has(id),
    watched: () => present().map(toWatched),
    icons: () => [...state.values()].map(({ input }) => input.icon),
    add: (input, record) => queue(() => add(parts, state, input, record)),
    change: (id, change, record) => queue(() => applyChange(parts, state, id, change, record)),
    changeMany: (change, record) => queue(() => changeMany(parts, state, change, record)),
    remove: (id, record) =>
      queue(async () => {
        await setRemoved(parts, state, mustFind(state, id), parts.clock.now(), record);
      }),
    restore: (id, record) => queue(() => restore(parts, state, id, record)),
    alone: queue,
    adopt: (adoption) => prepareAdoption(parts, state, adoption),
    start: async () => {
      await load(parts, state);
      const run = () =>
        queue(() => sweep(parts, state)).catch((error) => parts.log.warn({ err: error }, 'removed apps'));
      await run();
      stopSweep = parts.clock.every(limits.app.sweepMs, () => void run());
    },
    stop: () => stopSweep(),
  };
};

/** As it goes out: no value of a header is in it. */
export const toApp = ({ id, revision, input }: KnownApp): App => ({ id, revision, ...input });

export const toWatched = ({ id, input, headers }: KnownApp): WatchedApp => ({
  id,
  name: input.name,
  url: input.url,
  check: input.check,
  headers,
});

const gone = () => new FaultError('missing', 'There is no such app. It may have been removed.');

const findPresent = (state: State, id: string): KnownApp | undefined => {
  const app = state.get(id);
  return app?.removedAt === null ? app : undefined;
};

const mustFind = (state: State, id: string): KnownApp => {
  const app = findPresent(state, id);
  if (!app) throw gone();
  return app;
};

const refuseMore = (state: State, more: number): void => {
  const count = [...state.values()].filter(({ removedAt }) => removedAt === null).length;
  if (count + more > limits.app.count)
    throw new FaultError('conflict', `There are ${limits.app.count} apps already. Remove some first.`);
};

/** On disk first, then in memory, then told. */
const save = async (
  { query, bus, clock }: AppsParts,
  state: State,
  app: KnownApp,
  write: (transaction: Transaction<Tables>, row: AppsTable) => Promise<unknown>,
): Promise<KnownApp> => {
  await query.transaction().execute(async (transaction) => {
    await write(transaction, toRow(app, clock.now()));
  });
  state.set(app.id, app);
  bus.emit('apps-changed', { ids: [app.id] });
  return app;
};

const add = async (parts: AppsParts, state: State, given: AppInput, record: Recorder): Promise<KnownApp> => {
  refuseMore(state, 1);
  const { input, headers } = takeHeaders(given);
  const app: KnownApp = { id: randomShortId(), revision: 1, input, headers, removedAt: null };
  return save(parts, state, app, async (transaction, row) => {
    await queries.insertApp(transaction, row);
    await sealHeaders(parts.secrets, transaction, app.id, { from: new Map(), to: headers });
    await record(transaction, { target: app.id, detail: { name: input.name } });
  });
};

const applyChange = async (
  parts: AppsParts,
  state: State,
  id: string,
  { revision, ...given }: AppChange,
  record: Recorder,
): Promise<KnownApp> => {
  const before = mustFind(state, id);
  if (revision !== undefined && revision !== before.revision)
    throw new FaultError('conflict', `"${before.input.name}" was changed by someone else meanwhile. Open it again.`);
  const { input, headers } = takeHeaders(given, before);
  const app: KnownApp = { ...before, revision: before.revision + 1, input, headers };
  return save(parts, state, app, async (transaction, row) => {
    await queries.updateApp(transaction, row);
    await sealHeaders(parts.secrets, transaction, id, { from: before.headers, to: headers });
    await record(transaction, { target: id, detail: { name: input.name } });
  });
};

const changeMany = async (
  { query, bus, clock }: AppsParts,
  state: State,
  change: AppsChange,
  record: Recorder,
): Promise<string[]> => {
  const now = clock.now();
  const changed = [...new Set(change.ids)].flatMap((id) => {
    const before = state.get(id);
    const after = before && changedBy(before, change, now);
    return after && after !== before ? [after] : [];
  });
  if (change.removed === false) refuseMore(state, changed.length);
  await query.transaction().execute(async (transaction) => {
    for (const app of changed) await queries.updateApp(transaction, toRow(app, now));
    await record(transaction, { target: '', detail: toldOf(change, changed) });
  });
  for (const app of changed) state.set(app.id, app);
  if (changed.length > 0) bus.emit('apps-changed', { ids: changed.map(({ id }) => id) });
  return changed.map(({ id }) => id);
};

const setRemoved = (
  parts: AppsParts,
  state: State,
  before: KnownApp,
  removedAt: number | null,
  record: Recorder,
): Promise<KnownApp> =>
  save(parts, state, { ...before, revision: before.revision + 1, removedAt }, async (transaction, row) => {
    await queries.updateApp(transaction, row);
    await record(transaction, { target: before.id, detail: { name: before.input.name } });
  });

const restore = async (parts: AppsParts, state: State, id: string, record: Recorder): Promise<KnownApp> => {
  const app = state.get(id);
  if (!app) throw new FaultError('missing', 'There is no such app any more; removed ones are kept for 30 days.');
  if (app.removedAt === null) return app;
  refuseMore(state, 1);
  return setRemoved(parts, state, app, null, record);
};

const load = async ({ query, secrets, log }: AppsParts, state: State): Promise<void> => {
  state.clear();
  for (const row of await queries.allApps(query)) {
    const input = JSON.parse(row.content) as AppInput;
    const headers = new Map<string, Secret>();
    for (const { name } of headersOf(input.check)) {
      try {
        const value = await secrets.get(ownerOf(row.id), fieldOf(name));
        if (value) headers.set(name.toLowerCase(), value);
      } catch (error) {
        log.warn({ err: error, app: row.id }, 'a header of a check can not be opened; the check goes on without it');
      }
    }
    state.set(row.id, { id: row.id, revision: row.revision, input, headers, removedAt: row.removed_at });
  }
};

/** Forgets for good what was removed long ago, and the oldest of very many. */
const sweep = async ({ query, secrets, clock }: AppsParts, state: State): Promise<void> => {
  const removed = [...state.values()]
    .filter(({ removedAt }) => removedAt !== null)
    .sort((a, b) => (b.removedAt ?? 0) - (a.removedAt ?? 0));
  const old = removed.filter(
    ({ removedAt }, index) => index >= limits.app.count || clock.now() - (removedAt ?? 0) >= limits.app.keepRemovedMs,
  );
  for (const { id, headers } of old) {
    await query.transaction().execute(async (transaction) => {
      await queries.deleteApp(transaction, id);
      await sealHeaders(secrets, transaction, id, { from: headers, to: new Map() });
    });
    state.delete(id);
  }
};
