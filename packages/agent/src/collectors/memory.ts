import { join } from 'node:path';
import type { MemoryReading, SwapReading } from '@amud/protocol/reading.ts';
import type { Collector, HostPaths } from './collector.ts';
import { known, readNumber, readText } from './files.ts';
import { perSecond } from './numbers.ts';

/** "MemTotal:  16303428 kB" → bytes by name. */
export const parseMeminfo = (text: string): Map<string, number> => {
  const values = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [, name, value, unit] = /^([A-Za-z_()0-9]+):\s+(\d{1,15})( kB)?$/.exec(line.trim()) ?? [];
    if (name !== undefined) values.set(name, Number(value) * (unit ? 1024 : 1));
  }
  return values;
};

/** `size` and `c_min` of /proc/spl/kstat/zfs/arcstats: lines "name type value". */
export const parseArc = (text: string): { sizeBytes: number; leastBytes: number } | undefined => {
  const value = (name: string) => new RegExp(`^${name}\\s+\\d+\\s+(\\d{1,15})$`, 'm').exec(text)?.[1];
  const size = value('size');
  return size === undefined ? undefined : { sizeBytes: Number(size), leastBytes: Number(value('c_min') ?? 0) };
};

/**
 * Used as `free` of procps 4 says it: MemTotal - MemAvailable, and before Linux 3.14, which has no MemAvailable, total
 * less free, buffers and cache. The kernel does not know that the ZFS cache gives way down to its `c_min`; we count that
 * part as available.
 */
export const memoryOf = (info: Map<string, number>, arc: ReturnType<typeof parseArc>): MemoryReading | undefined => {
  const total = info.get('MemTotal');
  const free = info.get('MemFree');
  if (!total || free === undefined) return undefined;
  const buffers = info.get('Buffers');
  const cache = info.get('Cached');
  const cached = cache === undefined ? undefined : cache + (info.get('SReclaimable') ?? 0);
  const givesWay = Math.max(0, (arc?.sizeBytes ?? 0) - (arc?.leastBytes ?? 0));
  const available = Math.min(total, (info.get('MemAvailable') ?? free + (buffers ?? 0) + (cached ?? 0)) + givesWay);
  return known({
    totalBytes: total,
    usedBytes: total - available,
    availableBytes: available,
    freeBytes: Math.min(free, total),
    buffersBytes: buffers,
    cachedBytes: cached,
    sharedBytes: info.get('Shmem'),
    zfsArcBytes: arc?.sizeBytes,
  }) as MemoryReading;
};

/** A container's own bound, where /proc/meminfo shows the whole machine: cgroup v2, then v1. */
const readBound = (sys: string): { limitBytes: number; usedBytes: number } | undefined => {
  const folders = [
    { folder: 'fs/cgroup', limit: 'memory.max', used: 'memory.current', cache: 'inactive_file' },
    {
      folder: 'fs/cgroup/memory',
      limit: 'memory.limit_in_bytes',
      used: 'memory.usage_in_bytes',
      cache: 'total_inactive_file',
    },
  ];
  for (const { folder, limit, used, cache } of folders) {
    const limitBytes = readNumber(join(sys, folder, limit));
    const usedBytes = readNumber(join(sys, folder, used));
    const stat = readText(join(sys, folder, 'memory.stat')) ?? '';
    const cacheBytes = Number(new RegExp(`^${cache} (\\d+)$`, 'm').exec(stat)?.[1] ?? 0);
    if (limitBytes !== undefined && usedBytes !== undefined)
      return { limitBytes, usedBytes: Math.max(0, usedBytes - cacheBytes) };
  }
  return undefined;
};

/** LXC without lxcfs: the guest's memory is its cgroup's. */
export const boundMemory = (memory: MemoryReading, bound: ReturnType<typeof readBound>): MemoryReading => {
  if (!bound || bound.limitBytes >= memory.totalBytes) return memory;
  const usedBytes = Math.min(bound.usedBytes, bound.limitBytes);
  const availableBytes = bound.limitBytes - usedBytes;
  return { totalBytes: bound.limitBytes, usedBytes, availableBytes, freeBytes: availableBytes };
};

/** Pages swapped in and out since the boot. */
export const parseSwapped = (text: string): { in: number; out: number } | undefined => {
  const pagesIn = /^pswpin (\d{1,15})$/m.exec(text)?.[1];
  const pagesOut = /^pswpout (\d{1,15})$/m.exec(text)?.[1];
  return pagesIn !== undefined && pagesOut !== undefined ? { in: Number(pagesIn), out: Number(pagesOut) } : undefined;
};

export const memoryCollector = ({ proc, sys }: HostPaths, isLxc: boolean): Collector => ({
  name: 'memory',
  collect: () => {
    // A container sees its host's ZFS cache, which is no part of its own memory.
    const arc = isLxc ? undefined : parseArc(readText(join(proc, 'spl/kstat/zfs/arcstats')) ?? '');
    const memory = memoryOf(parseMeminfo(readText(join(proc, 'meminfo')) ?? ''), arc);
    if (!memory) return `${proc}/meminfo can't be read`;
    return { memory: isLxc ? boundMemory(memory, readBound(sys)) : memory };
  },
});

export const swapCollector = ({ proc }: HostPaths, pageBytes: number): Collector => {
  let before: { pages: { in: number; out: number }; monotonicMs: number } | undefined;
  return {
    name: 'swap',
    collect: ({ monotonicMs }) => {
      const info = parseMeminfo(readText(join(proc, 'meminfo')) ?? '');
      const totalBytes = info.get('SwapTotal');
      if (!totalBytes) return 'This host has no swap.';
      const pages = parseSwapped(readText(join(proc, 'vmstat')) ?? '');
      const last = before;
      before = pages && { pages, monotonicMs };
      const rate = (kind: 'in' | 'out') =>
        pages && last
          ? perSecond(pages[kind] * pageBytes, last.pages[kind] * pageBytes, monotonicMs - last.monotonicMs)
          : undefined;
      return { swap: swapOf(totalBytes, info.get('SwapFree') ?? 0, rate('in'), rate('out')) };
    },
  };
};

const swapOf = (totalBytes: number, freeBytes: number, inRate?: number, outRate?: number): SwapReading => ({
  totalBytes,
  usedBytes: Math.max(0, totalBytes - freeBytes),
  ...(inRate === undefined ? {} : { inBytesPerSecond: Math.round(inRate) }),
  ...(outRate === undefined ? {} : { outBytesPerSecond: Math.round(outRate) }),
});
