import { join } from 'node:path';
import type { Collector, HostPaths } from './collector.ts';
import { list, readNumberLater, readTextLater } from './files.ts';

const EVERY_MS = 5_000;

export type Frequencies = { cores: Map<number, number>; meanMhz?: number; maxMhz?: number };

/** "cpu MHz" of /proc/cpuinfo by processor number; ARM has none. */
export const parseCpuinfoMhz = (text: string): Map<number, number> => {
  const speeds = new Map<number, number>();
  let processor = 0;
  for (const line of text.split('\n')) {
    const [, key, value] = /^(processor|cpu MHz)\s*:\s*(\d{1,8}(?:\.\d+)?)$/.exec(line) ?? [];
    if (key === 'processor') processor = Number(value);
    const mhz = Number(value);
    if (key === 'cpu MHz' && mhz > 0) speeds.set(processor, Math.round(mhz));
  }
  return speeds;
};

/** Documentation/admin-guide/pm/cpufreq.rst: in kHz. */
const readCpufreq = async (folder: string): Promise<Map<number, number>> => {
  const speeds = new Map<number, number>();
  for (const name of list(folder)) {
    const core = /^cpu(\d+)$/.exec(name)?.[1];
    if (core === undefined) continue;
    const khz = await readNumberLater(join(folder, name, 'cpufreq/scaling_cur_freq'));
    if (khz !== undefined && khz > 0) speeds.set(Number(core), Math.round(khz / 1000));
  }
  return speeds;
};

/**
 * Clock speeds for the CPU's reading. A source of its own, since kernels before 5.18 sleep up to 20 ms while they measure
 * them; /proc/cpuinfo, where it has them, is one file for all cores.
 */
export const frequencySource = ({ proc, sys }: HostPaths): Collector & { latest(): Frequencies } => {
  const folder = join(sys, 'devices/system/cpu');
  let latest: Frequencies = { cores: new Map() };
  return {
    name: 'frequency',
    everyMs: EVERY_MS,
    latest: () => latest,
    collect: async () => {
      const shown = parseCpuinfoMhz((await readTextLater(join(proc, 'cpuinfo'))) ?? '');
      const cores = shown.size > 0 ? shown : await readCpufreq(folder);
      const maxKhz = await readNumberLater(join(folder, 'cpu0/cpufreq/cpuinfo_max_freq'));
      const mean = [...cores.values()].reduce((sum, mhz) => sum + mhz, 0) / cores.size;
      latest = {
        cores,
        ...(cores.size > 0 ? { meanMhz: Math.round(mean) } : {}),
        ...(maxKhz !== undefined && maxKhz > 0 ? { maxMhz: Math.round(maxKhz / 1000) } : {}),
      };
      return cores.size > 0 ? {} : 'This host does not show the clock speed of its CPUs.';
    },
  };
};
