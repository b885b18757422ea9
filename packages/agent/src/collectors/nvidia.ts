import { join } from 'node:path';
import { limits } from '@amud/protocol/limits.ts';
import type { GpuReading } from '@amud/protocol/reading.ts';
import type { Collector, Finding, HostPaths } from './collector.ts';
import { known, list, toNumber } from './files.ts';
import { isAsleep } from './gpu.ts';
import { clampText, round2, toPercent } from './numbers.ts';
import type { Run } from './run.ts';

const EVERY_MS = 5_000;
/** Drivers come and go with updates: a missing one is looked for again, not for ever given up. */
const RETRY_MS = 300_000;

const MISSING = 'nvidia-smi is not installed.';

const query = 'index,name,utilization.gpu,memory.used,memory.total,temperature.gpu,power.draw,clocks.sm,fan.speed';

/** `nvidia-smi --query-gpu=… --format=csv,noheader,nounits`: MiB, °C, W, MHz, %; "[N/A]" where a card does not tell. */
export const parseNvidiaSmi = (text: string): Record<string, GpuReading> => {
  const gpus: Record<string, GpuReading> = {};
  for (const line of text.split('\n').slice(0, limits.reading.gpus / 2)) {
    const [index, name, ...values] = line.split(',').map((part) => part.trim());
    const [busy, used, total, celsius, watts, mhz, fan] = values.map((value) => {
      const number = toNumber(value);
      return number !== undefined && number >= 0 && number < 1e9 ? number : undefined;
    });
    if (!index || !/^\d{1,3}$/.test(index) || !name || values.length < 7) continue;
    gpus[`nvidia${index}`] = known({
      name: clampText(name, limits.reading.nameLength),
      vendor: 'nvidia' as const,
      busyPercent: busy === undefined ? undefined : toPercent(busy, 100),
      memoryUsedBytes: used === undefined ? undefined : used * 1024 * 1024,
      memoryTotalBytes: total === undefined ? undefined : total * 1024 * 1024,
      celsius: celsius !== undefined && celsius < 200 ? celsius : undefined,
      watts: watts === undefined ? undefined : round2(watts),
      frequencyMhz: mhz,
      fanPercent: fan === undefined ? undefined : toPercent(fan, 100),
    }) as GpuReading;
  }
  return gpus;
};

/** Asking a laptop's sleeping card would wake it. Cards whose driver tells nothing of sleep are awake. */
const areAllAsleep = (sys: string): boolean => {
  const folder = join(sys, 'bus/pci/drivers/nvidia');
  const cards = list(folder).filter((name) => /^[\da-f]{4,8}:[\da-f]{2}:/.test(name));
  return cards.length > 0 && cards.every((card) => isAsleep(join(folder, card)));
};

const withoutNumbers = (gpus: Record<string, GpuReading>): Record<string, GpuReading> =>
  Object.fromEntries(Object.entries(gpus).map(([key, { name, vendor }]) => [key, { name, vendor }]));

/** NVIDIA's own driver tells nothing in sysfs; its program does. */
export const nvidiaCollector = ({ sys }: HostPaths, run: Run): Collector => {
  let last: Record<string, GpuReading> = {};
  let failed: { at: number; error: Error } | undefined;
  let missingAt = Number.NEGATIVE_INFINITY;
  const ask = async (monotonicMs: number): Promise<Finding> => {
    const answer = await run('nvidia-smi', [`--query-gpu=${query}`, '--format=csv,noheader,nounits']);
    if (answer.ok) {
      last = parseNvidiaSmi(answer.text);
      return Object.keys(last).length > 0 ? { gpus: last } : 'nvidia-smi names no card.';
    }
    if (answer.isMissing) {
      missingAt = monotonicMs;
      return MISSING;
    }
    failed = { at: monotonicMs, error: new Error(`nvidia-smi: ${answer.reason}`) };
    throw failed.error;
  };
  return {
    name: 'NVIDIA graphics',
    everyMs: EVERY_MS,
    collect: async ({ monotonicMs }) => {
      if (monotonicMs - missingAt < RETRY_MS) return MISSING;
      if (failed && monotonicMs - failed.at < RETRY_MS) throw failed.error;
      if (areAllAsleep(sys))
        return Object.keys(last).length > 0 ? { gpus: withoutNumbers(last) } : 'The NVIDIA card sleeps.';
      return ask(monotonicMs);
    },
  };
};
