import type { Clock, Undo } from '@amud/protocol/clock.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { Kysely, Transaction } from 'kysely';
import type { Bus } from '../../core/bus.ts';
import type { Log } from '../../core/log.ts';
import { randomToken, sha256Hex } from '../../core/random.ts';
import type { Caller } from '../../http/route.ts';
import type { Store } from '../../store/open.ts';
import type { Tables } from '../../store/tables.ts';
import * as queries from './queries.ts';

/** `last_seen_at` is written at most this often. */
const SEEN_STEP_MS = 60_000;

/** Sessions (security 5, 6, 8): the browser holds a random token, the database its SHA-256. */
export type Sessions = {
  /** Within the caller's transaction. @returns the token, which is shown once. */
  create(query: Transaction<Tables>, userId: number, from: { address: string; device: string }): Promise<string>;
  resolve(token: string): Promise<Caller | null>;
  /** Whether a session that was resolved before is still there, and who it is now. */
  recheck(sessionId: number): Promise<Caller | null>;
  /** The password was typed again. */
  confirm(query: Transaction<Tables>, sessionId: number): Promise<unknown>;
  /** Gives the session another token, after the password was typed. @returns it. */
  renew(query: Transaction<Tables>, sessionId: number): Promise<string>;
  /** Says on the bus which sessions are over, so that their sockets close. */
  ended(sessionIds: number[]): void;
  start(): void;
  stop(): void;
};

export const createSessions = (parts: { store: Store; clock: Clock; bus: Bus; log: Log }): Sessions => {
  const { store, clock, bus, log } = parts;
  const { query } = store;
  const findByHash = queries.prepareSessionBy<string>(store.database, 'token_hash');
  const findById = queries.prepareSessionBy<number>(store.database, 'sessions.id');
  let stopSweep: Undo = () => {};
  const ended = (sessionIds: number[]): void => {
    if (sessionIds.length > 0) bus.emit('sessions-ended', { sessionIds });
  };
  const admission: Admission = { query, clock, log, ended };
  const sweep = async (): Promise<void> => {
    try {
      ended(await queries.deleteExpiredSessions(query, clock.now()));
    } catch (error) {
      log.warn({ err: error }, 'expired sessions could not be removed');
    }
  };
  return {
    create: (transaction, userId, from) => create(transaction, userId, from, clock.now()),
    resolve: async (token) => admit(admission, findByHash(sha256Hex(token))),
    recheck: async (sessionId) => admit(admission, findById(sessionId)),
    confirm: (transaction, sessionId) => queries.confirmSession(transaction, sessionId, { confirmed_at: clock.now() }),
    renew: async (transaction, sessionId) => {
      const token = randomToken();
      await queries.confirmSession(transaction, sessionId, { confirmed_at: clock.now(), token_hash: sha256Hex(token) });
      return token;
    },
    ended,
    start: () => {
      stopSweep = clock.every(limits.session.sweepMs, () => void sweep());
    },
    stop: () => stopSweep(),
  };
};

const create = async (
  query: Transaction<Tables>,
  userId: number,
  from: { address: string; device: string },
  now: number,
): Promise<string> => {
  const token = randomToken();
  await queries.insertSession(query, {
    token_hash: sha256Hex(token),
    user_id: userId,
    created_at: now,
    last_seen_at: now,
    expires_at: now + limits.session.lifetimeMs,
    confirmed_at: now,
    ...from,
  });
  await queries.deleteOldestSessions(query, userId, limits.session.perUser);
  return token;
};

type Admission = { query: Kysely<Tables>; clock: Clock; log: Log; ended(sessionIds: number[]): void };

/** Who the session is of, when it has not expired. */
const admit = async (
  { query, clock, log, ended }: Admission,
  row: queries.SessionRow | undefined,
): Promise<Caller | null> => {
  if (!row) return null;
  if (row.expires_at <= clock.now()) {
    await queries.deleteSession(query, row.id, row.user_id);
    ended([row.id]);
    return null;
  }
  if (clock.now() - row.last_seen_at >= SEEN_STEP_MS) {
    // A full disk must not sign anyone out.
    await queries
      .touchSession(query, row.id, clock.now())
      .catch((error) => log.warn({ err: error }, 'a session could not be touched'));
  }
  return {
    userId: row.user_id,
    username: row.username,
    role: row.role,
    mustChangePassword: row.must_change_password === 1,
    sessionId: row.id,
    isConfirmed: clock.now() - row.confirmed_at < limits.session.confirmedMs,
  };
};
