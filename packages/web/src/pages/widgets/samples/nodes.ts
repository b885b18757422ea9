import type { NodeView } from '@amud/protocol/live.ts';
import type { ChartSource } from '../../../parts/chart-data.ts';

const STEP_MS = 10_000;
const POINTS = 90;
const GIB = 2 ** 30;
const MBIT = 125_000;

export type SampleNode = { node: NodeView; source: ChartSource; at: number };

type Shape = { name: string; cpu: number; memory: number; disk: number; heat: number };

const shapes: Shape[] = [
  { name: 'nas', cpu: 12, memory: 61, disk: 74, heat: 41 },
  { name: 'pve', cpu: 33, memory: 71, disk: 52, heat: 55 },
];

/** A quiet quarter of an hour with some work in it, the same each time. */
export const wave = (place: number, base: number, swing: number): number =>
  Math.max(0, base + swing * (Math.sin(place / 7) + 0.6 * Math.sin(place / 2.3) + (place % 31 < 4 ? 1.2 : 0)));

/** Numbers of 15 minutes by series, to show what a drawing looks like. */
export const sampleSource = (
  now: number,
  lines: Readonly<Record<string, [base: number, swing: number]>>,
): ChartSource => {
  const at = Array.from({ length: POINTS }, (_, place) => now - (POINTS - 1 - place) * STEP_MS);
  const values = (name: string) => {
    const [base, swing] = lines[name] ?? [];
    return base === undefined ? undefined : at.map((_, place) => wave(place, base, swing ?? 0));
  };
  return { recent: { at, values }, tick: () => 0 };
};

/** Two hosts as a house has them. */
export const sampleNodes = (now: number): SampleNode[] =>
  shapes.map(({ name, cpu, memory, disk, heat }) => ({
    at: now,
    source: sampleSource(now, { cpuPercent: [cpu, cpu / 4] }),
    node: {
      id: name,
      name,
      state: 'online',
      since: now,
      firstSeenAt: now,
      intervalMs: STEP_MS,
      gist: {
        at: now,
        cpuPercent: cpu,
        memoryUsedBytes: (memory / 100) * 16 * GIB,
        memoryTotalBytes: 16 * GIB,
        diskMount: '/',
        diskUsedPercent: disk,
        receiveBytesPerSecond: 84 * MBIT,
        transmitBytesPerSecond: 6 * MBIT,
        cpuCelsius: heat,
        uptimeSeconds: 41 * 86_400,
      },
    },
  }));
