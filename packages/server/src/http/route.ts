import type { IncomingMessage } from 'node:http';
import type { Audience, Role } from '@amud/protocol/roles.ts';
import type { Transaction } from 'kysely';
import type * as v from 'valibot';
import type { AuditDetail } from '../store/audit-log.ts';
import type { Tables } from '../store/tables.ts';

/** Who is asking, as the session says. */
export type Caller = {
  userId: number;
  username: string;
  role: Role;
  mustChangePassword: boolean;
  sessionId: number;
  /** The password was typed a short while ago. */
  isConfirmed: boolean;
};

/**
 * - `public`: anyone.
 * - `session`: signed in, also while the password must be changed first.
 * - a role: signed in with that role or a higher one, password in order.
 */
export type Access = 'public' | 'session' | Role;

/** As whom somebody sees things: without an account, or with one that is not in order yet, as anyone. */
export const audienceOf = (caller: Caller | null): Audience =>
  caller && !caller.mustChangePassword ? caller.role : 'public';

/** What a handler knows that the route does not: for the entry in the audit log. Never a secret. */
export type AuditNote = {
  /** Who it was, where nobody was signed in yet. */
  user?: { id: number; username: string };
  target?: string;
  detail?: AuditDetail;
};

/** Writes the audit entry of a request within the transaction of its change: neither is ever without the other. */
export type Recorder = (transaction: Transaction<Tables>, facts?: AuditNote) => Promise<void>;

type Schema = v.GenericSchema | undefined;
type Parsed<S extends Schema> = S extends v.GenericSchema ? v.InferOutput<S> : undefined;

export type Context<A extends Access, Input extends Schema, Query extends Schema, Params extends Schema> = {
  /** Who asks; on a public route nobody has been asked yet, see `identify`. */
  caller: A extends 'public' ? null : Caller;
  /** For a public route that serves those who are signed in otherwise. */
  identify(): Promise<Caller | null>;
  input: Parsed<Input>;
  query: Parsed<Query>;
  params: Parsed<Params>;
  request: IncomingMessage;
  /** From a trusted proxy's word or the socket (security 19). */
  address: string;
  setHeader(name: string, value: string): void;
  /** The body as it was sent, for a route without `input`. @throws FaultError `too-large`. */
  readBytes(most: number): Promise<Buffer>;
  /** Adds to the audit entry of this request, also when it is then refused. */
  note(facts: AuditNote): void;
  /** For whoever changes the database; without it the entry follows when the handler is done. */
  record: Recorder;
  /** An entry that is in the log already tells of this change too. */
  covered(): void;
};

/** One route: the only way to be reached over HTTP (security 16). */
export type Route<
  A extends Access = Access,
  Input extends Schema = Schema,
  Query extends Schema = Schema,
  Params extends Schema = Schema,
  Output extends Schema = Schema,
> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `:name` for what varies; each has its schema in `params`. A last `*` takes the rest. */
  path: string;
  /** One line for the API description. */
  summary: string;
  access: A;
  input?: Input;
  query?: Query;
  params?: Params;
  /** Of the body, where the usual bound is too narrow. */
  bodyBytes?: number;
  /** Only a short while after the password was typed: for what would outlive a borrowed browser. */
  confirmed?: true;
  /** The name under which a change is audited; every route that changes something has one. */
  audit?: string;
} & (
  | {
      output: Output;
      handle(
        context: Context<A, Input, Query, Params>,
      ): Promise<Output extends v.GenericSchema ? v.InferInput<Output> : never>;
    }
  /** `output` only describes it: an answer that is made ready once and given out often is not checked each time. */
  | { output?: Output; respond(context: Context<A, Input, Query, Params>): Promise<Response> }
);

/** A route whose types are forgotten, as the server keeps them. */
export type AnyRoute = {
  method: Route['method'];
  path: string;
  summary: string;
  access: Access;
  input?: v.GenericSchema;
  query?: v.GenericSchema;
  params?: v.GenericSchema;
  output?: v.GenericSchema;
  bodyBytes?: number;
  confirmed?: true;
  audit?: string;
  handle?(context: never): Promise<unknown>;
  respond?(context: never): Promise<Response>;
};

/**
 * Declares a route. A change without an audit name, or a path variable without a schema, is a mistake of ours and throws
 * when the server is built.
 */
export const route = <
  A extends Access,
  Input extends Schema = undefined,
  Query extends Schema = undefined,
  Params extends Schema = undefined,
  Output extends Schema = undefined,
>(
  definition: Route<A, Input, Query, Params, Output>,
): AnyRoute => {
  const { method, path, audit, params } = definition;
  if (method !== 'GET' && audit === undefined) throw new Error(`${method} ${path} has no audit name`);
  if (path.includes(':') && params === undefined) throw new Error(`${method} ${path} has no schema for its variables`);
  return definition as unknown as AnyRoute;
};
