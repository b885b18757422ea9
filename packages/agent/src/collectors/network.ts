import { join } from 'node:path';
import { limits } from '@amud/protocol/limits.ts';
import type { InterfaceReading, NetworkReading } from '@amud/protocol/reading.ts';
import type { Collector, HostPaths } from './collector.ts';
import { known, linkName, list, readNumber, readText, readWord } from './files.ts';
import { perSecond, round2 } from './numbers.ts';

const DESCRIBE_MS = 30_000;

const columns = ['bytes', 'packets', 'errors', 'dropped'] as const;
type Column = (typeof columns)[number];
export type InterfaceCounters = { receive: Record<Column, number>; transmit: Record<Column, number> };

/** proc(5) net/dev: "eth0: bytes packets errs drop fifo frame compressed multicast | bytes packets errs drop …". */
export const parseNetDev = (text: string): Map<string, InterfaceCounters> => {
  const interfaces = new Map<string, InterfaceCounters>();
  for (const line of text.split('\n')) {
    const [, name, rest] = /^\s*([^\s:]{1,128}):\s*([\d\s]+)$/.exec(line) ?? [];
    const fields = rest?.trim().split(/\s+/).map(Number) ?? [];
    if (name === undefined || fields.length < 16 || name === 'lo') continue;
    const half = (from: number) =>
      Object.fromEntries(columns.map((column, index) => [column, fields[from + index] ?? 0])) as Record<Column, number>;
    interfaces.set(name, { receive: half(0), transmit: half(8) });
  }
  return interfaces;
};

type Rates = Omit<InterfaceReading, 'kind' | 'up' | 'linkMbps'>;

/** Undefined when a counter went back: the interface was made anew. */
export const interfaceRates = (
  now: InterfaceCounters,
  before: InterfaceCounters,
  elapsedMs: number,
): Rates | undefined => {
  const rates: Record<string, number> = {};
  for (const way of ['receive', 'transmit'] as const) {
    for (const column of columns) {
      const rate = perSecond(now[way][column], before[way][column], elapsedMs);
      if (rate === undefined) return undefined;
      rates[`${way}${column.charAt(0).toUpperCase()}${column.slice(1)}PerSecond`] =
        column === 'bytes' ? Math.round(rate) : round2(rate);
    }
  }
  return rates as Rates;
};

type Description = Pick<InterfaceReading, 'kind' | 'up' | 'linkMbps'>;

const describeInterface = (sys: string, name: string): Description => {
  const at = (file: string) => join(sys, 'class/net', name, file);
  const state = readWord(at('operstate'));
  const speed = readNumber(at('speed'));
  const flags = Number.parseInt(readWord(at('flags')) ?? '0', 16);
  return known({
    kind: kindOf(at),
    up: state === 'up' || (state === 'unknown' && (flags & 1) === 1) || state === undefined,
    linkMbps: speed !== undefined && speed > 0 && speed < 10_000_000 ? speed : undefined,
  }) as Description;
};

const kindOf = (at: (file: string) => string): InterfaceReading['kind'] => {
  const type = /^DEVTYPE=(\w+)$/m.exec(readText(at('uevent')) ?? '')?.[1];
  if (type === 'bridge' || list(at('bridge')).length > 0) return 'bridge';
  if (type === 'bond' || list(at('bonding')).length > 0) return 'bond';
  if (type === 'vlan') return 'vlan';
  if (type === 'wlan' || list(at('wireless')).length > 0 || linkName(at('phy80211')) !== undefined) return 'wireless';
  if (type === 'wireguard' || readText(at('tun_flags')) !== undefined) return 'tunnel';
  return linkName(at('device')) !== undefined || list(at('device')).length > 0 ? 'physical' : 'virtual';
};

const leads = new Set<InterfaceReading['kind']>(['physical', 'wireless']);

/** What leads out of the machine: cables and radio; in a container, where there are none, whatever is there. */
export const networkOf = (interfaces: Record<string, InterfaceReading>): NetworkReading => {
  const all = Object.values(interfaces);
  const physical = all.filter(({ kind }) => leads.has(kind));
  const counted = physical.length > 0 ? physical : all.filter(({ kind }) => kind === 'virtual');
  const sum = (key: 'receiveBytesPerSecond' | 'transmitBytesPerSecond') =>
    counted.reduce((total, one) => total + one[key], 0);
  return {
    receiveBytesPerSecond: sum('receiveBytesPerSecond'),
    transmitBytesPerSecond: sum('transmitBytesPerSecond'),
    interfaces,
  };
};

const order: InterfaceReading['kind'][] = ['physical', 'wireless', 'bond', 'bridge', 'vlan', 'tunnel', 'virtual'];

/** A host of very many containers has as many virtual interfaces; those that matter are kept. */
const keepFirst = (descriptions: Map<string, Description>): Map<string, Description> =>
  new Map(
    [...descriptions]
      .sort(([, a], [, b]) => order.indexOf(a.kind) - order.indexOf(b.kind))
      .slice(0, limits.reading.interfaces),
  );

export const networkCollector = ({ proc, sys, root }: HostPaths): Collector => {
  // Mounted from elsewhere, "net" would be this container's: process 1 is the host's.
  const path = join(proc, root === '/' ? 'net/dev' : '1/net/dev');
  let before: { interfaces: Map<string, InterfaceCounters>; monotonicMs: number } | undefined;
  let described = new Map<string, Description>();
  let describedAt = Number.NEGATIVE_INFINITY;
  const describe = (names: string[], monotonicMs: number): void => {
    if (monotonicMs - describedAt < DESCRIBE_MS && names.length === before?.interfaces.size) return;
    describedAt = monotonicMs;
    described = keepFirst(new Map(names.map((name) => [name, describeInterface(sys, name)])));
  };
  return {
    name: 'network',
    collect: ({ monotonicMs }) => {
      const text = readText(path);
      if (text === undefined) return `${path} can't be read`;
      const now = parseNetDev(text);
      describe([...now.keys()], monotonicMs);
      const last = before;
      before = { interfaces: now, monotonicMs };
      if (!last) return {};
      const interfaces: Record<string, InterfaceReading> = {};
      for (const [name, description] of described) {
        const counters = now.get(name);
        const then = last.interfaces.get(name);
        const rates = counters && then && interfaceRates(counters, then, monotonicMs - last.monotonicMs);
        if (rates) interfaces[name] = { ...description, ...rates };
      }
      return { network: networkOf(interfaces) };
    },
  };
};
