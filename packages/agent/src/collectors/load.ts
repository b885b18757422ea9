import { join } from 'node:path';
import type { LoadReading } from '@amud/protocol/reading.ts';
import type { Collector, HostPaths } from './collector.ts';
import { readText } from './files.ts';

/** proc(5): "0.20 0.18 0.12 1/80 11206". */
export const parseLoad = (text: string): LoadReading | undefined => {
  const match = /^(\d+\.\d+) (\d+\.\d+) (\d+\.\d+)(?: (\d+)\/(\d+))?/.exec(text);
  const [one, five, fifteen, running, tasks] = (match ?? []).slice(1).map(Number);
  if (one === undefined || five === undefined || fifteen === undefined) return undefined;
  return {
    one,
    five,
    fifteen,
    ...(running !== undefined && tasks !== undefined && tasks > 0 ? { running, tasks } : {}),
  };
};

export const loadCollector = ({ proc }: HostPaths): Collector => ({
  name: 'load',
  collect: () => {
    const load = parseLoad(readText(join(proc, 'loadavg')) ?? '');
    return load ? { load } : `${proc}/loadavg can't be read`;
  },
});
