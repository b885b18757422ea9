import type { Clock } from '@amud/protocol/clock.ts';
import type { Kysely } from 'kysely';
import { randomPassword } from '../../core/random.ts';
import type { Tables } from '../../store/tables.ts';
import type { Passwords } from './passwords.ts';
import * as queries from './queries.ts';

/** Makes `admin` when nobody is there yet. @returns its one-time password, which is kept nowhere else. */
export const createFirstAdmin = async (parts: {
  query: Kysely<Tables>;
  passwords: Passwords;
  clock: Clock;
}): Promise<string | null> => {
  if ((await queries.countUsers(parts.query)) > 0) return null;
  const password = randomPassword();
  await queries.insertAdmin(parts.query, await parts.passwords.hash(password), parts.clock.now());
  return password;
};
