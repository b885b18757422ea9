import { join } from 'node:path';
import type { PressureReading } from '@amud/protocol/reading.ts';
import type { Collector, HostPaths } from './collector.ts';
import { readText } from './files.ts';

/** Documentation/accounting/psi.rst: "some avg10=0.00 avg60=0.00 avg300=0.00 total=0", then "full …". */
export const parsePressure = (text: string): { somePercent: number; fullPercent?: number } | undefined => {
  const average = (kind: string) => {
    const value = Number(new RegExp(`^${kind} avg10=(\\d{1,3}\\.\\d+)`, 'm').exec(text)?.[1] ?? Number.NaN);
    return value >= 0 && value <= 100 ? value : undefined;
  };
  const some = average('some');
  const full = average('full');
  if (some === undefined) return undefined;
  return full === undefined ? { somePercent: some } : { somePercent: some, fullPercent: full };
};

export const pressureCollector = ({ proc }: HostPaths): Collector => ({
  name: 'pressure',
  collect: () => {
    const pressure: PressureReading = {};
    for (const kind of ['cpu', 'memory', 'io'] as const) {
      const stall = parsePressure(readText(join(proc, 'pressure', kind)) ?? '');
      // psi.rst: for the whole machine "full" of cpu is not defined, and 0 only so that old readers find it.
      if (stall) pressure[kind] = kind === 'cpu' ? { somePercent: stall.somePercent } : stall;
    }
    return Object.keys(pressure).length > 0
      ? { pressure }
      : 'This kernel does not measure pressure (Linux 4.20 with PSI does).';
  },
});
