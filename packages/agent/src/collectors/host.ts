import { join } from 'node:path';
import type { Collector, HostPaths } from './collector.ts';
import { readText } from './files.ts';
import { round2 } from './numbers.ts';

/** A boot that is further off than this from what the uptime says is that of another machine, ours is a container's. */
const FOREIGN_MS = 60_000;
/** Both are rounded, and clocks are steered: a boot does not move by so little. */
const JITTER_MS = 2_000;

/** Seconds since the boot, the first number of /proc/uptime. */
export const parseUptime = (text: string): number | undefined => {
  const seconds = Number(/^(\d{1,12}\.\d+) /.exec(text)?.[1] ?? Number.NaN);
  return Number.isFinite(seconds) ? round2(seconds) : undefined;
};

/** Epoch milliseconds of the boot, "btime" of /proc/stat. */
export const parseBootAt = (text: string): number | undefined => {
  const seconds = /^btime (\d{1,12})$/m.exec(text)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
};

/** In a container, /proc/uptime is the container's where lxcfs makes it so, and its boot is counted back from that. */
export const bootAtOf = (at: number, uptimeSeconds: number, kernelSays: number | undefined): number => {
  const counted = Math.max(0, Math.round(at / 1000 - uptimeSeconds) * 1000);
  return kernelSays === undefined || Math.abs(kernelSays - counted) > FOREIGN_MS ? counted : kernelSays;
};

export const hostCollector = ({ proc }: HostPaths): Collector => {
  let bootAt = Number.NEGATIVE_INFINITY;
  return {
    name: 'uptime',
    collect: ({ at }) => {
      const uptimeSeconds = parseUptime(readText(join(proc, 'uptime')) ?? '');
      if (uptimeSeconds === undefined) return `${proc}/uptime can't be read`;
      const now = bootAtOf(at, uptimeSeconds, parseBootAt(readText(join(proc, 'stat')) ?? ''));
      if (Math.abs(now - bootAt) > JITTER_MS) bootAt = now;
      return { host: { uptimeSeconds, bootAt } };
    },
  };
};
