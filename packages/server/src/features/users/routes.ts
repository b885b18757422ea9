import type { Clock } from '@amud/protocol/clock.ts';
import {
  confirmInput,
  done,
  meOutput,
  passwordInput,
  sessionsOutput,
  signInInput,
  signInOutput,
  signInsOutput,
  type User,
} from '@amud/protocol/http.ts';
import type { Kysely } from 'kysely';
import * as v from 'valibot';
import type { Log } from '../../core/log.ts';
import type { DeviceCookie, SessionCookie } from '../../http/cookies.ts';
import { FaultError } from '../../http/faults.ts';
import { type AnyRoute, type Caller, type Recorder, route } from '../../http/route.ts';
import type { Tables } from '../../store/tables.ts';
import { describeDevice } from './device.ts';
import { type Estimate, refuseGuessable } from './password-policy.ts';
import type { Passwords } from './passwords.ts';
import * as queries from './queries.ts';
import type { Sessions } from './sessions.ts';
import type { SignIn } from './sign-in.ts';

export type UsersParts = {
  query: Kysely<Tables>;
  clock: Clock;
  log: Log;
  passwords: Passwords;
  sessions: Sessions;
  signIn: SignIn;
  estimate: Estimate;
  cookie: SessionCookie;
  deviceCookie: DeviceCookie;
  /** Notes that people come over HTTPS although the cookies are not Secure (security 7). */
  sawHttps(): void;
};

const ok = { ok: true } as const;

export const userRoutes = (parts: UsersParts): AnyRoute[] => [
  signInRoute(parts),
  signOutRoute(parts),
  meRoute(),
  signInsRoute(parts),
  passwordRoute(parts),
  confirmRoute(parts),
  sessionsRoute(parts),
  endSessionRoute(parts),
  endOtherSessionsRoute(parts),
];

export const toUser = (caller: Caller): User => ({
  id: caller.userId,
  username: caller.username,
  role: caller.role,
  mustChangePassword: caller.mustChangePassword,
});

const signInRoute = ({ query, signIn, sessions, cookie, deviceCookie, sawHttps }: UsersParts) =>
  route({
    method: 'POST',
    path: '/api/auth/sign-in',
    summary: 'Sign in; the answer sets the session cookie.',
    access: 'public',
    audit: 'session.sign-in',
    input: signInInput,
    output: signInOutput,
    handle: async ({ input, address, request, setHeader, note, record, identify }) => {
      if (request.headers.origin?.startsWith('https://')) sawHttps();
      const device = describeDevice(request.headers['user-agent']);
      const known = deviceCookie.read(request.headers.cookie);
      const before = await identify();
      const { token, deviceCookie: issued } = await signIn.signIn({
        ...input,
        address,
        device,
        deviceCookie: known,
        note,
        record,
      });
      const caller = await sessions.resolve(token);
      if (!caller) throw new FaultError('sign-in-failed', 'The user name or the password is wrong.');
      // One browser, one session: what it had goes with the new one.
      if (before && (await queries.deleteSession(query, before.sessionId, before.userId)))
        sessions.ended([before.sessionId]);
      setHeader('Set-Cookie', cookie.set(token));
      setHeader('Set-Cookie', deviceCookie.set(issued));
      return { user: toUser(caller) };
    },
  });

const signOutRoute = ({ query, sessions, cookie }: UsersParts) =>
  route({
    method: 'POST',
    path: '/api/auth/sign-out',
    summary: 'End this session.',
    access: 'public',
    audit: 'session.sign-out',
    output: done,
    handle: async ({ identify, setHeader, record }) => {
      const caller = await identify();
      if (caller && (await endSession(query, caller.sessionId, caller.userId, record)))
        sessions.ended([caller.sessionId]);
      setHeader('Set-Cookie', cookie.clear());
      return ok;
    },
  });

const meRoute = () =>
  route({
    method: 'GET',
    path: '/api/auth/me',
    summary: 'Who is signed in.',
    access: 'session',
    output: meOutput,
    handle: async ({ caller }) => ({ user: toUser(caller) }),
  });

const passwordRoute = (parts: UsersParts) =>
  route({
    method: 'POST',
    path: '/api/auth/password',
    summary: 'Change your own password; every other session of yours ends, this one gets a new cookie.',
    access: 'session',
    audit: 'user.change-password',
    input: passwordInput,
    output: done,
    handle: async ({ caller, input, record, setHeader }) => {
      const token = await changePassword(parts, caller, input, record);
      setHeader('Set-Cookie', parts.cookie.set(token));
      return ok;
    },
  });

const confirmRoute = ({ query, signIn, sessions }: UsersParts) =>
  route({
    method: 'POST',
    path: '/api/auth/confirm',
    summary: 'Type your password again; for 15 minutes after, this session may do what needs that.',
    access: 'session',
    audit: 'session.confirm',
    input: confirmInput,
    output: done,
    handle: async ({ caller, input, record }) => {
      const user = await queries.userById(query, caller.userId);
      if (!user || !(await signIn.confirm(user, input.password)))
        throw new FaultError('invalid', 'This is not your password.', { field: 'password' });
      await query.transaction().execute(async (transaction) => {
        await sessions.confirm(transaction, caller.sessionId);
        await record(transaction);
      });
      return ok;
    },
  });

const changePassword = async (
  { query, clock, passwords, sessions, signIn, estimate }: UsersParts,
  caller: Caller,
  { current, next }: { current: string; next: string },
  record: Recorder,
): Promise<string> => {
  const user = await queries.userById(query, caller.userId);
  if (!user || !(await signIn.confirm(user, current))) {
    throw new FaultError('invalid', 'This is not your current password.', { field: 'current' });
  }
  if (next === current)
    throw new FaultError('invalid', 'Choose a password other than the current one.', { field: 'next' });
  await refuseGuessable(estimate, next, user.username);
  const to = await passwords.hash(next);
  const { ended, token } = await query.transaction().execute(async (transaction) => {
    const change = { userId: user.id, from: user.password_hash, to, mustChange: false, now: clock.now() };
    if (!(await queries.replacePassword(transaction, change))) {
      throw new FaultError('conflict', 'The password was changed elsewhere meanwhile. Sign in again.');
    }
    const others = await queries.deleteSessionsOf(transaction, user.id, caller.sessionId);
    const renewed = await sessions.renew(transaction, caller.sessionId);
    await record(transaction);
    return { ended: others, token: renewed };
  });
  sessions.ended(ended);
  return token;
};

const endSession = (query: Kysely<Tables>, id: number, userId: number, record: Recorder): Promise<boolean> =>
  query.transaction().execute(async (transaction) => {
    const isEnded = await queries.deleteSession(transaction, id, userId);
    if (isEnded) await record(transaction);
    return isEnded;
  });

/** Kept as long as the audit log is; a page shows the latest. */
const SIGN_INS_SHOWN = 20;

const signInsRoute = ({ query }: UsersParts) =>
  route({
    method: 'GET',
    path: '/api/auth/sign-ins',
    summary: 'Your latest sign-ins and tries that failed, the newest first.',
    access: 'session',
    output: signInsOutput,
    handle: async ({ caller }) => ({
      signIns: (await queries.signInsOf(query, caller.userId, SIGN_INS_SHOWN)).map((row) => ({
        at: row.at,
        ok: row.result === 'done',
        address: row.address,
        device: String((JSON.parse(row.detail) as { device?: unknown }).device ?? 'Unknown device'),
      })),
    }),
  });

const sessionsRoute = ({ query, clock }: UsersParts) =>
  route({
    method: 'GET',
    path: '/api/auth/sessions',
    summary: 'Your sessions, the one seen last first.',
    access: 'session',
    output: sessionsOutput,
    handle: async ({ caller }) => {
      const rows = await queries.sessionsOf(query, caller.userId, clock.now());
      return {
        sessions: rows.map((row) => ({
          id: row.id,
          current: row.id === caller.sessionId,
          createdAt: row.created_at,
          lastSeenAt: row.last_seen_at,
          expiresAt: row.expires_at,
          address: row.address,
          device: row.device,
        })),
      };
    },
  });

const sessionId = v.object({ id: v.pipe(v.string(), v.regex(/^[1-9]\d{0,14}$/), v.transform(Number)) });

const endSessionRoute = ({ query, sessions }: UsersParts) =>
  route({
    method: 'DELETE',
    path: '/api/auth/sessions/:id',
    summary: 'End one of your sessions.',
    access: 'session',
    audit: 'session.end',
    params: sessionId,
    output: done,
    handle: async ({ caller, params, record }) => {
      if (!(await endSession(query, params.id, caller.userId, record))) {
        throw new FaultError('missing', 'You have no such session. It may have ended already.');
      }
      sessions.ended([params.id]);
      return ok;
    },
  });

const endOtherSessionsRoute = ({ query, sessions }: UsersParts) =>
  route({
    method: 'DELETE',
    path: '/api/auth/sessions',
    summary: 'End all your sessions but this one.',
    access: 'session',
    audit: 'session.end-others',
    output: done,
    handle: async ({ caller, record }) => {
      const others = await query.transaction().execute(async (transaction) => {
        const ids = await queries.deleteSessionsOf(transaction, caller.userId, caller.sessionId);
        await record(transaction);
        return ids;
      });
      sessions.ended(others);
      return ok;
    },
  });
