import type { IncomingMessage } from 'node:http';
import { type FaultKind, faults } from '@amud/protocol/faults.ts';
import type { AuditResult } from '@amud/protocol/http.ts';
import { limits } from '@amud/protocol/limits.ts';
import { sees } from '@amud/protocol/roles.ts';
import type { HttpBindings } from '@hono/node-server';
import type { Context as HonoContext } from 'hono';
import * as v from 'valibot';
import type { Log } from '../core/log.ts';
import type { AuditDetail, AuditEntry, AuditLog } from '../store/audit-log.ts';
import type { ClientAddress } from './address.ts';
import type { SessionCookie } from './cookies.ts';
import { isForeignPage, isSameSite } from './cross-site.ts';
import { FaultError, toFault } from './faults.ts';
import type { AnyRoute, AuditNote, Caller, Recorder } from './route.ts';

export type Env = { Bindings: HttpBindings };

export type DispatchParts = {
  authenticate(token: string): Promise<Caller | null>;
  cookie: SessionCookie;
  clientAddress: ClientAddress;
  publicOrigin: string | undefined;
  audit: AuditLog;
  log: Log;
};

/** Runs one route: who asks, may they, what do they say, do it, answer in the declared shape, leave a trace. */
export const dispatch = (route: AnyRoute, parts: DispatchParts) => {
  return async (c: HonoContext<Env>): Promise<Response> => {
    const trace = createTrace(route, parts, c.env.incoming);
    try {
      const response = await serve(route, parts, c, trace);
      await trace.done();
      return response;
    } catch (error) {
      await trace.stopped(error);
      throw error;
    }
  };
};

const serve = async (
  route: AnyRoute,
  parts: DispatchParts,
  c: HonoContext<Env>,
  trace: ReturnType<typeof createTrace>,
): Promise<Response> => {
  const request = c.env.incoming;
  if (!isOurs(route, request, parts.publicOrigin)) refuseCrossSite();
  // What is for anyone stays there when the database does not answer: whether we are alive, the files of the app.
  const caller = route.access === 'public' ? null : await identify(request, parts);
  trace.caller = caller;
  permit(route, caller);
  const params = parseParams(route, c.req.param());
  trace.note({ target: Object.values(params ?? {}).join('/') });
  const context = {
    caller,
    identify: async () => {
      trace.caller = await identify(request, parts);
      return trace.caller;
    },
    input: await readInput(route, c.req.raw, request),
    query: parse(route.query, c.req.query()),
    params,
    request,
    address: parts.clientAddress(request),
    setHeader: (name: string, value: string) => c.header(name, value, { append: true }),
    readBytes: (most: number) => readBytes(c.req.raw, most),
    note: trace.note,
    record: trace.record,
    covered: trace.covered,
  };
  return run(route, context, c);
};

/** What people we don't know are recorded for; anything else of theirs does nothing. */
const recordedOfStrangers: ReadonlySet<FaultKind> = new Set(['sign-in-failed', 'too-many-requests', 'cross-site']);

/** Collects what the audit log is told of one request (security 25). */
const createTrace = (route: AnyRoute, { audit, clientAddress, log }: DispatchParts, request: IncomingMessage) => {
  const facts: AuditNote = {};
  let tellWritten: (() => void) | undefined;
  let isCovered = false;
  const trace = {
    caller: null as Caller | null,
    note: ({ user, target, detail }: AuditNote): void => {
      if (user) facts.user = user;
      if (target) facts.target = target;
      if (detail) facts.detail = { ...facts.detail, ...detail };
    },
    record: (async (transaction, more = {}) => {
      trace.note(more);
      if (route.audit !== undefined)
        tellWritten = await audit.append(transaction, entry(route.audit, 'done', facts.detail));
    }) satisfies Recorder,
    covered: (): void => {
      isCovered = true;
    },
    done: async (): Promise<void> => {
      if (isCovered) return;
      if (tellWritten) return tellWritten();
      // Nobody who did nothing leaves no trace: a sign-out of someone who was not signed in.
      if (userOf()) await write('done', facts.detail);
    },
    stopped: async (error: unknown): Promise<void> => {
      const { kind } = toFault(error);
      if (!userOf() && !recordedOfStrangers.has(kind)) return;
      const result = faults[kind].status < 500 ? 'refused' : 'failed';
      await write(result, { ...facts.detail, reason: kind }).catch((failure: unknown) =>
        log.error({ err: failure }, 'a refusal could not be recorded'),
      );
    },
  };
  const userOf = () =>
    facts.user ?? (trace.caller ? { id: trace.caller.userId, username: trace.caller.username } : null);
  const entry = (action: string, result: AuditResult, detail: AuditDetail | undefined): AuditEntry => {
    const { target } = facts;
    return { user: userOf(), action, target, address: clientAddress(request), result, detail };
  };
  const write = async (result: AuditResult, detail: AuditDetail | undefined): Promise<void> => {
    if (route.audit !== undefined) await audit.write(entry(route.audit, result, detail));
  };
  return trace;
};

/** A change must come from our own pages; data may be read by programs and by hand too, but by no page of others. */
const isOurs = (
  { method, path }: AnyRoute,
  { headers }: IncomingMessage,
  publicOrigin: string | undefined,
): boolean => {
  if (method !== 'GET') return isSameSite(headers, publicOrigin);
  return !path.startsWith('/api/') || !isForeignPage(headers);
};

const refuseCrossSite = (): never => {
  throw new FaultError(
    'cross-site',
    'This request does not come from AMUD itself. If AMUD is behind a proxy, let it pass on the Host header, or set AMUD_PUBLIC_URL.',
  );
};

const identify = async (request: IncomingMessage, { cookie, authenticate }: DispatchParts): Promise<Caller | null> => {
  const token = cookie.read(request.headers.cookie);
  return token === undefined ? null : authenticate(token);
};

const permit = (route: AnyRoute, caller: Caller | null): void => {
  if (route.access === 'public') return;
  if (!caller) throw new FaultError('unauthenticated', 'Sign in first.');
  if (route.access === 'session') return;
  if (caller.mustChangePassword) {
    throw new FaultError('password-change-required', 'Choose a password of your own first, under Settings → Security.');
  }
  if (!sees(caller.role, route.access)) {
    throw new FaultError('forbidden', `This needs the role ${route.access}; yours is ${caller.role}.`);
  }
  if (route.confirmed && !caller.isConfirmed)
    throw new FaultError('confirmation-required', 'Type your password to go on.');
};

const readInput = async (route: AnyRoute, raw: Request, request: IncomingMessage): Promise<unknown> => {
  if (!route.input) return undefined;
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new FaultError('unsupported-media-type', 'Send the body as application/json.');
  }
  return parse(
    route.input,
    parseJson((await readBytes(raw, route.bodyBytes ?? limits.http.bodyBytes)).toString('utf8')),
  );
};

/** Counts what arrives: a Content-Length is only a claim. */
const readBytes = async (raw: Request, most: number): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of raw.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > most) {
      throw new FaultError('too-large', `The body is larger than ${most} bytes.`, {
        headers: { Connection: 'close' },
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new FaultError('malformed', 'The body is not JSON.');
  }
};

const parse = (schema: v.GenericSchema | undefined, value: unknown): unknown => {
  if (!schema) return undefined;
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  const field = v.getDotPath(issue);
  throw new FaultError('invalid', issue.message, field === null ? {} : { field });
};

/** A path variable that can't be is a thing that is not there. */
const parseParams = (route: AnyRoute, params: Record<string, string>): Record<string, unknown> | undefined => {
  if (!route.params) return undefined;
  const parsed = v.safeParse(route.params, params);
  if (parsed.success) return parsed.output as Record<string, unknown>;
  throw new FaultError('missing', 'There is no such thing here.');
};

const run = async (route: AnyRoute, context: unknown, c: HonoContext<Env>): Promise<Response> => {
  if (route.respond) return route.respond(context as never);
  const value = await route.handle?.(context as never);
  c.header('Cache-Control', 'no-store');
  return c.json(v.parse(route.output ?? v.never(), value) as object);
};
