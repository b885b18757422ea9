import type { Reading } from '@amud/protocol/reading.ts';

/**
 * The mean of several looks: numbers are averaged over the looks that have them, whole numbers stay whole, everything
 * else is of the last look. What only matters in the present (processes, units) is left out.
 */
export const averageReadings = (readings: Reading[]): Reading => merge(readings.map(withoutPresent)) as Reading;

/** Lists of processes and units are worth nothing later, and are half of a reading. */
export const withoutPresent = ({ processes: _, failedUnits: __, ...rest }: Reading): Reading => rest;

const merge = (values: unknown[]): unknown => {
  const present = values.filter((value) => value !== undefined);
  const last = present.at(-1);
  if (typeof last === 'number') return mean(present as number[]);
  if (Array.isArray(last)) return last.map((_, index) => merge((present as unknown[][]).map((list) => list[index])));
  if (typeof last !== 'object' || last === null) return last;
  const records = present as Record<string, unknown>[];
  const keys = new Set(records.flatMap((record) => Object.keys(record)));
  return Object.fromEntries([...keys].map((key) => [key, merge(records.map((record) => record[key]))]));
};

const mean = (numbers: number[]): number => {
  const value = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  return numbers.every(Number.isInteger) ? Math.round(value) : Math.round(value * 1_000) / 1_000;
};
