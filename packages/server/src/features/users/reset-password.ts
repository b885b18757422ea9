import { StartError } from '@amud/protocol/start-error.ts';
import type { Kysely } from 'kysely';
import { randomPassword } from '../../core/random.ts';
import { appendAudit } from '../../store/audit-log.ts';
import type { Tables } from '../../store/tables.ts';
import type { Passwords } from './passwords.ts';
import * as queries from './queries.ts';

/**
 * The emergency reset (security 3): a one-time password, every session of that user ended. A server that runs notices
 * by itself. @throws StartError when there is no such user.
 */
export const resetPassword = async (
  { query, passwords, now }: { query: Kysely<Tables>; passwords: Passwords; now: number },
  username: string,
): Promise<string> => {
  const password = randomPassword();
  const to = await passwords.hash(password);
  await query.transaction().execute(async (transaction) => {
    const user = await queries.userByName(transaction, username);
    if (!user) throw new StartError(`There is no user "${username}". Known: ${(await names(transaction)).join(', ')}.`);
    await queries.replacePassword(transaction, {
      userId: user.id,
      from: user.password_hash,
      to,
      mustChange: true,
      now,
    });
    // Whoever can do this is the owner of the machine.
    await queries.updateUser(transaction, user.id, { disabled: 0 });
    await queries.deleteSessionsOf(transaction, user.id);
    const entry = { user: null, action: 'user.reset-password', target: user.username, address: 'server' } as const;
    await appendAudit(transaction, { ...entry, result: 'done' }, now);
  });
  return password;
};

const names = async (query: Kysely<Tables>): Promise<string[]> =>
  (await query.selectFrom('users').select('username').orderBy('id').limit(20).execute()).map((row) => row.username);
