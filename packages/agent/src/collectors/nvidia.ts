import { limits } from '@amud/protocol/limits.ts';
import type { GpuReading } from '@amud/protocol/reading.ts';
import type { Collector } from './collector.ts';
import { known, toNumber } from './files.ts';
import { clampText, round2, toPercent } from './numbers.ts';
import type { Run } from './run.ts';

const EVERY_MS = 5_000;
/** Drivers come and go with updates: a missing one is looked for again, not for ever given up. */
const RETRY_MS = 300_000;

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

export const nvidiaCollector = (run: Run): Collector => {
  let missingSince = Number.NEGATIVE_INFINITY;
  let finding = 'nvidia-smi is not installed.';
  return {
    name: 'NVIDIA graphics',
    everyMs: EVERY_MS,
    collect: async ({ monotonicMs }) => {
      if (monotonicMs - missingSince < RETRY_MS) return finding;
      const answer = await run('nvidia-smi', [`--query-gpu=${query}`, '--format=csv,noheader,nounits']);
      if (!answer.ok) {
        missingSince = monotonicMs;
        finding = answer.isMissing ? 'nvidia-smi is not installed.' : `nvidia-smi: ${answer.reason}`;
        return finding;
      }
      const gpus = parseNvidiaSmi(answer.text);
      return Object.keys(gpus).length > 0 ? { gpus } : 'nvidia-smi names no card.';
    },
  };
};
