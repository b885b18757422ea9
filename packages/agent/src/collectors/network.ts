import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { limits } from '@amud/protocol/limits.ts';
import type { InterfaceReading, NetworkReading } from '@amud/protocol/reading.ts';
import type { Collector, HostPaths } from './collector.ts';
import { known, readNumber, readText, readWord } from './files.ts';
import { perSecond, round2 } from './numbers.ts';

/** How often kinds and speeds are read anew; whether an interface is up is read at each look. */
const DESCRIBE_MS = 60_000;

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

type Description = {
  kind: InterfaceReading['kind'];
  up: boolean;
  linkMbps?: number;
  /** Plugged into a bridge, or a copy of another's traffic: what passes it is counted elsewhere too. */
  isInner: boolean;
};

const describeInterface = (sys: string, name: string): Description => {
  const at = (file: string) => join(sys, 'class/net', name, file);
  const kind = kindOf(at);
  // Virtual ones make up a speed, and asking costs a lock.
  const speed = leads.has(kind) || kind === 'bond' ? readNumber(at('speed')) : undefined;
  return known({
    kind,
    up: isUp(sys, name),
    isInner: existsSync(at('brport')) || /^(ifb|dummy)\d/.test(name),
    linkMbps: speed !== undefined && speed > 0 && speed < 10_000_000 ? speed : undefined,
  }) as Description;
};

const kindOf = (at: (file: string) => string): InterfaceReading['kind'] => {
  const type = /^DEVTYPE=(\w+)$/m.exec(readText(at('uevent')) ?? '')?.[1];
  if (type === 'bridge' || existsSync(at('bridge'))) return 'bridge';
  if (type === 'bond' || existsSync(at('bonding'))) return 'bond';
  if (type === 'vlan') return 'vlan';
  if (type === 'wlan' || existsSync(at('wireless')) || existsSync(at('phy80211'))) return 'wireless';
  if (type === 'wireguard' || isTun(readWord(at('tun_flags')))) return 'tunnel';
  // The ports of a switch chip pass all they carry on to the interface behind it.
  return existsSync(at('device')) && type !== 'dsa' ? 'physical' : 'virtual';
};

/** linux/if_tun.h: IFF_TUN is 1; a tap (2) is the cable of a virtual machine. */
const isTun = (flags: string | undefined): boolean => (Number.parseInt(flags ?? '0', 16) & 1) === 1;

/** Documentation/networking/operstates.rst: drivers that know no state say "unknown", and IFF_UP (1) is what there is. */
const isUp = (sys: string, name: string): boolean => {
  const state = readWord(join(sys, 'class/net', name, 'operstate'));
  if (state !== 'unknown') return state === 'up' || state === undefined;
  return (Number.parseInt(readWord(join(sys, 'class/net', name, 'flags')) ?? '0', 16) & 1) === 1;
};

const leads = new Set<InterfaceReading['kind']>(['physical', 'wireless']);

/** What leads out of the machine: cables and radio; in a container, where there are none, whatever is there. */
export const networkOf = (
  interfaces: Record<string, InterfaceReading>,
  isInner: (name: string) => boolean = () => false,
): NetworkReading => {
  const all = Object.values(interfaces);
  const physical = all.filter(({ kind }) => leads.has(kind));
  const outer = () => Object.entries(interfaces).filter(([name, { kind }]) => kind === 'virtual' && !isInner(name));
  const counted = physical.length > 0 ? physical : outer().map(([, one]) => one);
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
const keepFirst = (described: Map<string, Description>): [string, Description][] =>
  [...described]
    .sort(([, a], [, b]) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .slice(0, limits.reading.interfaces);

export const networkCollector = ({ proc, sys, root }: HostPaths): Collector => {
  // Mounted from elsewhere, "net" would be this container's: process 1 is the host's.
  const path = join(proc, root === '/' ? 'net/dev' : '1/net/dev');
  let before: { interfaces: Map<string, InterfaceCounters>; monotonicMs: number } | undefined;
  let described = new Map<string, Description>();
  let describedAt = Number.NEGATIVE_INFINITY;
  const describe = (names: string[], monotonicMs: number): void => {
    const isOld = monotonicMs - describedAt >= DESCRIBE_MS;
    if (isOld) describedAt = monotonicMs;
    const earlier = isOld ? undefined : described;
    described = new Map(names.map((name) => [name, earlier?.get(name) ?? describeInterface(sys, name)]));
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
      for (const [name, { isInner: _, ...description }] of keepFirst(described)) {
        const counters = now.get(name);
        const then = last.interfaces.get(name);
        const rates = counters && then && interfaceRates(counters, then, monotonicMs - last.monotonicMs);
        // There can be very many virtual ones, of containers that come and go as a whole.
        const up = description.kind === 'virtual' ? description.up : isUp(sys, name);
        if (rates) interfaces[name] = { ...description, up, ...rates };
      }
      return { network: networkOf(interfaces, (name) => described.get(name)?.isInner ?? false) };
    },
  };
};
