import { lookup as systemLookup } from 'node:dns/promises';
import { limits } from '@amud/protocol/limits.ts';
import type { Zone } from './address.ts';
import { connect } from './connect.ts';
import { type Answer, exchange, type Question } from './exchange.ts';
import { OutboundError } from './refusal.ts';
import { judge, type Lookup, type Target } from './target.ts';

export type OutboundRequest = {
  url: string;
  zone: Zone;
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** SHA-256 of a self-signed certificate, lower-case hex: then that one is accepted and no other. */
  pin?: string;
};

export type Outbound = {
  /**
   * Asks another machine. A GET or HEAD follows redirects, each judged anew; what the caller sends along stays with the
   * first origin. Any HTTP status is an answer.
   * @throws OutboundError saying why it was refused or cut off.
   */
  request(request: OutboundRequest): Promise<Answer>;
  /** Says whether `request` would connect, without connecting. @throws OutboundError */
  check(url: string, zone: Zone): Promise<void>;
};

export type OutboundOptions = {
  /** Single addresses an admin allows although their range is refused. */
  allowed?: readonly string[];
  lookup?: Lookup;
  bounds?: Partial<Bounds>;
};
type Bounds = { [K in keyof typeof limits.outbound]: number };

/** The only way from the server to other machines (security 22). */
export const createOutbound = (options: OutboundOptions = {}): Outbound => {
  const bounds: Bounds = { ...limits.outbound, ...options.bounds };
  const allowed = new Set(options.allowed);
  const lookup = options.lookup ?? ((host) => systemLookup(host, { all: true }));
  const enter = createTurnstile(bounds);
  const target = (url: string | URL, zone: Zone) => judge(url, { zone, allowed, lookup });

  const follow = async (request: OutboundRequest, signal: AbortSignal): Promise<Answer> => {
    const { method = 'GET', headers = {}, body, pin, zone } = request;
    let question: Question = { method, headers, ...(body === undefined ? {} : { body }) };
    let next: string | URL = request.url;
    let trusted = pin;
    for (let hops = 0; hops <= bounds.redirects; hops += 1) {
      const current = await until(signal, target(next, zone));
      const answer = await ask(current, question, trusted, signal);
      const onward = redirectOf(answer, current, method);
      if (onward === undefined) return answer;
      if (onward.origin !== current.url.origin) {
        question = { method, headers: {} };
        trusted = undefined;
      }
      next = onward;
    }
    throw new OutboundError('redirects', `More than ${bounds.redirects} redirects.`);
  };
  const ask = async (current: Target, question: Question, pin: string | undefined, signal: AbortSignal) => {
    const leave = enter(current.url.host);
    try {
      return await exchange(current.url, await connect(current, pin, signal), question, bounds, signal);
    } finally {
      leave();
    }
  };

  return {
    request: async (request) => {
      const signal = AbortSignal.timeout(bounds.totalMs);
      try {
        return await follow(request, signal);
      } catch (error) {
        if (!signal.aborted || error instanceof OutboundError) throw error;
        throw new OutboundError('too-slow', `No whole answer within ${bounds.totalMs / 1000} s.`, { cause: error });
      }
    },
    check: async (url, zone) => {
      await target(url, zone);
    },
  };
};

/** A lookup can't be stopped; what it brings too late is forgotten. */
const until = <T>(signal: AbortSignal, work: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });

const redirectOf = ({ status, headers }: Answer, { url }: Target, method: string): URL | undefined => {
  const { location } = headers;
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  if (!URL.canParse(location, url)) throw new OutboundError('bad-address', 'A redirect leads to no address.');
  const onward = new URL(location, url);
  if (url.protocol === 'https:' && onward.protocol === 'http:')
    throw new OutboundError('redirects', 'A redirect leads from https to http.');
  return onward;
};

/** Counts what is under way, over all and for each host, so that one that hangs does not hold up the others. */
const createTurnstile = ({ concurrent, concurrentPerHost }: Bounds) => {
  const inside = new Map<string, number>();
  let total = 0;
  return (host: string): (() => void) => {
    const here = inside.get(host) ?? 0;
    if (total >= concurrent || here >= concurrentPerHost)
      throw new OutboundError('busy', `Too many requests are under way${total >= concurrent ? '' : ` to ${host}`}.`);
    total += 1;
    inside.set(host, here + 1);
    return () => {
      total -= 1;
      const left = (inside.get(host) ?? 1) - 1;
      if (left > 0) inside.set(host, left);
      else inside.delete(host);
    };
  };
};
