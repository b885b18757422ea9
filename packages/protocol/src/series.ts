import type { Reading } from './reading.ts';

/**
 * The numbers of a reading by name: `cpu.userPercent`, `cpu.cores.3.busyPercent`, `disks.sda.readBytesPerSecond`.
 * Server and browser name a series the same because both name it here.
 */
export const flatten = (reading: Reading): Map<string, number> => {
  const series = new Map<string, number>();
  walk(reading, '', series);
  return series;
};

/** Lists of processes and units are not series: their places mean nothing over time. */
const notSeries = new Set(['processes.topByCpu', 'processes.topByMemory', 'failedUnits.units']);

const walk = (value: unknown, path: string, series: Map<string, number>): void => {
  if (typeof value === 'number') series.set(path, value);
  if (typeof value !== 'object' || value === null || notSeries.has(path)) return;
  for (const [key, inner] of Object.entries(value)) walk(inner, path === '' ? key : `${path}.${key}`, series);
};

/** The series that a node's page draws, so the ones that its first snapshot carries. */
export const isCharted = (name: string): boolean => charted.some((pattern) => pattern.test(name));

const charted = [
  /^cpu\.(user|system|iowait|steal|busy)Percent$/,
  /^cpu\.cores\.\d+\.busyPercent$/,
  /^load\.(one|five|fifteen)$/,
  /^memory\.(used|cached|buffers|zfsArc|total)Bytes$/,
  /^swap\.usedBytes$/,
  /^pressure\.(cpu|memory|io)\.(some|full)Percent$/,
  /^disks\..*\.((read|write)BytesPerSecond|busyPercent)$/,
  /^network\.(receive|transmit)BytesPerSecond$/,
  /^network\.interfaces\..*\.(receive|transmit)BytesPerSecond$/,
  /^sensors\.temperatures\..*\.celsius$/,
  /^gpus\..*\.(busyPercent|memoryUsedBytes|celsius)$/,
];

/** Columns over time, oldest first; `null` where a look had no such number. */
export type Columns = { at: number[]; series: Record<string, (number | null)[]> };
