import { getServers } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Check, CheckReason } from '@amud/protocol/checks.ts';
import { reasonOf } from './reasons.ts';
import { fine, type Runner, type Way } from './runner.ts';

type DnsCheck = Extract<Check, { kind: 'dns' }>;
const DNS_PORT = 53;

/** Asks a DNS server for records. One that a person named is judged as any address; the system's own are the admin's. */
export const lookByDns: Runner<DnsCheck> = async ({ check }, way) => {
  const servers = check.server === '' ? undefined : await serversOf(check.server, way);
  const began = performance.now();
  const answer = await ask(check, servers, way);
  const ms = performance.now() - began;
  if ('code' in answer) return { state: 'down', latencyMs: null, reason: explain(answer.code, check) };
  const hops = [...way.journey.passed.map(({ step, ms }) => ({ hop: step, ms })), { hop: 'dns' as const, ms }];
  if (answer.records.some((record) => isExpected(check, record))) return { ...fine, latencyMs: ms, hops };
  const found = answer.records.join(', ');
  return { state: 'down', latencyMs: ms, hops, reason: reasonOf('dns', 'record-different', found) };
};

const serversOf = async (server: string, way: Way): Promise<string[]> => {
  const { host, port } = splitServer(server);
  const addresses = await way.outbound.resolve({ ...way, host, port, zone: 'lan' });
  return addresses.map(({ address, family }) => (family === 6 ? `[${address}]:${port}` : `${address}:${port}`));
};

/** `::1` is an address, `[::1]:53` and `1.1.1.1:53` are two things. */
export const splitServer = (server: string): { host: string; port: number } => {
  const port = isIP(server) === 0 ? /:(\d{1,5})$/.exec(server)?.[1] : undefined;
  if (port === undefined) return { host: server, port: DNS_PORT };
  return { host: server.slice(0, -port.length - 1), port: Number(port) };
};

const ask = async (
  check: DnsCheck,
  servers: string[] | undefined,
  { signal, totalMs }: Way,
): Promise<{ records: string[] } | { code: string }> => {
  // A lost datagram is sent once more within the time of the check.
  const resolver = new Resolver({ timeout: Math.ceil(totalMs / 3), tries: 2 });
  if (servers) resolver.setServers(servers);
  const cancel = (): void => resolver.cancel();
  const timer = setTimeout(cancel, totalMs);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const records = await queries[check.record](resolver, check.name.replace(/^\[|\]$/g, ''));
    return records.length > 0 ? { records } : { code: 'ENODATA' };
  } catch (error) {
    return { code: String((error as NodeJS.ErrnoException).code) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
};

type Query = (resolver: Resolver, name: string) => Promise<string[]>;
/** Records as a zone file writes them. */
const queries: Record<DnsCheck['record'], Query> = {
  A: (resolver, name) => resolver.resolve4(name),
  AAAA: (resolver, name) => resolver.resolve6(name),
  CNAME: (resolver, name) => resolver.resolveCname(name),
  NS: (resolver, name) => resolver.resolveNs(name),
  PTR: (resolver, name) => (isIP(name) === 0 ? resolver.resolvePtr(name) : resolver.reverse(name)),
  TXT: async (resolver, name) => (await resolver.resolveTxt(name)).map((pieces) => pieces.join('')),
  MX: async (resolver, name) =>
    (await resolver.resolveMx(name)).map(({ priority, exchange }) => `${priority} ${exchange}`),
  SRV: async (resolver, name) =>
    (await resolver.resolveSrv(name)).map((one) => `${one.priority} ${one.weight} ${one.port} ${one.name}`),
};

/** An address is expected as a whole, so that 10.0.0.1 is not found in 10.0.0.11; of all else a part will do. */
const isExpected = ({ record, expected }: DnsCheck, found: string): boolean => {
  const [wanted, has] = [expected.trim().toLowerCase(), found.toLowerCase()];
  return wanted === '' || (record === 'A' || record === 'AAAA' ? has === wanted : has.includes(wanted));
};

const explain = (code: string, { name, server }: DnsCheck): CheckReason => {
  const asked = server || (getServers()[0] ?? '');
  if (code === 'ENOTFOUND') return reasonOf('dns', 'unknown-name', name);
  if (code === 'ENODATA') return reasonOf('dns', 'record-different');
  if (code === 'ETIMEOUT' || code === 'ECANCELLED') return reasonOf('dns', 'timeout', asked);
  if (code === 'ECONNREFUSED' || code === 'EREFUSED') return reasonOf('dns', 'refused', asked);
  return reasonOf('dns', 'bad-answer', code);
};
