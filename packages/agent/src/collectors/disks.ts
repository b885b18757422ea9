import { join } from 'node:path';
import { limits } from '@amud/protocol/limits.ts';
import type { DiskReading } from '@amud/protocol/reading.ts';
import type { Collector, HostPaths } from './collector.ts';
import { known, list, readNumber, readText, readWord } from './files.ts';
import { clampText, perSecond, round2, toPercent } from './numbers.ts';

/** A sector of /proc/diskstats is 512 bytes whatever the disk's own size is. */
const SECTOR_BYTES = 512;
/** How often the list of disks and their descriptions is read anew. */
const DESCRIBE_MS = 60_000;

export type DiskCounters = {
  reads: number;
  readBytes: number;
  readMs: number;
  writes: number;
  writeBytes: number;
  writeMs: number;
  busyMs: number;
};

/** Documentation/admin-guide/iostats.rst: major minor name, then 11 numbers, 15 from Linux 4.18, 17 from 5.5. */
export const parseDiskstats = (text: string): Map<string, DiskCounters> => {
  const disks = new Map<string, DiskCounters>();
  for (const line of text.split('\n')) {
    const [, , name, ...fields] = line.trim().split(/\s+/);
    const [reads, , sectorsRead, readMs, writes, , sectorsWritten, writeMs, , busyMs] = fields.map(Number);
    if (!name || fields.length < 11 || fields.some((field) => !/^\d{1,20}$/.test(field))) continue;
    disks.set(name, {
      reads: reads ?? 0,
      readBytes: (sectorsRead ?? 0) * SECTOR_BYTES,
      readMs: readMs ?? 0,
      writes: writes ?? 0,
      writeBytes: (sectorsWritten ?? 0) * SECTOR_BYTES,
      writeMs: writeMs ?? 0,
      busyMs: busyMs ?? 0,
    });
  }
  return disks;
};

/** Not disks, or counted with the disks below them. */
const isIgnored = (name: string): boolean => /^(loop|ram|sr|fd|dm-|nbd|drbd|zd|bcache|mtdblock)\d+$/.test(name);

/**
 * Where /sys/block is hidden, names must do: a partition ends in a number after a letter, or in p and a number. The boot
 * areas of a card are disks to the kernel, and parts of it to everybody else.
 */
const isPartition = (name: string): boolean =>
  /^((sd|vd|xvd|hd)[a-z]+\d+|(nvme\d+n\d+|mmcblk\d+|md\d+)p\d+|mmcblk\d+(boot|rpmb)\d*)$/.test(name);

type Rates = Omit<DiskReading, 'model' | 'kind' | 'sizeBytes'>;

/** Undefined when a counter went back: the disk was replaced, or the counter wrapped. */
export const diskRates = (now: DiskCounters, before: DiskCounters, elapsedMs: number): Rates | undefined => {
  if (elapsedMs <= 0 || (Object.keys(now) as (keyof DiskCounters)[]).some((key) => now[key] < before[key]))
    return undefined;
  const rate = (key: keyof DiskCounters) => perSecond(now[key], before[key], elapsedMs) ?? 0;
  const wait = (ms: 'readMs' | 'writeMs', count: 'reads' | 'writes') =>
    now[count] > before[count] ? round2((now[ms] - before[ms]) / (now[count] - before[count])) : undefined;
  return known({
    readBytesPerSecond: Math.round(rate('readBytes')),
    writeBytesPerSecond: Math.round(rate('writeBytes')),
    readsPerSecond: round2(rate('reads')),
    writesPerSecond: round2(rate('writes')),
    busyPercent: toPercent(now.busyMs - before.busyMs, elapsedMs),
    readAwaitMs: wait('readMs', 'reads'),
    writeAwaitMs: wait('writeMs', 'writes'),
  }) as Rates;
};

type Description = Pick<DiskReading, 'kind' | 'model' | 'sizeBytes'>;

const describeDisk = (sys: string, name: string): Description => {
  const at = (file: string) => join(sys, 'block', name, file);
  const sectors = readNumber(at('size'));
  const model = readWord(at('device/model')) ?? readWord(at('device/name'));
  return known({
    kind: kindOf(name, readNumber(at('queue/rotational'))),
    model: model && clampText(model, limits.reading.nameLength),
    sizeBytes: sectors === undefined ? undefined : sectors * SECTOR_BYTES,
  }) as Description;
};

const kindOf = (name: string, rotational: number | undefined): DiskReading['kind'] => {
  if (name.startsWith('nvme')) return 'nvme';
  if (name.startsWith('mmcblk')) return 'card';
  if (name.startsWith('md')) return 'md';
  if (name.startsWith('zram')) return 'zram';
  if (/^(vd|xvd)/.test(name)) return 'virtual';
  if (rotational === undefined) return 'other';
  return rotational === 1 ? 'hdd' : 'ssd';
};

export const disksCollector = ({ proc, sys }: HostPaths): Collector => {
  let before: { disks: Map<string, DiskCounters>; monotonicMs: number } | undefined;
  let described = new Map<string, Description>();
  let describedAt = Number.NEGATIVE_INFINITY;
  let describedNames = '';
  const describe = (names: string[], monotonicMs: number): void => {
    if (monotonicMs - describedAt < DESCRIBE_MS && describedNames === names.join()) return;
    describedAt = monotonicMs;
    describedNames = names.join();
    const whole = new Set(list(join(sys, 'block')));
    const disks = names.filter((name) => whole.size === 0 || whole.has(name));
    const all = disks.map((name) => [name, describeDisk(sys, name)] as const);
    // Without a size there is no medium in it: an empty card reader, an unused zram.
    described = new Map(all.filter(([, { sizeBytes }]) => sizeBytes !== 0).slice(0, limits.reading.disks));
  };
  return {
    name: 'disks',
    collect: ({ monotonicMs }) => {
      const text = readText(join(proc, 'diskstats'));
      if (text === undefined) return `${proc}/diskstats can't be read`;
      const now = parseDiskstats(text);
      const last = before;
      before = { disks: now, monotonicMs };
      describe(
        [...now.keys()].filter((name) => !isIgnored(name) && !isPartition(name)),
        monotonicMs,
      );
      if (!last) return {};
      const disks: Record<string, DiskReading> = {};
      for (const [name, description] of described) {
        const counters = now.get(name);
        const then = last.disks.get(name);
        const rates = counters && then && diskRates(counters, then, monotonicMs - last.monotonicMs);
        if (rates) disks[name] = { ...description, ...rates };
      }
      return Object.keys(disks).length > 0 ? { disks } : 'This host shows no disks of its own.';
    },
  };
};
