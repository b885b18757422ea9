import type { Clock } from '@amud/protocol/clock.ts';
import { sees } from '@amud/protocol/roles.ts';
import { type SettingsChange, settingSchema } from '@amud/protocol/setting-schemas.ts';
import {
  chosenIn,
  isSettingKey,
  type SettingKey,
  type SettingsView,
  type SettingValue,
  settingOf,
} from '@amud/protocol/settings.ts';
import type { Kysely, Transaction } from 'kysely';
import * as v from 'valibot';
import type { Bus } from '../../core/bus.ts';
import type { Log } from '../../core/log.ts';
import { FaultError } from '../../http/faults.ts';
import type { Caller, Recorder } from '../../http/route.ts';
import type { Prepared } from '../../store/prepared.ts';
import type { Tables } from '../../store/tables.ts';
import { type Chosen, type Owner, readChosen, removeRow, rowsOf, writeRow } from './stored.ts';

export type SettingsParts = { query: Kysely<Tables>; clock: Clock; bus: Bus; log: Log };
type Changed = { settings: SettingsView; before: SettingsChange };

/** What was chosen for this installation and by each person, all of it in memory. */
export type Settings = {
  start(): Promise<void>;
  /** What counts for the installation, and for who has not chosen. */
  get<K extends SettingKey>(key: K): SettingValue<K>;
  /** What counts for a person; null is who has not signed in. */
  forUser(userId: number | null): { get<K extends SettingKey>(key: K): SettingValue<K> };
  /** What anybody chose. */
  all(): readonly object[];
  /** All that was chosen, by this person and for everyone. */
  chosenFor(userId: number): SettingsView;
  /** Values that were checked; undefined goes back to the preset. `null` is everyone. */
  adopt(owner: Owner, wishes: ReadonlyMap<SettingKey, unknown>): Prepared;
  /** What a page of theirs is told. */
  view(caller: Caller | null): SettingsView;
  /** @throws FaultError naming the setting that is unknown, not theirs to change, or given a value it does not take. */
  change(caller: Caller, change: SettingsChange, record: Recorder): Promise<Changed>;
};

export const createSettings = (parts: SettingsParts): Settings => {
  let chosen = new Map<Owner, Chosen>();
  const of = (owner: Owner): Chosen => chosen.get(owner) ?? {};
  const viewOf = (userId: Owner): SettingsView => ({ own: userId === null ? {} : of(userId), shared: of(null) });
  const view = (caller: Caller | null): SettingsView => ({
    own: caller ? of(caller.userId) : {},
    shared: Object.fromEntries(Object.entries(of(null)).filter(([key]) => isSeenBy(caller, key as SettingKey))),
  });
  return {
    start: async () => {
      chosen = await readChosen(parts.query, parts.log);
    },
    get: (key) => chosenIn(viewOf(null), key),
    forUser: (userId) => ({ get: (key) => chosenIn(viewOf(userId), key) }),
    all: () => [...chosen.values()],
    view,
    chosenFor: viewOf,
    adopt: (owner, wishes) => ({
      write: (transaction) => writeWishes(parts.clock, transaction, owner, wishes),
      done: () => {
        chosen.set(owner, applied(of(owner), wishes));
        if (wishes.size > 0) parts.bus.emit('settings-changed', { keys: [...wishes.keys()], userId: owner });
      },
    }),
    change: async (caller, change, record) => {
      const owner = change.for === 'everyone' ? null : caller.userId;
      const wishes = parseChange(caller, change);
      const before = await write(parts, { owner, wishes, record });
      chosen.set(owner, applied(of(owner), wishes));
      parts.bus.emit('settings-changed', { keys: [...wishes.keys()], userId: owner });
      return { settings: view(caller), before: { for: change.for, ...before } };
    },
  };
};

const isSeenBy = (caller: Caller | null, key: SettingKey): boolean => {
  const { seenBy } = settingOf(key);
  if (seenBy === 'public') return true;
  return caller !== null && !caller.mustChangePassword && sees(caller.role, seenBy);
};

/** What to write; undefined takes the row away. */
type Wishes = ReadonlyMap<SettingKey, unknown>;

const parseChange = (caller: Caller, { for: owner, set, reset }: SettingsChange): Wishes => {
  const wishes = new Map<SettingKey, unknown>();
  const take = (key: string, read: (key: SettingKey) => unknown): void => {
    if (!isSettingKey(key)) throw wrong(key, `There is no setting "${key.slice(0, 64)}".`);
    if (wishes.has(key)) throw wrong(key, 'It is set and reset at once.');
    permit(caller, owner, key);
    wishes.set(key, read(key));
  };
  for (const [key, value] of Object.entries(set)) take(key, () => parseValue(key as SettingKey, value));
  for (const key of reset) take(key, () => undefined);
  if (wishes.size === 0) throw wrong('set', 'Say what to change: set or reset.');
  return wishes;
};

const wrong = (field: string, message: string) => new FaultError('invalid', message, { field: field.slice(0, 64) });

const permit = (caller: Caller, owner: SettingsChange['for'], key: SettingKey): void => {
  const { scope, changedBy } = settingOf(key);
  if (owner === 'me' && scope === 'installation') throw wrong(key, 'This setting is one for everyone.');
  if (owner === 'everyone' && !sees(caller.role, changedBy))
    throw new FaultError('forbidden', `Choosing this for everyone needs the role ${changedBy}.`, { field: key });
};

const parseValue = (key: SettingKey, value: unknown): unknown => {
  const parsed = v.safeParse(settingSchema(key), value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const inside = v.getDotPath(issue);
  throw wrong(inside === null ? key : `${key}.${inside}`, issue.message);
};

/** @returns the change that takes it back. */
const write = (
  { query, clock }: SettingsParts,
  { owner, wishes, record }: { owner: Owner; wishes: Wishes; record: Recorder },
): Promise<Pick<SettingsChange, 'set' | 'reset'>> =>
  query.transaction().execute(async (transaction) => {
    const keys = [...wishes.keys()];
    const old = await rowsOf(transaction, owner, keys);
    await writeWishes(clock, transaction, owner, wishes);
    await record(transaction, { target: keys.join(' '), detail: { for: owner === null ? 'everyone' : 'me' } });
    return { set: Object.fromEntries(old), reset: keys.filter((key) => !old.has(key)) };
  });

const writeWishes = async (
  clock: Clock,
  transaction: Transaction<Tables>,
  owner: Owner,
  wishes: Wishes,
): Promise<void> => {
  for (const [key, value] of wishes)
    if (value === undefined) await removeRow(transaction, owner, key);
    else await writeRow(transaction, owner, { key, value, at: clock.now() });
};

const applied = (chosen: Chosen, wishes: Wishes): Chosen => {
  const next = { ...chosen, ...Object.fromEntries(wishes) };
  for (const [key, value] of wishes) if (value === undefined) delete next[key];
  return next;
};
