import type { Clock } from '@amud/protocol/clock.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { Kysely, Selectable } from 'kysely';
import type { Log } from '../../core/log.ts';
import { clientKey } from '../../http/address.ts';
import { FaultError } from '../../http/faults.ts';
import type { AuditNote, Recorder } from '../../http/route.ts';
import type { Tables, UsersTable } from '../../store/tables.ts';
import type { KnownDevices } from './known-device.ts';
import { isLegacyHash, isOutdated, type Passwords } from './passwords.ts';
import * as queries from './queries.ts';
import type { Sessions } from './sessions.ts';
import { createSignInLimit, type SignInLimit } from './sign-in-limit.ts';

export type SignInTry = {
  username: string;
  password: string;
  address: string;
  device: string;
  /** What the browser shows of an earlier sign-in, see known-device.ts. */
  deviceCookie: string | undefined;
  note(facts: AuditNote): void;
  record: Recorder;
};
export type SignedIn = { userId: number; token: string; deviceCookie: string };

export type SignInParts = {
  query: Kysely<Tables>;
  clock: Clock;
  log: Log;
  passwords: Passwords;
  sessions: Sessions;
  devices: KnownDevices;
};

type User = Selectable<UsersTable>;
type Proven = { userId: number; token: string };
/** `what` is blocked, as the answer says it; `succeed` is what a success does to the count. */
type Counter = { limit: SignInLimit; what: string; succeed(key: string): void };
type Counters = { byName: Counter; byAddress: Counter; byDevice: Counter };

export type SignIn = {
  /** @throws FaultError `sign-in-failed`, or `too-many-requests` with the time to wait. */
  signIn(attempt: SignInTry): Promise<SignedIn>;
  /** Checks a password of someone signed in, counted like a sign-in so that a stolen session can't guess. */
  confirm(user: User, password: string): Promise<boolean>;
};

export const createSignIn = (parts: SignInParts): SignIn => {
  const names = createSignInLimit(limits.signIn.failuresPerName, parts.clock);
  const addresses = createSignInLimit(limits.signIn.failuresPerAddress, parts.clock);
  const devices = createSignInLimit(limits.signIn.failuresPerName, parts.clock);
  const counters: Counters = {
    byDevice: { limit: devices, what: 'from this browser', succeed: devices.clear },
    byName: { limit: names, what: 'for this user name', succeed: names.clear },
    byAddress: { limit: addresses, what: 'from this address', succeed: addresses.takeBack },
  };
  return {
    signIn: (attempt) => signIn(parts, counters, attempt),
    confirm: (user, password) => {
      const key = user.username.toLowerCase();
      openWhenReset(names, key, user);
      return counted(counters.byName, key, () => parts.passwords.verify(user.password_hash, password, true));
    },
  };
};

const signIn = async (parts: SignInParts, counters: Counters, attempt: SignInTry): Promise<SignedIn> => {
  const user = await queries.userByName(parts.query, attempt.username);
  // Only a known name is recorded: into the wrong field, people type passwords.
  attempt.note({ detail: { device: attempt.device }, ...(user && { user: { id: user.id, username: user.username } }) });
  const signedIn = await inCount(parts, counters, user, attempt);
  if (!signedIn) {
    parts.log.warn({ username: user?.username ?? null, address: attempt.address }, 'sign-in failed');
    throw new FaultError('sign-in-failed', 'The user name or the password is wrong.');
  }
  return { ...signedIn, deviceCookie: parts.devices.issue(signedIn.userId) };
};

/** A browser that signed in before counts for itself; anyone else for the name and for the address. */
const inCount = (
  parts: SignInParts,
  { byName, byAddress, byDevice }: Counters,
  user: User | undefined,
  attempt: SignInTry,
): Promise<Proven | null> => {
  const device = user && parts.devices.counterKey(attempt.deviceCookie, user.id);
  if (device !== undefined) {
    openWhenReset(byDevice.limit, device, user);
    return counted(byDevice, device, () => prove(parts, user, attempt, true));
  }
  const name = attempt.username.trim().toLowerCase();
  openWhenReset(byName.limit, name, user);
  return counted(byName, name, () =>
    counted(byAddress, clientKey(attempt.address), () => prove(parts, user, attempt, false)),
  );
};

/**
 * Counts a try before it is made, and takes it back when it could not be made at all. One too many waits for those that
 * are being verified: they may be right. Nothing may be awaited between the look at the limit and the count.
 */
const counted = async <T>({ limit, what, succeed }: Counter, key: string, run: () => Promise<T>): Promise<T> => {
  for (let other = limit.pending(key); other; other = limit.pending(key)) await other;
  refuse(limit.waitMs(key), what);
  limit.count(key);
  const end = limit.begin(key);
  try {
    const result = await run();
    if (result) succeed(key);
    return result;
  } catch (error) {
    limit.takeBack(key);
    throw error;
  } finally {
    end();
  }
};

/** A password that was reset after the last try opens the name at once: whoever reset it is the owner. */
const openWhenReset = (limit: SignInLimit, key: string, user: User | undefined): void => {
  if (user && user.password_changed_at > limit.lastAt(key)) limit.clear(key);
};

const refuse = (waitMs: number, what: string): void => {
  if (waitMs <= 0) return;
  const seconds = Math.ceil(waitMs / 1000);
  const time = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
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
const prove = async (
  parts: SignInParts,
  user: User | undefined,
  attempt: SignInTry,
  isKnown: boolean,
): Promise<Proven | null> => {
  const right = await parts.passwords.verify(user?.password_hash, attempt.password, isKnown);
  if (!right || !user) return null;
  refuseUnusable(user, parts.clock.now());
  const isOld = isLegacyHash(user.password_hash) || isOutdated(user.password_hash);
  const upgraded = isOld ? await parts.passwords.hash(attempt.password) : null;
  const token = await open(parts, user, upgraded, attempt);
  if (token !== null) return { userId: user.id, token };
  if (upgraded === null) return null;
  const now = await queries.userById(parts.query, user.id);
  return now && !isLegacyHash(now.password_hash) ? prove(parts, now, attempt, isKnown) : null;
};

/** Said only to who knows the password. */
const refuseUnusable = (user: User, now: number): void => {
  if (user.disabled === 1) throw new FaultError('forbidden', 'This account is disabled. Ask an admin to enable it.');
  const isOneTime = user.must_change_password === 1 && !isLegacyHash(user.password_hash);
  if (isOneTime && now - user.password_changed_at > limits.password.oneTimeMs)
    throw new FaultError(
      'forbidden',
      'This one-time password has expired. Ask an admin for a new one, or run on the server: amud reset-password USER',
    );
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
      mustChange: isLegacyHash(user.password_hash) || user.must_change_password === 1,
      now: isLegacyHash(user.password_hash) ? clock.now() : user.password_changed_at,
    });
    if (!unchanged) return null;
    await queries.touchSignIn(transaction, user.id, clock.now());
    const token = await sessions.create(transaction, user.id, { address: attempt.address, device: attempt.device });
    await attempt.record(transaction);
    return token;
  });
