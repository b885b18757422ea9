import { join } from 'node:path';
import { limits } from '@amud/protocol/limits.ts';
import type { GpuReading } from '@amud/protocol/reading.ts';
import type { Collector, HostPaths, Look } from './collector.ts';
import { known, list, readNumber, readWord } from './files.ts';
import { clampText, round2, toPercent } from './numbers.ts';
import { toCelsius } from './sensors.ts';

const EVERY_MS = 2_000;

type Counters = { monotonicMs: number; restMs?: number | undefined; microjoules?: number | undefined };

/** The kernel puts idle cards to sleep; reading most of their files would wake them. */
const isAsleep = (device: string): boolean => readWord(join(device, 'power/runtime_status')) === 'suspended';

/** Documentation/gpu/amdgpu: busy in percent, memory in bytes, hwmon in millidegrees, microwatts and hertz. */
const readAmd = (device: string, card: string): GpuReading => {
  const [hwmon = ''] = list(join(device, 'hwmon')).map((name) => join(device, 'hwmon', name));
  const microwatts = readNumber(join(hwmon, 'power1_average')) ?? readNumber(join(hwmon, 'power1_input'));
  const hertz = readNumber(join(hwmon, 'freq1_input'));
  const busy = readNumber(join(device, 'gpu_busy_percent'));
  return known({
    name: clampText(readWord(join(device, 'product_name')) ?? `AMD ${card}`, limits.reading.nameLength),
    vendor: 'amd' as const,
    busyPercent: busy === undefined ? undefined : toPercent(busy, 100),
    memoryUsedBytes: readNumber(join(device, 'mem_info_vram_used')),
    memoryTotalBytes: readNumber(join(device, 'mem_info_vram_total')),
    celsius: hwmon === '' ? undefined : toCelsius(readNumber(join(hwmon, 'temp1_input'))),
    watts: hwmon === '' || microwatts === undefined ? undefined : round2(microwatts / 1e6),
    frequencyMhz: hwmon === '' || hertz === undefined ? undefined : Math.round(hertz / 1e6),
  }) as GpuReading;
};

/** i915 and xe: time at rest (RC6) and energy are counters, so busy and watts come from two looks. */
const readIntel = (folder: string, card: string, before: Counters | undefined, now: Counters): GpuReading => {
  const elapsedMs = before ? now.monotonicMs - before.monotonicMs : 0;
  const rested = before?.restMs !== undefined && now.restMs !== undefined ? now.restMs - before.restMs : undefined;
  const used =
    before?.microjoules !== undefined && now.microjoules !== undefined
      ? now.microjoules - before.microjoules
      : undefined;
  return known({
    name: `Intel ${card}`,
    vendor: 'intel' as const,
    busyPercent:
      rested !== undefined && rested >= 0 && elapsedMs > 0 ? toPercent(elapsedMs - rested, elapsedMs) : undefined,
    watts: used !== undefined && used >= 0 && elapsedMs > 0 ? round2(used / 1000 / elapsedMs) : undefined,
    frequencyMhz: readNumber(join(folder, 'gt/gt0/rps_act_freq_mhz')) ?? readNumber(join(folder, 'gt_act_freq_mhz')),
  }) as GpuReading;
};

const intelCounters = (folder: string, { monotonicMs }: Look): Counters => {
  const hwmon = list(join(folder, 'device/hwmon'))[0];
  return {
    monotonicMs,
    restMs: readNumber(join(folder, 'gt/gt0/rc6_residency_ms')) ?? readNumber(join(folder, 'power/rc6_residency_ms')),
    microjoules: hwmon === undefined ? undefined : readNumber(join(folder, 'device/hwmon', hwmon, 'energy1_input')),
  };
};

/** AMD and Intel graphics through sysfs; a card that sleeps is listed without numbers. */
export const gpuCollector = ({ sys }: HostPaths): Collector => {
  const counters = new Map<string, Counters>();
  const readCard = (card: string, look: Look): GpuReading | undefined => {
    const folder = join(sys, 'class/drm', card);
    const device = join(folder, 'device');
    const vendor = readWord(join(device, 'vendor'));
    if (vendor === '0x1002') return isAsleep(device) ? { name: `AMD ${card}`, vendor: 'amd' } : readAmd(device, card);
    if (vendor !== '0x8086') return undefined;
    if (isAsleep(device)) return { name: `Intel ${card}`, vendor: 'intel' };
    const now = intelCounters(folder, look);
    const before = counters.get(card);
    counters.set(card, now);
    return readIntel(folder, card, before, now);
  };
  return {
    name: 'graphics',
    everyMs: EVERY_MS,
    collect: (look) => {
      const gpus: Record<string, GpuReading> = {};
      for (const card of list(join(sys, 'class/drm'))
        .filter((name) => /^card\d+$/.test(name))
        .slice(0, limits.reading.gpus / 2)) {
        const reading = readCard(card, look);
        if (reading) gpus[card] = reading;
      }
      return Object.keys(gpus).length > 0 ? { gpus } : 'This host has no AMD or Intel graphics.';
    },
  };
};
