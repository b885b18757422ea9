import type { Reading } from '@amud/protocol/reading.ts';
import { m } from '../../messages.ts';
import type { ChartLine } from '../../parts/chart-data.ts';

/** Which series each chart draws, and in which colour: the same kind of thing has the same everywhere. */
export const cpuLines: ChartLine[] = [
  { label: m.node_user(), series: 'cpu.userPercent', color: '--series-1' },
  { label: m.node_system(), series: 'cpu.systemPercent', color: '--series-2' },
  { label: m.node_iowait(), series: 'cpu.iowaitPercent', color: '--series-3' },
  { label: m.node_steal(), series: 'cpu.stealPercent', color: '--series-4' },
];

export const loadLines: ChartLine[] = [
  { label: m.node_range_minutes({ count: 1 }), series: 'load.one', color: '--series-1' },
  { label: m.node_range_minutes({ count: 5 }), series: 'load.five', color: '--series-2' },
  { label: m.node_range_minutes({ count: 15 }), series: 'load.fifteen', color: '--series-8' },
];

export const memoryLines = ({ memory }: Reading): ChartLine[] => [
  { label: m.node_used(), series: 'memory.usedBytes', color: '--series-2' },
  ...(memory?.zfsArcBytes === undefined
    ? []
    : [{ label: m.node_arc(), series: 'memory.zfsArcBytes', color: '--series-5' }]),
  ...(memory?.cachedBytes === undefined
    ? []
    : [{ label: m.node_cache(), series: 'memory.cachedBytes', color: '--series-8' }]),
];

export const diskLines = (disk: string): ChartLine[] => [
  { label: m.node_read(), series: `disks.${disk}.readBytesPerSecond`, color: '--series-5' },
  { label: m.node_write(), series: `disks.${disk}.writeBytesPerSecond`, color: '--series-7', below: true },
];

/** `of` is the whole network or one interface. */
export const networkLines = (of: string): ChartLine[] => [
  { label: m.node_receive(), series: `${of}.receiveBytesPerSecond`, color: '--series-5' },
  { label: m.node_send(), series: `${of}.transmitBytesPerSecond`, color: '--series-7', below: true },
];

export const pressureLines = ({ pressure }: Reading): ChartLine[] => [
  ...(pressure?.cpu ? [{ label: m.node_cpu(), series: 'pressure.cpu.somePercent', color: '--series-1' }] : []),
  ...(pressure?.memory ? [{ label: m.node_memory(), series: 'pressure.memory.somePercent', color: '--series-2' }] : []),
  ...(pressure?.io ? [{ label: m.node_io(), series: 'pressure.io.somePercent', color: '--series-7' }] : []),
];

/** As many as there are colours that can be told apart. */
const MAX_TEMPERATURES = 8;

/** The sensor of the CPU first, then in the order in which the host names them. */
export const temperatureLines = ({ sensors }: Reading): ChartLine[] => {
  const names = Object.keys(sensors?.temperatures ?? {});
  const ordered = sensors?.cpu === undefined ? names : [sensors.cpu, ...names.filter((name) => name !== sensors.cpu)];
  return ordered.slice(0, MAX_TEMPERATURES).map((name, index) => ({
    label: name,
    series: `sensors.temperatures.${name}.celsius`,
    color: `--series-${index + 1}`,
  }));
};

/** The first that is a real one. */
export const busiestDisk = (names: string[]): string | undefined =>
  names.find((name) => !/^(zram|loop|md|dm-)/.test(name)) ?? names[0];
