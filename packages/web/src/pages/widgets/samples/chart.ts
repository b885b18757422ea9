import type { Reading } from '@amud/protocol/reading.ts';

const GIB = 2 ** 30;
const MBIT = 125_000;

/** What the series of each chart do, to show what it looks like. */
export const sampleSeries: Readonly<Record<string, [base: number, swing: number]>> = {
  'cpu.userPercent': [18, 6],
  'cpu.systemPercent': [6, 2],
  'cpu.iowaitPercent': [2, 1],
  'memory.usedBytes': [6 * GIB, GIB / 4],
  'memory.cachedBytes': [5 * GIB, GIB / 8],
  'network.receiveBytesPerSecond': [60 * MBIT, 25 * MBIT],
  'network.transmitBytesPerSecond': [12 * MBIT, 6 * MBIT],
  'load.one': [1.4, 0.4],
  'load.five': [1.2, 0.2],
  'load.fifteen': [1.1, 0.1],
};

/** Only what decides which lines there are. */
export const sampleReading = {
  cpu: {},
  memory: { totalBytes: 16 * GIB, cachedBytes: 0 },
  network: {},
  load: {},
} as Reading;
