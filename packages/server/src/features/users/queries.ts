import type { Role } from '@amud/protocol/http.ts';
import type { Database } from 'better-sqlite3';
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '../../store/tables.ts';

type Query = Kysely<Tables> | Transaction<Tables>;

export const countUsers = async (query: Query): Promise<number> => {
  const { count } = await query
    .selectFrom('users')
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
};

export const userByName = (query: Query, username: string) =>
  query.selectFrom('users').selectAll().where('username', '=', username.trim()).executeTakeFirst();

export const userById = (query: Query, id: number) =>
  query.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();

export const insertAdmin = (query: Query, passwordHash: string, now: number) =>
  query
    .insertInto('users')
    .values({
      username: 'admin',
      password_hash: passwordHash,
      role: 'admin',
      must_change_password: 1,
      created_at: now,
      password_changed_at: now,
    })
    .executeTakeFirstOrThrow();

/** Writes a new hash only over the one that was read, so that of two at once the second does nothing. */
export const replacePassword = async (
  query: Query,
  change: { userId: number; from: string; to: string; mustChange: boolean; now: number },
): Promise<boolean> => {
  const { numUpdatedRows } = await query
    .updateTable('users')
    .set({ password_hash: change.to, must_change_password: change.mustChange ? 1 : 0, password_changed_at: change.now })
    .where('id', '=', change.userId)
    .where('password_hash', '=', change.from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

export const touchSignIn = (query: Query, userId: number, now: number) =>
  query.updateTable('users').set({ last_sign_in_at: now }).where('id', '=', userId).execute();

/** Every account, with how many browsers it is signed in on. */
export const listUsers = (query: Query, now: number) =>
  query
    .selectFrom('users')
    .leftJoin('sessions', (join) => join.onRef('sessions.user_id', '=', 'users.id').on('expires_at', '>', now))
    .select(['users.id', 'username', 'role', 'disabled', 'must_change_password', 'users.created_at', 'last_sign_in_at'])
    .select((e) => e.fn.count<number>('sessions.id').as('sessions'))
    .groupBy('users.id')
    .orderBy('username')
    .execute();

export const insertUser = (
  query: Query,
  user: { username: string; password_hash: string; role: Role; created_at: number },
) =>
  query
    .insertInto('users')
    .values({ ...user, must_change_password: 1, password_changed_at: user.created_at })
    .returning('id')
    .executeTakeFirstOrThrow();

export const updateUser = (query: Query, id: number, change: { role?: Role; disabled?: 0 | 1 }) =>
  query.updateTable('users').set(change).where('id', '=', id).execute();

export const deleteUser = (query: Query, id: number) => query.deleteFrom('users').where('id', '=', id).execute();

/** Admins who can sign in; the last one stays. */
export const countAdmins = async (query: Query): Promise<number> => {
  const { count } = await query
    .selectFrom('users')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('role', '=', 'admin')
    .where('disabled', '=', 0)
    .executeTakeFirstOrThrow();
  return Number(count);
};

/** Sign-ins of a user and tries that failed, the newest first. */
export const signInsOf = (query: Query, userId: number, most: number) =>
  query
    .selectFrom('audit')
    .select(['id', 'at', 'address', 'result', 'detail'])
    .where('user_id', '=', userId)
    .where('action', '=', 'session.sign-in')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();

export type NewSession = {
  token_hash: string;
  user_id: number;
  created_at: number;
  last_seen_at: number;
  expires_at: number;
  address: string;
  device: string;
  confirmed_at: number;
};

export const insertSession = (query: Query, session: NewSession) =>
  query.insertInto('sessions').values(session).execute();

export type SessionRow = {
  id: number;
  expires_at: number;
  last_seen_at: number;
  user_id: number;
  username: string;
  role: Role;
  must_change_password: number;
  confirmed_at: number;
};

/** Asked with every request, hence a statement prepared once. */
export const prepareSessionBy = <Key extends string | number>(
  database: Database,
  column: 'token_hash' | 'sessions.id',
): ((key: Key) => SessionRow | undefined) => {
  const statement = database.prepare<[Key], SessionRow>(
    `SELECT sessions.id, expires_at, last_seen_at, user_id, username, role, must_change_password, confirmed_at
     FROM sessions JOIN users ON users.id = sessions.user_id WHERE ${column} = ? AND disabled = 0`,
  );
  return (key) => statement.get(key);
};

export const sessionsOf = (query: Query, userId: number, now: number) =>
  query
    .selectFrom('sessions')
    .select(['id', 'created_at', 'last_seen_at', 'expires_at', 'address', 'device'])
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    .execute();

export const touchSession = (query: Query, id: number, now: number) =>
  query.updateTable('sessions').set({ last_seen_at: now }).where('id', '=', id).execute();

export const confirmSession = (query: Query, id: number, change: { confirmed_at: number; token_hash?: string }) =>
  query.updateTable('sessions').set(change).where('id', '=', id).execute();

export const deleteSession = async (query: Query, id: number, userId: number): Promise<boolean> => {
  const { numDeletedRows } = await query
    .deleteFrom('sessions')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
};

/** @returns the ids of the sessions that ended. */
export const deleteSessionsOf = async (query: Query, userId: number, except?: number): Promise<number[]> => {
  const rows = await query
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .where('id', '!=', except ?? -1)
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
};

export const deleteExpiredSessions = async (query: Query, now: number): Promise<number[]> => {
  const rows = await query.deleteFrom('sessions').where('expires_at', '<=', now).returning('id').execute();
  return rows.map((row) => row.id);
};

/** Keeps the newest `most` sessions of a user. */
export const deleteOldestSessions = (query: Query, userId: number, most: number) =>
  query
    .deleteFrom('sessions')
    .where('id', 'in', (e) =>
      e.selectFrom('sessions').select('id').where('user_id', '=', userId).orderBy('id', 'desc').limit(-1).offset(most),
    )
    .execute();
