import { join } from 'node:path';
import { limits } from '@amud/protocol/limits.ts';
import type { CpuReading } from '@amud/protocol/reading.ts';
import type { Collector, HostPaths } from './collector.ts';
import { known, readText } from './files.ts';
import type { Frequencies } from './frequency.ts';
import { toPercent } from './numbers.ts';

/** Jiffies by kind of one line of /proc/stat. Guest time is left out: the kernel counts it in user and nice already. */
export type CpuTimes = { user: number; system: number; idle: number; iowait: number; steal: number };
export type CpuStat = { all: CpuTimes; cores: Map<number, CpuTimes> };

/** proc(5): user nice system idle iowait irq softirq steal guest guest_nice. Old kernels have fewer columns. */
export const parseCpuStat = (text: string): CpuStat | undefined => {
  let all: CpuTimes | undefined;
  const cores = new Map<number, CpuTimes>();
  for (const line of text.split('\n')) {
    const match = /^cpu(\d*)\s+([\d\s]+)$/.exec(line);
    if (!match) continue;
    const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = (match[2] ?? '')
      .trim()
      .split(/\s+/)
      .map(Number);
    const times = { user: user + nice, system: system + irq + softirq, idle, iowait, steal };
    if (match[1] === '') all = times;
    else if (Number(match[1]) < limits.reading.cores) cores.set(Number(match[1]), times);
  }
  return all && { all, cores };
};

const kinds = ['user', 'system', 'idle', 'iowait', 'steal'] as const;

/** Shares of the time between two looks. A kind that went back (iowait does, as do CPUs put to sleep) counts as none. */
export const cpuShares = (now: CpuTimes, before: CpuTimes): Omit<CpuReading, 'cores'> | undefined => {
  const passed = Object.fromEntries(kinds.map((kind) => [kind, Math.max(0, now[kind] - before[kind])])) as CpuTimes;
  const total = kinds.reduce((sum, kind) => sum + passed[kind], 0);
  if (!Number.isFinite(total) || total <= 0) return undefined;
  return {
    userPercent: toPercent(passed.user, total),
    systemPercent: toPercent(passed.system, total),
    iowaitPercent: toPercent(passed.iowait, total),
    stealPercent: toPercent(passed.steal, total),
    busyPercent: toPercent(passed.user + passed.system + passed.steal, total),
  };
};

const idle = { userPercent: 0, systemPercent: 0, iowaitPercent: 0, stealPercent: 0, busyPercent: 0 };

/** By number of the core: one that is switched off does nothing, and keeps its place. */
const coresOf = (now: CpuStat, last: CpuStat, frequencies: Frequencies): NonNullable<CpuReading['cores']> =>
  Array.from({ length: Math.max(-1, ...last.cores.keys(), ...now.cores.keys()) + 1 }, (_, index) => {
    const times = now.cores.get(index);
    const then = last.cores.get(index);
    const frequencyMhz = times && frequencies.cores.get(index);
    return { ...idle, ...(times && then && cpuShares(times, then)), ...(frequencyMhz ? { frequencyMhz } : {}) };
  });

/** CPU time by kind, in all and per core, and clock speeds. The first look has nothing to compare with. */
export const cpuCollector = ({ proc }: HostPaths, frequencies: () => Frequencies): Collector => {
  let before: CpuStat | undefined;
  return {
    name: 'cpu',
    collect: () => {
      const now = parseCpuStat(readText(join(proc, 'stat')) ?? '');
      if (!now) return `${proc}/stat can't be read`;
      const last = before;
      before = { all: now.all, cores: new Map([...(last?.cores ?? []), ...now.cores]) };
      const shares = last && cpuShares(now.all, last.all);
      if (!last || !shares) return {};
      const { meanMhz, maxMhz } = frequencies();
      const cores = coresOf(now, last, frequencies());
      return { cpu: known({ ...shares, cores, frequencyMhz: meanMhz, frequencyMaxMhz: maxMhz }) as CpuReading };
    },
  };
};
