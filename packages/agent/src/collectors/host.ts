import { join } from 'node:path';
import type { Collector, HostPaths } from './collector.ts';
import { readText } from './files.ts';
import { round2 } from './numbers.ts';

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
export const hostCollector = ({ proc }: HostPaths): Collector => ({
  name: 'uptime',
  collect: ({ at }) => {
    const uptimeSeconds = parseUptime(readText(join(proc, 'uptime')) ?? '');
    if (uptimeSeconds === undefined) return `${proc}/uptime can't be read`;
    const counted = Math.round((at - uptimeSeconds * 1000) / 1000) * 1000;
    const bootAt = parseBootAt(readText(join(proc, 'stat')) ?? '') ?? counted;
    return { host: { uptimeSeconds, bootAt: Math.max(0, Math.abs(bootAt - counted) > 60_000 ? counted : bootAt) } };
  },
});
