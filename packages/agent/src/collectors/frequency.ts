import { join } from 'node:path';
import type { HostPaths } from './collector.ts';
import { readNumber, readText } from './files.ts';

export type Frequencies = { cores: Map<number, number>; meanMhz: number | undefined; maxMhz: number | undefined };

/** "cpu MHz" of /proc/cpuinfo by processor number; ARM and virtual machines may have none. */
export const parseCpuinfoMhz = (text: string): Map<number, number> => {
  const speeds = new Map<number, number>();
  let processor = 0;
  for (const line of text.split('\n')) {
    const [, key, value] = /^(processor|cpu MHz)\s*:\s*([\d.]+)/.exec(line) ?? [];
    if (key === 'processor') processor = Number(value);
    const mhz = Number(value);
    if (key === 'cpu MHz' && mhz > 0 && Number.isFinite(mhz)) speeds.set(processor, Math.round(mhz));
  }
  return speeds;
};

/** The speed now: cpufreq's (kHz) where there is one, else what /proc/cpuinfo says. */
export const readFrequencies = ({ proc, sys }: HostPaths, cores: number[]): Frequencies => {
  const speeds = new Map<number, number>();
  const cpufreq = (core: number, file: string) =>
    readNumber(join(sys, `devices/system/cpu/cpu${core}/cpufreq/${file}`));
  for (const core of cores) {
    const khz = cpufreq(core, 'scaling_cur_freq');
    if (khz === undefined) break;
    if (khz > 0) speeds.set(core, Math.round(khz / 1000));
  }
  const found = speeds.size > 0 ? speeds : parseCpuinfoMhz(readText(join(proc, 'cpuinfo')) ?? '');
  const values = [...found.values()];
  const maxKhz = cpufreq(cores[0] ?? 0, 'cpuinfo_max_freq');
  return {
    cores: found,
    meanMhz: values.length > 0 ? Math.round(values.reduce((sum, mhz) => sum + mhz, 0) / values.length) : undefined,
    maxMhz: maxKhz !== undefined && maxKhz > 0 ? Math.round(maxKhz / 1000) : undefined,
  };
};
