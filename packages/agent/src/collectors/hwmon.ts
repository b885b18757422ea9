import { basename, join } from 'node:path';
import { limits } from '@amud/protocol/limits.ts';
import { linkName, list, readWord } from './files.ts';
import { clampText } from './numbers.ts';

/** What a sensor sits on: one of /sys/class/hwmon, or a thermal zone. */
export type Chip = {
  folder: string;
  name: string;
  /** The counters of the disk whose temperature it tells. */
  diskStat?: string;
};

/** One input file of a chip, in thousandths of a degree or turns per minute. */
export type Sensor = { key: string; kind: 'temperature' | 'fan'; chip: Chip; path: string; boundPath?: string };

/** Every temperature and fan of a host, under names that stay. */
export const findSensors = (sys: string): Sensor[] => {
  const chips = findChips(sys);
  const hwmon = chips.flatMap(findInputs);
  const hasCpu = hwmon.some(({ kind, key }) => kind === 'temperature' && rankOfCpu(key) < LAST_RESORT);
  return uniquely(hasCpu ? hwmon : [...hwmon, ...findZones(sys, chips)]).slice(0, limits.reading.sensors);
};

/** What must change before a new search finds other sensors. */
export const signatureOf = (sys: string): string =>
  list(join(sys, 'class/hwmon'))
    .map((folder) => `${folder} ${readWord(join(sys, 'class/hwmon', folder, 'name'))}`)
    .join();

/** Documentation/hwmon/sysfs-interface.rst. A chip that is there twice is told apart by its device: "nvme0", "nvme1". */
const findChips = (sys: string): Chip[] => {
  const folders = list(join(sys, 'class/hwmon')).map((name) => join(sys, 'class/hwmon', name));
  const names = folders.map((folder) => readWord(join(folder, 'name')) ?? 'sensor');
  return folders.map((folder, index) => {
    const name = names[index] ?? 'sensor';
    const disk = list(join(folder, 'device/block'))[0];
    if (disk) return { folder, name: `${name} ${disk}`, diskStat: join(folder, 'device/block', disk, 'stat') };
    if (names.filter((other) => other === name).length === 1) return { folder, name };
    const device = linkName(join(folder, 'device')) ?? basename(folder);
    return { folder, name: device.startsWith(name) ? device : `${name} ${device}` };
  });
};

const findInputs = (chip: Chip): Sensor[] =>
  list(chip.folder).flatMap((file): Sensor[] => {
    const [, kind, id] = /^(temp|fan)(\d{1,3})_input$/.exec(file) ?? [];
    if (!kind) return [];
    const label = readWord(join(chip.folder, `${kind}${id}_label`)) ?? `${kind}${id}`;
    const key = clampText(`${chip.name} ${label}`, limits.reading.nameLength);
    const path = join(chip.folder, file);
    if (kind === 'fan') return [{ key, kind: 'fan', chip, path }];
    return [{ key, kind: 'temperature', chip, path, boundPath: join(chip.folder, `temp${id}_`) }];
  });

/** Zones for boards whose kernel gives them no hwmon; most others are in hwmon too, under the same name. */
const findZones = (sys: string, chips: Chip[]): Sensor[] =>
  list(join(sys, 'class/thermal')).flatMap((zone): Sensor[] => {
    const folder = join(sys, 'class/thermal', zone);
    if (!/^thermal_zone\d+$/.test(zone)) return [];
    const name = readWord(join(folder, 'type')) ?? zone;
    if (chips.some((chip) => chip.name === name.replaceAll('-', '_'))) return [];
    const key = clampText(name, limits.reading.nameLength);
    return [{ key, kind: 'temperature', chip: { folder, name }, path: join(folder, 'temp') }];
  });

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

/** Which sensor a person means by "the CPU's temperature", the best first. Tctl has an offset on some Ryzens, Tdie none. */
const cpuSensors = [
  /^k10temp Tdie$/,
  /^k10temp Tctl$/,
  /^coretemp.* Package id 0$/,
  /^zenpower /,
  /^k10temp /,
  /^coretemp/,
  /^cpu[-_]?thermal/,
  /^x86_pkg_temp/,
  /^soc[-_]thermal/,
  /cpu/i,
  /^acpitz/,
];
const LAST_RESORT = cpuSensors.length - 2;

const rankOfCpu = (key: string): number => {
  const rank = cpuSensors.findIndex((pattern) => pattern.test(key));
  return rank < 0 ? cpuSensors.length : rank;
};

export const pickCpuSensor = (keys: string[]): string | undefined => {
  const best = keys.toSorted((a, b) => rankOfCpu(a) - rankOfCpu(b))[0];
  return best !== undefined && rankOfCpu(best) < cpuSensors.length ? best : undefined;
};
