import type { Clock } from '@amud/protocol/clock.ts';
import type { Account, Role } from '@amud/protocol/http.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { Kysely, Transaction } from 'kysely';
import { randomPassword } from '../../core/random.ts';
import { FaultError } from '../../http/faults.ts';
import type { Recorder } from '../../http/route.ts';
import type { Tables } from '../../store/tables.ts';
import type { Passwords } from './passwords.ts';
import * as queries from './queries.ts';
import type { Sessions } from './sessions.ts';

export type AccountsParts = { query: Kysely<Tables>; clock: Clock; passwords: Passwords; sessions: Sessions };

/** Everybody's accounts, as admins manage them. One admin who can sign in always remains. */
export type Accounts = ReturnType<typeof createAccounts>;

export const createAccounts = (parts: AccountsParts) => {
  const list = async (): Promise<Account[]> =>
    (await queries.listUsers(parts.query, parts.clock.now())).map((row) => ({
      id: row.id,
      username: row.username,
      role: row.role,
      disabled: row.disabled === 1,
      mustChangePassword: row.must_change_password === 1,
      createdAt: row.created_at,
      lastSignInAt: row.last_sign_in_at,
      sessions: Number(row.sessions),
    }));
  return {
    list,
    /** @returns the account and its one-time password, which is kept nowhere. */
    create: async (input: { username: string; role: Role }, record: Recorder) => {
      const password = randomPassword();
      const hash = await parts.passwords.hash(password);
      const id = await insert(parts, input, hash, record);
      const user = (await list()).find((one) => one.id === id);
      if (!user) throw gone();
      return { user, password };
    },
    change: (id: number, change: Change, record: Recorder) => applyChange(parts, id, change, record),
    remove: (id: number, record: Recorder) => remove(parts, id, record),
    /** @returns a one-time password; the person's sessions end. */
    resetPassword: (id: number, record: Recorder) => resetPassword(parts, id, record),
    endSessions: (id: number, record: Recorder) => endSessions(parts, id, record),
  };
};

const gone = () => new FaultError('missing', 'There is no such user. They may have been removed already.');

const mustFind = async (query: Kysely<Tables>, id: number) => {
  const user = await queries.userById(query, id);
  if (!user) throw gone();
  return user;
};

const insert = (
  { query, clock }: AccountsParts,
  { username, role }: { username: string; role: Role },
  password_hash: string,
  record: Recorder,
): Promise<number> =>
  query.transaction().execute(async (transaction) => {
    if ((await queries.countUsers(transaction)) >= limits.user.count)
      throw new FaultError('conflict', `There are ${limits.user.count} users already. Remove one first.`);
    if (await queries.userByName(transaction, username))
      throw new FaultError('conflict', `There is a user "${username}" already.`, { field: 'username' });
    const row = await queries.insertUser(transaction, { username, role, password_hash, created_at: clock.now() });
    await record(transaction);
    return row.id;
  });

/** Whatever is done inside is undone when it leaves nobody to manage AMUD. */
const keepingAnAdmin = <T>(query: Kysely<Tables>, run: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> =>
  query.transaction().execute(async (transaction) => {
    const before = await queries.countAdmins(transaction);
    const result = await run(transaction);
    if (before > 0 && (await queries.countAdmins(transaction)) === 0)
      throw new FaultError('conflict', 'This is the last admin who can sign in. Make someone else an admin first.');
    return result;
  });

type Change = { role?: Role | undefined; disabled?: boolean | undefined };

/** A role is part of what a session may do: changing it, or disabling the account, ends them. */
const applyChange = async (
  { query, sessions }: AccountsParts,
  id: number,
  { role, disabled }: Change,
  record: Recorder,
): Promise<void> => {
  const ended = await keepingAnAdmin(query, async (transaction) => {
    const user = await mustFind(transaction, id);
    const next = { role: role ?? user.role, disabled: (disabled ?? user.disabled === 1) ? 1 : 0 } as const;
    const isSame = next.role === user.role && next.disabled === user.disabled;
    await queries.updateUser(transaction, id, next);
    const ids = isSame ? [] : await queries.deleteSessionsOf(transaction, id);
    await record(transaction, { target: user.username });
    return ids;
  });
  sessions.ended(ended);
};

const remove = async ({ query, sessions }: AccountsParts, id: number, record: Recorder): Promise<void> => {
  const ended = await keepingAnAdmin(query, async (transaction) => {
    const { username } = await mustFind(transaction, id);
    const ids = await queries.deleteSessionsOf(transaction, id);
    await queries.deleteUser(transaction, id);
    await record(transaction, { target: username });
    return ids;
  });
  sessions.ended(ended);
};

const resetPassword = async (
  { query, clock, passwords, sessions }: AccountsParts,
  id: number,
  record: Recorder,
): Promise<string> => {
  const password = randomPassword();
  const to = await passwords.hash(password);
  const ended = await query.transaction().execute(async (transaction) => {
    const user = await mustFind(transaction, id);
    const change = { userId: id, from: user.password_hash, to, mustChange: true, now: clock.now() };
    await queries.replacePassword(transaction, change);
    const ids = await queries.deleteSessionsOf(transaction, id);
    await record(transaction, { target: user.username });
    return ids;
  });
  sessions.ended(ended);
  return password;
};

const endSessions = async ({ query, sessions }: AccountsParts, id: number, record: Recorder): Promise<void> => {
  const ended = await query.transaction().execute(async (transaction) => {
    const { username } = await mustFind(transaction, id);
    const ids = await queries.deleteSessionsOf(transaction, id);
    await record(transaction, { target: username });
    return ids;
  });
  sessions.ended(ended);
};
