import type { LookupAddress } from 'node:dns';
import { Resolver, lookup as systemLookup } from 'node:dns/promises';
import { readFileSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { OutboundError } from './refusal.ts';
import type { Lookup } from './target.ts';

type Found = { address: string; family: number; ttl: number };
type Kept = { until: number; addresses: Promise<LookupAddress[]> };

const KEPT_NAMES = 4_096;
/** An answer is kept as long as it says, within these bounds. */
const KEEP_MS = { least: 5_000, most: 60_000 };
const TRY_MS = 2_500;
/** Once one family has answered, the other has this long. */
const OTHER_FAMILY_MS = 300;
/** The server's threads are few, and a look-up of the system holds one for as long as it takes. */
const SYSTEM_LOOKUPS = 2;
/** The system's list of DNS servers is read anew after so long. */
const RESOLVER_MS = 30_000;

export type LookupParts = {
  /** Instead of the system's, for tests. */
  servers?: readonly string[];
  hostsFile?: string;
  system?: Lookup;
  now?(): number;
  tryMs?: number;
};

/**
 * Finds the addresses of a name: in the hosts file, then by DNS over our own sockets. Only names that DNS does not know
 * go to the system's resolver (mDNS, search domains): it holds a thread of the few that Node has for files and hashing, so
 * a DNS server that is silent, the commonest failure of a home, would stop all of them.
 * @throws OutboundError `busy` when the system's resolver has enough to do; else the error of DNS.
 */
export const createLookup = (parts: LookupParts = {}): Lookup => {
  const now = parts.now ?? (() => performance.now());
  const system = parts.system ?? ((host) => systemLookup(host, { all: true }));
  const hosts = createHosts(parts.hostsFile ?? '/etc/hosts');
  const resolver = createResolver(parts, now);
  const kept = new Map<string, Kept>();
  let asked = 0;

  const askSystem = async (host: string): Promise<LookupAddress[]> => {
    if (asked >= SYSTEM_LOOKUPS) throw new OutboundError('busy', 'Too many names are being looked up.');
    asked += 1;
    try {
      return await system(host);
    } finally {
      asked -= 1;
    }
  };
  const find = async (host: string, entry: Kept): Promise<LookupAddress[]> => {
    const listed = hosts(host);
    if (listed.length > 0) return listed;
    try {
      const found = await askDns(resolver(), host);
      const ttlMs = Math.min(...found.map(({ ttl }) => ttl)) * 1000;
      entry.until = now() + Math.min(Math.max(ttlMs, KEEP_MS.least), KEEP_MS.most);
      return found.map(({ address, family }) => ({ address, family }));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ETIMEOUT') throw error;
      const found = await askSystem(host);
      entry.until = now() + KEEP_MS.least;
      return found;
    }
  };
  return (host) => {
    const known = kept.get(host);
    if (known && known.until > now()) return known.addresses;
    const entry: Kept = { until: Number.POSITIVE_INFINITY, addresses: Promise.resolve([]) };
    entry.addresses = find(host, entry).catch((error: unknown) => {
      if (kept.get(host) === entry) kept.delete(host);
      throw error;
    });
    kept.delete(host);
    kept.set(host, entry);
    if (kept.size > KEPT_NAMES) kept.delete(kept.keys().next().value ?? '');
    return entry.addresses;
  };
};

/** Both families; when only one answers in time, that one. @throws the error of IPv4 when neither does. */
const askDns = async (resolver: Resolver, host: string): Promise<Found[]> => {
  const four = resolver.resolve4(host, { ttl: true }).then((found) => found.map((one) => ({ ...one, family: 4 })));
  const six = resolver.resolve6(host, { ttl: true }).then((found) => found.map((one) => ({ ...one, family: 6 })));
  const quiet = six.catch(() => []);
  const first = await four.catch(() => undefined);
  if (first !== undefined) return [...first, ...(await Promise.race([quiet, later(OTHER_FAMILY_MS)]))];
  const only = await quiet;
  return only.length > 0 ? only : four;
};

const later = (ms: number): Promise<never[]> =>
  new Promise((resolve) => {
    setTimeout(() => resolve([]), ms).unref();
  });

const createResolver = ({ servers, tryMs = TRY_MS }: LookupParts, now: () => number) => {
  let resolver: Resolver | undefined;
  let madeAt = 0;
  return (): Resolver => {
    if (resolver && now() - madeAt < RESOLVER_MS) return resolver;
    resolver = new Resolver({ timeout: tryMs, tries: 2 });
    if (servers) resolver.setServers(servers);
    madeAt = now();
    return resolver;
  };
};

/** The hosts file, read anew when it has changed. */
const createHosts = (path: string) => {
  let stamp = '';
  let hosts = new Map<string, LookupAddress[]>();
  return (host: string): LookupAddress[] => {
    try {
      const { mtimeMs, size } = statSync(path);
      if (stamp !== `${mtimeMs} ${size}`) hosts = parseHosts(readFileSync(path, 'utf8'));
      stamp = `${mtimeMs} ${size}`;
    } catch {
      hosts = new Map();
      stamp = '';
    }
    return hosts.get(host.toLowerCase()) ?? [];
  };
};

/** hosts(5): an address and its names on each line. */
export const parseHosts = (text: string): Map<string, LookupAddress[]> => {
  const hosts = new Map<string, LookupAddress[]>();
  for (const line of text.split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    const family = isIP(address);
    if (family === 0) continue;
    for (const name of names.map((one) => one.toLowerCase()))
      hosts.set(name, [...(hosts.get(name) ?? []), { address, family }]);
  }
  return hosts;
};
