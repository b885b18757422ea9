import { randomBytes } from 'node:crypto';
import type { Clock } from '@amud/protocol/clock.ts';
import { Secret } from '@amud/protocol/secret.ts';
import { StartError } from '@amud/protocol/start-error.ts';
import type { Database } from 'better-sqlite3';
import type { Kysely, Transaction } from 'kysely';
import { createSealer, type Sealer } from '../core/seal.ts';
import type { Tables } from './tables.ts';

type Query = Kysely<Tables> | Transaction<Tables>;

/** What AMUD keeps for others, sealed (security 21). `owner` is whose it is, `field` which of theirs. */
export type Secrets = {
  /** Undefined when there is none. @throws SealError when it does not open: changed, moved, or of another key. */
  get(owner: string, field: string, query?: Query): Promise<Secret | undefined>;
  set(owner: string, field: string, value: Secret, query?: Query): Promise<void>;
  remove(owner: string, field: string, query?: Query): Promise<void>;
};

/** A stored secret that does not open. The message says what to do. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

/** A known word, sealed when the database gets its key: whether it opens says whether this is the key. */
const check = { owner: 'server', field: 'key-check', word: 'amud' };

const placeOf = (owner: string, field: string): string => `secrets\n${owner}\n${field}`;

/** @throws StartError when the database was sealed with another key; nothing was changed then. */
export const createSecrets = async (parts: { query: Kysely<Tables>; key: Secret; clock: Clock }): Promise<Secrets> => {
  const { query, clock } = parts;
  const sealer = sealerOf(parts.key);
  const set: Secrets['set'] = async (owner, field, value, within = query) => {
    const sealed = sealer.seal(value.reveal(), placeOf(owner, field));
    const row = { owner, field, sealed, changed_at: clock.now() };
    await within
      .insertInto('secrets')
      .values(row)
      .onConflict((conflict) => conflict.columns(['owner', 'field']).doUpdateSet(row))
      .execute();
  };
  const get: Secrets['get'] = async (owner, field, within = query) => {
    const row = await find(within, owner, field);
    if (!row) return undefined;
    const text = sealer.open(row.sealed, placeOf(owner, field));
    if (text !== undefined) return new Secret(text);
    throw new SealError(
      `The stored ${field} of ${owner} does not open: it was changed, or the key was. Enter it again, or restart AMUD if its key was just rotated.`,
    );
  };
  const checked = await find(query, check.owner, check.field);
  if (!checked) await set(check.owner, check.field, new Secret(check.word));
  return {
    get,
    set: async (owner, field, value, within) => {
      // A key that was rotated beside us must not leave a value that nobody can open.
      await get(check.owner, check.field, within);
      await set(owner, field, value, within);
    },
    remove: async (owner, field, within = query) => {
      await within.deleteFrom('secrets').where('owner', '=', owner).where('field', '=', field).execute();
    },
  };
};

/** The key is kept as text so that it can be a Secret: 64 hex digits. */
const sealerOf = (key: Secret): Sealer => createSealer(Buffer.from(key.reveal(), 'hex'));

export const newKey = (): Secret => new Secret(randomBytes(32).toString('hex'));

const find = (query: Query, owner: string, field: string) =>
  query.selectFrom('secrets').select('sealed').where('owner', '=', owner).where('field', '=', field).executeTakeFirst();

export type KeyState = 'fits' | 'new' | 'wrong';

/** Before anything is written: whether this key opens what the database holds. */
export const tryKey = (database: Database, key: Secret): KeyState => {
  const row = sealedCheck(database);
  if (row === undefined) return 'new';
  return sealerOf(key).open(row, placeOf(check.owner, check.field)) === check.word ? 'fits' : 'wrong';
};

const sealedCheck = (database: Database): string | undefined => {
  const hasTable = database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'secrets'").get();
  if (!hasTable) return undefined;
  const row = database
    .prepare<[string, string], { sealed: string }>('SELECT sealed FROM secrets WHERE owner = ? AND field = ?')
    .get(check.owner, check.field);
  return row?.sealed;
};

/** Seals everything anew, all or nothing. @returns how many. @throws StartError when a value does not open. */
export const resealAll = (query: Kysely<Tables>, from: Secret, to: Secret, now: number): Promise<number> =>
  query.transaction().execute(async (transaction) => {
    const [opener, sealer] = [sealerOf(from), sealerOf(to)];
    const rows = await transaction.selectFrom('secrets').selectAll().execute();
    for (const { owner, field, sealed } of rows) {
      const place = placeOf(owner, field);
      const text = opener.open(sealed, place);
      if (text === undefined)
        throw new StartError(`The stored ${field} of ${owner} does not open with this key. Nothing was changed.`);
      await transaction
        .updateTable('secrets')
        .set({ sealed: sealer.seal(text, place), changed_at: now })
        .where('owner', '=', owner)
        .where('field', '=', field)
        .execute();
    }
    return rows.length;
  });

/** For a key that is lost: forgets every sealed value. @returns how many. */
export const discardAll = async (query: Kysely<Tables>): Promise<number> => {
  const { numDeletedRows } = await query.deleteFrom('secrets').executeTakeFirst();
  return Number(numDeletedRows);
};
