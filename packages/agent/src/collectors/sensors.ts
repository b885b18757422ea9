import { join } from 'node:path';
import { limits } from '@amud/protocol/limits.ts';
import type { SensorsReading } from '@amud/protocol/reading.ts';
import type { Collector, HostPaths } from './collector.ts';
import { known, linkName, list, readNumber, readTextLater, readWord, toNumber } from './files.ts';
import { clampText } from './numbers.ts';

const EVERY_MS = 2_000;
const FIND_MS = 60_000;

/** One input file of a sensor. Files are in thousandths of a degree. */
type Sensor = {
  key: string;
  path: string;
  kind: 'temperature' | 'fan';
  highCelsius?: number;
  criticalCelsius?: number;
};

/** Documentation/hwmon/sysfs-interface.rst. A chip that is there twice is told apart by its device: "nvme0", "nvme1". */
const findHwmon = (sys: string): Sensor[] => {
  const folders = list(join(sys, 'class/hwmon')).map((name) => join(sys, 'class/hwmon', name));
  const names = folders.map((folder) => readWord(join(folder, 'name')) ?? 'sensor');
  return folders.flatMap((folder, index) => {
    const name = names[index] ?? 'sensor';
    const isAlone = names.filter((other) => other === name).length === 1;
    const device = linkName(join(folder, 'device')) ?? String(index);
    return findInputs(folder, isAlone ? name : device.startsWith(name) ? device : `${name} ${device}`);
  });
};

const findInputs = (folder: string, chip: string): Sensor[] =>
  list(folder).flatMap((file) => {
    const [, kind, id] = /^(temp|fan)(\d{1,3})_input$/.exec(file) ?? [];
    if (!kind) return [];
    const label = readWord(join(folder, `${kind}${id}_label`)) ?? `${kind}${id}`;
    const key = clampText(`${chip} ${label}`, limits.reading.nameLength);
    const path = join(folder, file);
    if (kind === 'fan') return [{ key, path, kind: 'fan' as const }];
    const limit = (name: string) => toCelsius(readNumber(join(folder, `temp${id}_${name}`)));
    const bounds = known({ highCelsius: positive(limit('max')), criticalCelsius: positive(limit('crit')) });
    return [{ key, path, kind: 'temperature' as const, ...bounds } as Sensor];
  });

/** Boards without hwmon, such as a Raspberry Pi with an old kernel. */
const findZones = (sys: string): Sensor[] =>
  list(join(sys, 'class/thermal')).flatMap((name) => {
    const folder = join(sys, 'class/thermal', name);
    if (!/^thermal_zone\d+$/.test(name)) return [];
    const key = clampText(readWord(join(folder, 'type')) ?? name, limits.reading.nameLength);
    return [{ key, path: join(folder, 'temp'), kind: 'temperature' as const }];
  });

/** What no sensor of a computer at home can mean: -128 and 255 are "not connected". */
export const toCelsius = (thousandths: number | undefined): number | undefined => {
  const celsius = thousandths === undefined ? undefined : Math.round(thousandths / 100) / 10;
  return celsius !== undefined && celsius > -60 && celsius < 200 ? celsius : undefined;
};

const positive = (celsius: number | undefined): number | undefined =>
  celsius !== undefined && celsius > 0 ? celsius : undefined;

/** Which sensor a person means by "the CPU's temperature", the best first. */
const cpuSensors = [
  /^k10temp Tdie$/,
  /^k10temp Tctl$/,
  /^coretemp.* Package id 0$/,
  /^zenpower /,
  /^k10temp /,
  /^coretemp /,
  /^cpu[-_]?thermal/,
  /^x86_pkg_temp$/,
  /^soc[-_]thermal/,
  /cpu/i,
  /^acpitz/,
];

export const pickCpuSensor = (keys: string[]): string | undefined =>
  cpuSensors.flatMap((pattern) => keys.filter((key) => pattern.test(key)))[0];

/** Two sensors of one name get numbers. */
const uniquely = (sensors: Sensor[]): Sensor[] => {
  const seen = new Map<string, number>();
  return sensors.map((sensor) => {
    const count = (seen.get(`${sensor.kind} ${sensor.key}`) ?? 0) + 1;
    seen.set(`${sensor.kind} ${sensor.key}`, count);
    return count === 1
      ? sensor
      : { ...sensor, key: `${clampText(sensor.key, limits.reading.nameLength - 5)} ${count}` };
  });
};

const findSensors = (sys: string): Sensor[] => {
  const hwmon = findHwmon(sys);
  const zones = hwmon.some(({ kind }) => kind === 'temperature') ? [] : findZones(sys);
  return uniquely([...hwmon, ...zones]).slice(0, limits.reading.sensors);
};

export const sensorsCollector = ({ sys }: HostPaths): Collector => {
  let sensors: Sensor[] = [];
  let foundAt = Number.NEGATIVE_INFINITY;
  return {
    name: 'sensors',
    everyMs: EVERY_MS,
    collect: async ({ monotonicMs }) => {
      if (monotonicMs - foundAt >= FIND_MS) {
        sensors = findSensors(sys);
        foundAt = monotonicMs;
      }
      // One after the other: some chips take milliseconds, and share a bus.
      const values: [Sensor, number | undefined][] = [];
      for (const sensor of sensors) values.push([sensor, toNumber(await readTextLater(sensor.path))]);
      return toReading(values) ?? 'This host shows no sensors (virtual machines and containers seldom do).';
    },
  };
};

const toReading = (values: [Sensor, number | undefined][]): { sensors: SensorsReading } | undefined => {
  const temperatures: SensorsReading['temperatures'] = {};
  const fans: NonNullable<SensorsReading['fans']> = {};
  for (const [{ key, path: _, kind, ...bounds }, value] of values) {
    const celsius = toCelsius(value);
    if (kind === 'temperature' && celsius !== undefined) temperatures[key] = { celsius, ...bounds };
    if (kind === 'fan' && value !== undefined && value >= 0 && value < 100_000) fans[key] = { rpm: Math.round(value) };
  }
  if (Object.keys(temperatures).length + Object.keys(fans).length === 0) return undefined;
  const cpu = pickCpuSensor(Object.keys(temperatures));
  return { sensors: { temperatures, ...(cpu ? { cpu } : {}), ...(Object.keys(fans).length > 0 ? { fans } : {}) } };
};
