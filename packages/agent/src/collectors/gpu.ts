import { join } from 'node:path';
import { limits } from '@amud/protocol/limits.ts';
import type { GpuReading } from '@amud/protocol/reading.ts';
import type { Collector, HostPaths, Look } from './collector.ts';
import { known, list, readNumberLater, readWord, readWordLater } from './files.ts';
import { clampText, round2, toPercent } from './numbers.ts';
import { toCelsius } from './sensors.ts';

const EVERY_MS = 2_000;

/** The kernel puts idle cards to sleep; reading most of their files would wake them. */
export const isAsleep = (device: string): boolean => readWord(join(device, 'power/runtime_status')) === 'suspended';

const firstNumber = async (folder: string, files: string[]): Promise<number | undefined> => {
  for (const file of files) {
    const number = await readNumberLater(join(folder, file));
    if (number !== undefined && number >= 0) return number;
  }
  return undefined;
};

/** The folder of the card's own sensors; there is one at most. */
const hwmonOf = (device: string): string => join(device, 'hwmon', list(join(device, 'hwmon'))[0] ?? 'none');

/** Documentation/gpu/amdgpu: busy in percent, memory in bytes, hwmon in millidegrees, microwatts and hertz. */
const readAmd = async (device: string, card: string): Promise<GpuReading> => {
  const hwmon = hwmonOf(device);
  const busy = await firstNumber(device, ['gpu_busy_percent']);
  const microwatts = await firstNumber(hwmon, ['power1_average', 'power1_input']);
  const hertz = await firstNumber(hwmon, ['freq1_input']);
  return known({
    name: clampText((await readWordLater(join(device, 'product_name'))) ?? `AMD ${card}`, limits.reading.nameLength),
    vendor: 'amd' as const,
    busyPercent: busy === undefined ? undefined : toPercent(busy, 100),
    memoryUsedBytes: await firstNumber(device, ['mem_info_vram_used']),
    memoryTotalBytes: await firstNumber(device, ['mem_info_vram_total']),
    celsius: toCelsius(await readNumberLater(join(hwmon, 'temp1_input'))),
    watts: microwatts === undefined ? undefined : round2(microwatts / 1e6),
    frequencyMhz: hertz === undefined ? undefined : Math.round(hertz / 1e6),
  }) as GpuReading;
};

export type IntelCounters = { monotonicMs: number; restMs?: number | undefined; microjoules?: number | undefined };

/** Time at rest (RC6) and energy are counters, so busy and watts come from two looks. */
export const intelRates = (
  now: IntelCounters,
  before: IntelCounters | undefined,
): Pick<GpuReading, 'busyPercent' | 'watts'> => {
  const elapsedMs = before ? now.monotonicMs - before.monotonicMs : 0;
  const rise = (key: 'restMs' | 'microjoules'): number | undefined => {
    const [from, to] = [before?.[key], now[key]];
    return from !== undefined && to !== undefined && to >= from && elapsedMs > 0 ? to - from : undefined;
  };
  const restMs = rise('restMs');
  const microjoules = rise('microjoules');
  return known({
    busyPercent: restMs === undefined ? undefined : toPercent(elapsedMs - restMs, elapsedMs),
    watts: microjoules === undefined ? undefined : round2(microjoules / 1000 / elapsedMs),
  }) as Pick<GpuReading, 'busyPercent' | 'watts'>;
};

/** The drivers i915 of today, xe, and i915 of old kernels, in this order. */
const intelFiles = {
  rest: ['gt/gt0/rc6_residency_ms', 'device/tile0/gt0/gtidle/idle_residency_ms', 'power/rc6_residency_ms'],
  frequency: ['gt/gt0/rps_act_freq_mhz', 'device/tile0/gt0/freq0/act_freq', 'gt_act_freq_mhz'],
};

const intelCounters = async (folder: string, { monotonicMs }: Look): Promise<IntelCounters> => ({
  monotonicMs,
  restMs: await firstNumber(folder, intelFiles.rest),
  microjoules: await firstNumber(hwmonOf(join(folder, 'device')), ['energy1_input']),
});

/** AMD and Intel graphics through sysfs; a card that sleeps is listed without numbers. */
export const gpuCollector = ({ sys }: HostPaths): Collector => {
  const counters = new Map<string, IntelCounters>();
  const readIntel = async (folder: string, card: string, look: Look): Promise<GpuReading> => {
    const now = await intelCounters(folder, look);
    const before = counters.get(card);
    counters.set(card, now);
    const frequencyMhz = await firstNumber(folder, intelFiles.frequency);
    const rates = intelRates(now, before);
    return known({ name: `Intel ${card}`, vendor: 'intel' as const, ...rates, frequencyMhz }) as GpuReading;
  };
  const readCard = async (card: string, look: Look): Promise<GpuReading | undefined> => {
    const folder = join(sys, 'class/drm', card);
    const device = join(folder, 'device');
    const vendor = readWord(join(device, 'vendor'));
    if (vendor === '0x1002') return isAsleep(device) ? { name: `AMD ${card}`, vendor: 'amd' } : readAmd(device, card);
    if (vendor !== '0x8086') return undefined;
    return isAsleep(device) ? { name: `Intel ${card}`, vendor: 'intel' } : readIntel(folder, card, look);
  };
  return {
    name: 'graphics',
    everyMs: EVERY_MS,
    collect: async (look) => {
      const gpus: Record<string, GpuReading> = {};
      const cards = list(join(sys, 'class/drm')).filter((name) => /^card\d+$/.test(name));
      for (const card of cards.slice(0, limits.reading.gpus / 2)) {
        const reading = await readCard(card, look);
        if (reading) gpus[card] = reading;
      }
      return Object.keys(gpus).length > 0 ? { gpus } : 'This host has no AMD or Intel graphics.';
    },
  };
};
