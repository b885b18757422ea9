import { join } from 'node:path';
import type { SensorsReading } from '@amud/protocol/reading.ts';
import type { Collector, HostPaths } from './collector.ts';
import { known, readNumberLater, readText, readWord } from './files.ts';
import { type Chip, findSensors, pickCpuSensor, type Sensor, signatureOf } from './hwmon.ts';

const EVERY_MS = 5_000;
const FIND_MS = 60_000;
/** The fastest fans make 30,000; 65,535 is a controller's word for "don't know". */
const MOST_RPM = 50_000;

type Bounds = { highCelsius?: number; criticalCelsius?: number };
type Value = { sensor: Sensor; value: number | undefined; bounds: Bounds };

/** Thousandths of a degree. What no computer can have, such as -128 and 255, means "not connected". */
export const toCelsius = (thousandths: number | undefined): number | undefined => {
  const celsius = thousandths === undefined ? undefined : Math.round(thousandths / 100) / 10;
  return celsius !== undefined && celsius > -60 && celsius < 200 ? celsius : undefined;
};

const positive = (celsius: number | undefined): number | undefined =>
  celsius !== undefined && celsius > 0 ? celsius : undefined;

const readBounds = async (path: string): Promise<Bounds> =>
  known({
    highCelsius: positive(toCelsius(await readNumberLater(`${path}max`))),
    criticalCelsius: positive(toCelsius(await readNumberLater(`${path}crit`))),
  });

/**
 * Asking for its temperature would wake a card that the kernel put to sleep, and keep a disk from going to sleep
 * (Documentation/hwmon/drivetemp.rst): a disk is asked only when it has done something since it was asked last.
 */
const createSleepCheck = () => {
  const activity = new Map<string, string>();
  return ({ folder, diskStat }: Chip): boolean => {
    if (readWord(join(folder, 'device/power/runtime_status')) === 'suspended') return true;
    const now = diskStat === undefined ? undefined : readText(diskStat);
    if (diskStat === undefined || now === undefined) return false;
    const isIdle = activity.get(diskStat) === now;
    activity.set(diskStat, now);
    return isIdle;
  };
};

/** Temperatures and fans by the names of chip and sensor. */
export const sensorsCollector = ({ sys }: HostPaths): Collector => {
  const isAsleep = createSleepCheck();
  const bounds = new Map<string, Bounds>();
  let sensors: Sensor[] = [];
  let signature: string | undefined;
  let foundAt = Number.NEGATIVE_INFINITY;
  const find = (monotonicMs: number): void => {
    if (monotonicMs - foundAt < FIND_MS) return;
    foundAt = monotonicMs;
    const now = signatureOf(sys);
    if (now === signature) return;
    signature = now;
    sensors = findSensors(sys);
    bounds.clear();
  };
  const read = async (sensor: Sensor): Promise<Value> => {
    const value = await readNumberLater(sensor.path);
    if (sensor.boundPath !== undefined && value !== undefined && !bounds.has(sensor.key))
      bounds.set(sensor.key, await readBounds(sensor.boundPath));
    return { sensor, value, bounds: bounds.get(sensor.key) ?? {} };
  };
  return {
    name: 'sensors',
    everyMs: EVERY_MS,
    collect: async ({ monotonicMs }) => {
      find(monotonicMs);
      const awake = new Map(sensors.map(({ chip }) => [chip, true]));
      for (const chip of awake.keys()) awake.set(chip, !isAsleep(chip));
      // One after the other: some chips take milliseconds, and share a bus.
      const values: Value[] = [];
      for (const sensor of sensors) if (awake.get(sensor.chip)) values.push(await read(sensor));
      return toReading(values) ?? 'This host shows no sensors (virtual machines and containers seldom do).';
    },
  };
};

/** Firmware that has no such sensor says exactly zero. */
const isUnused = ({ chip }: Sensor, value: number | undefined): boolean =>
  value === 0 && (chip.name === 'acpitz' || chip.name === 'thinkpad');

const toReading = (values: Value[]): { sensors: SensorsReading } | undefined => {
  const temperatures: SensorsReading['temperatures'] = {};
  const fans: NonNullable<SensorsReading['fans']> = {};
  for (const { sensor, value, bounds } of values) {
    const celsius = isUnused(sensor, value) ? undefined : toCelsius(value);
    if (sensor.kind === 'temperature' && celsius !== undefined) temperatures[sensor.key] = { celsius, ...bounds };
    if (sensor.kind === 'fan' && value !== undefined && value >= 0 && value < MOST_RPM)
      fans[sensor.key] = { rpm: Math.round(value) };
  }
  if (Object.keys(temperatures).length + Object.keys(fans).length === 0) return undefined;
  const cpu = pickCpuSensor(Object.keys(temperatures));
  return { sensors: { temperatures, ...(cpu ? { cpu } : {}), ...(Object.keys(fans).length > 0 ? { fans } : {}) } };
};
