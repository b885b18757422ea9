import type { Check, CheckReason, CheckTest, Hop } from '@amud/protocol/checks.ts';
import { m } from '../messages.ts';

const names: Record<Hop, () => string> = {
  policy: m.apps_hop_policy,
  dns: m.apps_hop_dns,
  tcp: m.apps_hop_tcp,
  tls: m.apps_hop_tls,
  http: m.apps_hop_http,
  body: m.apps_hop_body,
  ping: m.apps_hop_ping,
};

export const hopName = (hop: Hop): string => names[hop]();

const order: readonly Hop[] = ['policy', 'dns', 'tcp', 'tls', 'http', 'body', 'ping'];

/** An address of digits needs no DNS. */
const isAddress = (host: string): boolean => /^\[|^[\d.]+$|:.*:/.test(host);

/** The steps that a check takes, in order. `url` is the app's own address. */
export const hopsOf = (check: Check, url: string): Hop[] => {
  if (check.kind === 'dns') return ['dns'];
  if (check.kind !== 'http') {
    const first: Hop[] = isAddress(check.host) ? [] : ['dns'];
    if (check.kind === 'ping') return [...first, 'ping'];
    return check.kind === 'tls' ? [...first, 'tcp', 'tls'] : [...first, 'tcp'];
  }
  const target = URL.parse(check.url || url);
  const reads = check.keyword !== '' || check.jsonPath !== '';
  return [
    ...(target && isAddress(target.hostname) ? [] : ['dns' as const]),
    'tcp',
    ...(target?.protocol === 'https:' ? ['tls' as const] : []),
    'http',
    ...(reads ? ['body' as const] : []),
  ];
};

export type ChainHop = { hop: Hop; state: 'passed' | 'failed' | 'open'; ms: number | null };
export type Chain = { hops: ChainHop[]; redirects: number; redirectsMs: number };

/** Each redirect begins from the front again: the steps of each address. */
const journeysOf = (hops: CheckTest['hops']): CheckTest['hops'][] => {
  const journeys: CheckTest['hops'][] = [];
  let last = order.length;
  for (const one of hops) {
    const place = order.indexOf(one.hop);
    if (place <= last) journeys.push([]);
    journeys.at(-1)?.push(one);
    last = place;
  }
  return journeys.length > 0 ? journeys : [[]];
};

type Seen = { hops: CheckTest['hops']; reason: CheckReason | null; isFailure: boolean };

/** The steps of the last address: those passed with their times, the one that failed, and those that were not reached. */
export const chainOf = (expected: readonly Hop[], { hops, reason, isFailure }: Seen): Chain => {
  const journeys = journeysOf(hops);
  const last = journeys.at(-1) ?? [];
  const failed = isFailure ? reason?.hop : undefined;
  const all = new Set<Hop>([...expected, ...last.map(({ hop }) => hop), ...(failed ? [failed] : [])]);
  const sorted = [...all].sort((one, other) => order.indexOf(one) - order.indexOf(other));
  const failedAt = failed === undefined ? sorted.length : sorted.indexOf(failed);
  return {
    hops: sorted.map((hop, index) => ({
      hop,
      state: index < failedAt ? 'passed' : index === failedAt ? 'failed' : 'open',
      ms: last.find((one) => one.hop === hop)?.ms ?? null,
    })),
    redirects: journeys.length - 1,
    redirectsMs: journeys
      .slice(0, -1)
      .flat()
      .reduce((sum, { ms }) => sum + ms, 0),
  };
};
