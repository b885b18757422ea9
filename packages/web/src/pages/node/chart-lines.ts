import type { Reading } from '@amud/protocol/reading.ts';
import type { ChartLine } from '../../parts/chart-data.ts';

/** Which series each chart draws, and in which colour: the same kind of thing has the same everywhere. */
export const cpuLines: ChartLine[] = [
  { label: 'User', series: 'cpu.userPercent', color: '--series-1' },
  { label: 'System', series: 'cpu.systemPercent', color: '--series-2' },
  { label: 'I/O wait', series: 'cpu.iowaitPercent', color: '--series-3' },
  { label: 'Steal', series: 'cpu.stealPercent', color: '--series-4' },
];

export const loadLines: ChartLine[] = [
  { label: '1 min', series: 'load.one', color: '--series-1' },
  { label: '5 min', series: 'load.five', color: '--series-2' },
  { label: '15 min', series: 'load.fifteen', color: '--series-8' },
];

export const memoryLines = ({ memory }: Reading): ChartLine[] => [
  { label: 'Used', series: 'memory.usedBytes', color: '--series-2' },
  ...(memory?.zfsArcBytes === undefined
    ? []
    : [{ label: 'ZFS ARC', series: 'memory.zfsArcBytes', color: '--series-5' }]),
  ...(memory?.cachedBytes === undefined ? [] : [{ label: 'Cache', series: 'memory.cachedBytes', color: '--series-8' }]),
];

export const diskLines = (disk: string): ChartLine[] => [
  { label: 'Read', series: `disks.${disk}.readBytesPerSecond`, color: '--series-5' },
  { label: 'Write', series: `disks.${disk}.writeBytesPerSecond`, color: '--series-7', below: true },
];

/** `of` is the whole network or one interface. */
export const networkLines = (of: string): ChartLine[] => [
  { label: 'Receive', series: `${of}.receiveBytesPerSecond`, color: '--series-5' },
  { label: 'Send', series: `${of}.transmitBytesPerSecond`, color: '--series-7', below: true },
];

export const pressureLines = ({ pressure }: Reading): ChartLine[] => [
  ...(pressure?.cpu ? [{ label: 'CPU', series: 'pressure.cpu.somePercent', color: '--series-1' }] : []),
  ...(pressure?.memory ? [{ label: 'Memory', series: 'pressure.memory.somePercent', color: '--series-2' }] : []),
  ...(pressure?.io ? [{ label: 'I/O', series: 'pressure.io.somePercent', color: '--series-7' }] : []),
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
