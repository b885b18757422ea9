import type { LookupAddress } from 'node:dns';
import type { Socket } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import { limits } from '@amud/protocol/limits.ts';
import { usualForm, type Zone } from './address.ts';
import { connect, type Proof } from './connect.ts';
import { type Answer, exchange, type Head, type Question, type Reading } from './exchange.ts';
import { createJourney, type Journey } from './journey.ts';
import { createLookup } from './lookup.ts';
import { OutboundError } from './refusal.ts';
import { judge, judgePlace, type Lookup, type Rules, type Target } from './target.ts';

type Bounded = {
  /** Instead of the bound on the whole, in milliseconds. */
  totalMs?: number;
  /** Whoever asked does not want it any more. */
  signal?: AbortSignal;
  /** Filled with what happened on the way, also when it fails. */
  journey?: Journey;
};

export type OutboundRequest = Bounded & {
  url: string;
  zone: Zone;
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** SHA-256 of a self-signed certificate, lower-case hex: then that one is accepted and no other. */
  pin?: string | undefined;
  /** How much of the body is wanted, once status and headers are there; without it, all. */
  readingOf?(head: Head): Reading;
  /** Says false for a redirect that is an answer by itself. */
  follows?(head: Head): boolean;
};

export type OutboundPlace = Bounded & { host: string; port: number; zone: Zone };

export type Outbound = {
  /**
   * Asks another machine. A GET or HEAD follows redirects, each judged anew; what the caller sends along stays with the
   * first origin. Any HTTP status is an answer.
   * @throws OutboundError saying why it was refused or cut off.
   */
  request(request: OutboundRequest): Promise<Answer>;
  /** Says whether `request` would connect, without connecting. @throws OutboundError */
  check(url: string, zone: Zone): Promise<void>;
  /** Connects, with `tls` as a TLS client, and closes what it opened. @throws OutboundError */
  reach(place: OutboundPlace & { tls?: Pick<Proof, 'pin'> }): Promise<void>;
  /** The addresses of a host, each judged, for what other programs connect to. @throws OutboundError */
  resolve(place: OutboundPlace): Promise<LookupAddress[]>;
};

export type OutboundOptions = {
  /** Single addresses an admin allows although their range is refused. */
  allowed?: readonly string[];
  lookup?: Lookup;
  bounds?: Partial<Bounds>;
};
type Bounds = { [K in keyof typeof limits.outbound]: number };
type Way = { journey: Journey; signal: AbortSignal };

/** The only way from the server to other machines (security 22). */
export const createOutbound = (options: OutboundOptions = {}): Outbound => {
  const bounds: Bounds = { ...limits.outbound, ...options.bounds };
  const allowed = new Set(options.allowed?.map((address) => usualForm(address) ?? ''));
  const lookup = options.lookup ?? createLookup();
  const enter = createTurnstile(bounds);
  let context: SecureContext | undefined;
  const proofOf = (pin: string | undefined): Proof => {
    context ??= createSecureContext();
    return { pin, context };
  };
  const rulesOf = (zone: Zone): Rules => ({ zone, allowed, lookup });

  const within = async <T>(asked: Bounded, run: (way: Way) => Promise<T>): Promise<T> => {
    const { totalMs = bounds.totalMs, journey = createJourney() } = asked;
    const stop = new AbortController();
    const { signal } = stop;
    const giveUp = (): void => stop.abort(asked.signal?.reason);
    let isLate = false;
    // Not AbortSignal.timeout: its timer goes on after the end, and then makes an error for nobody.
    const timer = setTimeout(() => {
      isLate = true;
      stop.abort();
    }, totalMs);
    if (asked.signal?.aborted) giveUp();
    asked.signal?.addEventListener('abort', giveUp, { once: true });
    try {
      const result = await until(signal, run({ journey, signal }));
      journey.arrive();
      return result;
    } catch (error) {
      if (!isLate || error instanceof OutboundError) throw error;
      throw new OutboundError('too-slow', `No whole answer within ${totalMs / 1000} s.`, { cause: error });
    } finally {
      clearTimeout(timer);
      asked.signal?.removeEventListener('abort', giveUp);
    }
  };
  const inside = async <T>(host: string, run: () => Promise<T>): Promise<T> => {
    const leave = enter(host);
    try {
      return await run();
    } finally {
      leave();
    }
  };

  const follow = async (request: OutboundRequest, way: Way): Promise<Answer> => {
    const { method = 'GET', headers = {}, body, pin, zone, readingOf = () => 'all' } = request;
    let question: Question = { method, headers, ...(body === undefined ? {} : { body }) };
    let next: string | URL = request.url;
    let trusted = pin;
    for (let hops = 0; hops <= bounds.redirects; hops += 1) {
      const current = await judge(next, rulesOf(zone), way.journey);
      let onward: URL | undefined;
      const answer = await ask(current, question, trusted, way, (head) => {
        onward = redirectOf(head, current, method, request.follows);
        return onward === undefined ? readingOf(head) : 'nothing';
      });
      if (onward === undefined) return answer;
      if (onward.origin !== current.url.origin) question = { method, headers: {} };
      // A pin stays with its name: the same machine over another scheme or port.
      if (onward.hostname !== current.url.hostname) trusted = undefined;
      next = onward;
    }
    throw new OutboundError('redirects', `More than ${bounds.redirects} redirects.`);
  };
  const ask = (
    current: Target,
    question: Question,
    pin: string | undefined,
    way: Way,
    readingOf: (head: Head) => Reading,
  ): Promise<Answer> =>
    inside(current.url.host, async () => {
      const proof = current.url.protocol === 'https:' ? proofOf(pin) : undefined;
      const socket = await connect(current, proof, way.journey, way.signal);
      return exchange(current.url, socket, question, bounds, { ...way, readingOf });
    });

  return {
    request: (request) => within(request, (way) => follow(request, way)),
    check: async (url, zone) => {
      await judge(url, rulesOf(zone));
    },
    reach: (asked) =>
      within(asked, async ({ journey, signal }) => {
        const place = await judgePlace(asked.host, asked.port, rulesOf(asked.zone), journey);
        const key = `${place.host}:${place.port}`;
        const proof = asked.tls && proofOf(asked.tls.pin);
        close(await inside(key, () => connect(place, proof, journey, signal)));
      }),
    resolve: (asked) =>
      within(asked, async ({ journey }) => {
        return (await judgePlace(asked.host, asked.port, rulesOf(asked.zone), journey)).addresses;
      }),
  };
};

const close = (socket: Socket): void => {
  socket.on('error', () => {});
  socket.destroy();
};

/** A lookup can't be stopped; what it brings too late is forgotten. */
const until = <T>(signal: AbortSignal, work: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });

const redirectOf = (
  head: Head,
  { url }: Target,
  method: string,
  follows: (head: Head) => boolean = () => true,
): URL | undefined => {
  const { location } = head.headers;
  if (![301, 302, 303, 307, 308].includes(head.status) || location === undefined) return undefined;
  if ((method !== 'GET' && method !== 'HEAD') || !follows(head)) return undefined;
  if (!URL.canParse(location, url)) throw new OutboundError('bad-address', 'A redirect leads to no address.');
  const onward = new URL(location, url);
  if (url.protocol === 'https:' && onward.protocol === 'http:')
    throw new OutboundError('redirects', 'A redirect leads from https to http.', { code: 'downgrade' });
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
