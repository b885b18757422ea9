import type { NodeGist } from '@amud/protocol/live.ts';
import type { FileSystemReading, Reading } from '@amud/protocol/reading.ts';

/** The few numbers that a list of nodes shows. What the host does not tell is absent. */
export const gistOf = (at: number, reading: Reading): NodeGist => {
  const [diskMount, disk] = fullest(reading.fileSystems ?? {});
  return defined({
    at,
    cpuPercent: reading.cpu?.busyPercent,
    memoryUsedBytes: reading.memory?.usedBytes,
    memoryTotalBytes: reading.memory?.totalBytes,
    diskMount,
    diskUsedPercent: disk?.usedPercent,
    diskUsedBytes: disk?.usedBytes,
    diskTotalBytes: disk?.totalBytes,
    receiveBytesPerSecond: reading.network?.receiveBytesPerSecond,
    transmitBytesPerSecond: reading.network?.transmitBytesPerSecond,
    loadOne: reading.load?.one,
    cpuCelsius: reading.sensors?.temperatures[reading.sensors.cpu ?? '']?.celsius,
    uptimeSeconds: reading.host?.uptimeSeconds,
    failedUnits: reading.failedUnits?.count,
  });
};

/** Memory as a share, for the small line beside the CPU's. */
export const memoryPercent = (gist: NodeGist): number | undefined =>
  gist.memoryUsedBytes !== undefined && gist.memoryTotalBytes
    ? (100 * gist.memoryUsedBytes) / gist.memoryTotalBytes
    : undefined;

const fullest = (
  fileSystems: Record<string, FileSystemReading>,
): [string, FileSystemReading] | [undefined, undefined] => {
  const local = Object.entries(fileSystems).filter(
    ([, system]) => system.usedPercent !== undefined && !system.remote && !system.readOnly,
  );
  return local.sort(([, a], [, b]) => (b.usedPercent ?? 0) - (a.usedPercent ?? 0))[0] ?? [undefined, undefined];
};

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

const defined = <T extends object>(value: T): Defined<T> =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as Defined<T>;
