import type { Clock } from '@amud/protocol/clock.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { Kysely } from 'kysely';
import type { Log } from '../../core/log.ts';
import { FaultError } from '../../http/faults.ts';
import type { Tables, UsersTable } from '../../store/tables.ts';
import { isLegacyHash, type Passwords } from './passwords.ts';
import * as queries from './queries.ts';
import type { Sessions } from './sessions.ts';
import { createSignInLimit, type SignInLimit } from './sign-in-limit.ts';

export type SignInTry = { username: string; password: string; address: string; device: string };
export type SignedIn = { userId: number; token: string };

export type SignInParts = { query: Kysely<Tables>; clock: Clock; log: Log; passwords: Passwords; sessions: Sessions };

type User = Omit<UsersTable, 'id'> & { id: number };
type Limits = { byName: SignInLimit; byAddress: SignInLimit };

export type SignIn = {
  /** @throws FaultError `sign-in-failed`, or `too-many-requests` with the time to wait. */
  signIn(attempt: SignInTry): Promise<SignedIn>;
  /** Checks a password of someone signed in, counted like a sign-in so that a stolen session can't guess. */
  confirm(user: User, password: string): Promise<boolean>;
};

export const createSignIn = (parts: SignInParts): SignIn => {
  const counters: Limits = {
    byName: createSignInLimit(limits.signIn.failuresPerName, parts.clock),
    byAddress: createSignInLimit(limits.signIn.failuresPerAddress, parts.clock),
  };
  return {
    signIn: (attempt) => signIn(parts, counters, attempt),
    confirm: async (user, password) => {
      const key = user.username.toLowerCase();
      refuseWhenBlocked(counters.byName, key, user);
      const right = await counted(counters.byName, key, () => parts.passwords.verify(user.password_hash, password));
      if (right) counters.byName.clear(key);
      return right;
    },
  };
};

const signIn = async (parts: SignInParts, { byName, byAddress }: Limits, attempt: SignInTry): Promise<SignedIn> => {
  const key = attempt.username.trim().toLowerCase();
  const user = await queries.userByName(parts.query, attempt.username);
  refuseWhenBlocked(byName, key, user);
  refuse(byAddress.waitMs(attempt.address), 'from this address');
  const signedIn = await counted(byName, key, () =>
    counted(byAddress, attempt.address, () => prove(parts, user, attempt)),
  );
  if (!signedIn) {
    parts.log.warn(
      { audit: 'session.sign-in-failed', username: attempt.username, address: attempt.address },
      'sign-in failed',
    );
    throw new FaultError('sign-in-failed', 'The user name or the password is wrong.');
  }
  byName.clear(key);
  byAddress.takeBack(attempt.address);
  return signedIn;
};

/** Counts a try before it is made, and takes it back when it could not be made at all. */
const counted = async <T>(limit: SignInLimit, key: string, run: () => Promise<T>): Promise<T> => {
  limit.count(key);
  try {
    return await run();
  } catch (error) {
    limit.takeBack(key);
    throw error;
  }
};

/** A password that was reset after the last try opens the name at once: whoever reset it is the owner. */
const refuseWhenBlocked = (limit: SignInLimit, key: string, user: User | undefined): void => {
  if (user && user.password_changed_at > limit.lastAt(key)) limit.clear(key);
  refuse(limit.waitMs(key), 'for this user name');
};

const refuse = (waitMs: number, what: string): void => {
  if (waitMs <= 0) return;
  const seconds = Math.ceil(waitMs / 1000);
  const time = seconds < 60 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  throw new FaultError(
    'too-many-requests',
    `Too many failed sign-ins ${what}. Try again in ${time}. Forgotten? Run on the server: amud reset-password USER`,
    { headers: { 'Retry-After': String(seconds) } },
  );
};

/**
 * Verifies and opens the session. The stored value is compared again inside the transaction: a password that changed
 * meanwhile opens nothing, except to a sign-in that finds its own legacy value just upgraded by another.
 */
const prove = async (parts: SignInParts, user: User | undefined, attempt: SignInTry): Promise<SignedIn | null> => {
  const right = await parts.passwords.verify(user?.password_hash, attempt.password);
  if (!right || !user) return null;
  const upgraded = isLegacyHash(user.password_hash) ? await parts.passwords.hash(attempt.password) : null;
  const token = await open(parts, user, upgraded, attempt);
  if (token !== null) return { userId: user.id, token };
  if (upgraded === null) return null;
  const now = await queries.userById(parts.query, user.id);
  return now && !isLegacyHash(now.password_hash) ? prove(parts, now, attempt) : null;
};

const open = (
  { query, clock, sessions }: SignInParts,
  user: User,
  upgraded: string | null,
  attempt: SignInTry,
): Promise<string | null> =>
  query.transaction().execute(async (transaction) => {
    const unchanged = await queries.replacePassword(transaction, {
      userId: user.id,
      from: user.password_hash,
      to: upgraded ?? user.password_hash,
      mustChange: upgraded !== null || user.must_change_password === 1,
      now: upgraded === null ? user.password_changed_at : clock.now(),
    });
    if (!unchanged) return null;
    return sessions.create(transaction, user.id, { address: attempt.address, device: attempt.device });
  });
