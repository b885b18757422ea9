import * as v from 'valibot';
import { limits } from './limits.ts';

/**
 * One look at a host. Every part is optional: what a host does not have, or does not show, is absent, never zero.
 * Rates are per second over the time since the look before. Things with names are records keyed by that name, so that
 * a change of one is a change of one, and `flatten` (series.ts) gives each number a stable name.
 */

const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const bytes = amount;
const perSecond = amount;
const percent = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(100));
const celsius = v.pipe(v.number(), v.finite(), v.minValue(-100), v.maxValue(1_000));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.reading.nameLength));
const text = v.pipe(v.string(), v.maxLength(limits.reading.textLength));
const keyed = <S extends v.GenericSchema>(schema: S, most: number) =>
  v.pipe(v.record(name, schema), v.maxEntries(most));

/** Shares of the time of one or all CPUs, from /proc/stat. They add up to 100 with the idle share. */
const cpuKinds = {
  /** user + nice, without guest time counted twice */
  userPercent: percent,
  /** system + irq + softirq */
  systemPercent: percent,
  iowaitPercent: percent,
  stealPercent: percent,
};

export const cpuReading = v.object({
  ...cpuKinds,
  /** 100 minus idle and iowait: the figure that a person calls "CPU". */
  busyPercent: percent,
  cores: v.optional(
    v.pipe(
      v.array(v.object({ ...cpuKinds, busyPercent: percent, frequencyMhz: v.optional(amount) })),
      v.maxLength(limits.reading.cores),
    ),
  ),
  /** Mean over the cores that show one. */
  frequencyMhz: v.optional(amount),
  frequencyMaxMhz: v.optional(amount),
});

export const loadReading = v.object({
  one: amount,
  five: amount,
  fifteen: amount,
  /** Tasks running or waiting for a CPU, and tasks in all. */
  running: v.optional(amount),
  tasks: v.optional(amount),
});

export const memoryReading = v.object({
  totalBytes: bytes,
  /** As `free` of procps 4 counts it: total - available. */
  usedBytes: bytes,
  availableBytes: bytes,
  freeBytes: bytes,
  buffersBytes: v.optional(bytes),
  /** Page cache with reclaimable slab, as `free` shows it. */
  cachedBytes: v.optional(bytes),
  sharedBytes: v.optional(bytes),
  /** The ZFS cache. The kernel counts it as used although it gives way; `usedBytes` here is without its reclaimable part. */
  zfsArcBytes: v.optional(bytes),
});

export const swapReading = v.object({
  totalBytes: bytes,
  usedBytes: bytes,
  inBytesPerSecond: v.optional(perSecond),
  outBytesPerSecond: v.optional(perSecond),
});

/** Pressure stall information: share of the last 10 s in which some or all tasks waited. */
const stall = v.object({ somePercent: percent, fullPercent: v.optional(percent) });
export const pressureReading = v.object({
  cpu: v.optional(stall),
  memory: v.optional(stall),
  io: v.optional(stall),
});

export const fileSystemReading = v.object({
  device: text,
  type: name,
  /** `hung`: the mount did not answer in time; the numbers are the last ones known, or absent. */
  state: v.picklist(['ok', 'hung']),
  totalBytes: v.optional(bytes),
  usedBytes: v.optional(bytes),
  /** For an unprivileged user, as `df` says it. */
  availableBytes: v.optional(bytes),
  /** used / (used + available), as `df` says it. */
  usedPercent: v.optional(percent),
  inodesUsedPercent: v.optional(percent),
  readOnly: v.optional(v.boolean()),
  remote: v.optional(v.boolean()),
});

export const diskReading = v.object({
  model: v.optional(text),
  kind: v.picklist(['ssd', 'hdd', 'nvme', 'md', 'zram', 'virtual', 'card', 'other']),
  sizeBytes: v.optional(bytes),
  readBytesPerSecond: perSecond,
  writeBytesPerSecond: perSecond,
  readsPerSecond: perSecond,
  writesPerSecond: perSecond,
  busyPercent: percent,
  /** Mean time of a read or write that ended in this interval, as iostat's r_await and w_await; absent when none did. */
  readAwaitMs: v.optional(amount),
  writeAwaitMs: v.optional(amount),
});

export const interfaceReading = v.object({
  kind: v.picklist(['physical', 'wireless', 'bridge', 'bond', 'vlan', 'tunnel', 'virtual']),
  up: v.boolean(),
  linkMbps: v.optional(amount),
  receiveBytesPerSecond: perSecond,
  transmitBytesPerSecond: perSecond,
  receivePacketsPerSecond: perSecond,
  transmitPacketsPerSecond: perSecond,
  receiveErrorsPerSecond: perSecond,
  transmitErrorsPerSecond: perSecond,
  receiveDroppedPerSecond: perSecond,
  transmitDroppedPerSecond: perSecond,
});

/** Sum over the interfaces that lead out of the machine: physical and wireless, else virtual ones. */
export const networkReading = v.object({
  receiveBytesPerSecond: perSecond,
  transmitBytesPerSecond: perSecond,
  interfaces: keyed(interfaceReading, limits.reading.interfaces),
});

/** Keyed by "chip label", for example "k10temp Tctl". */
export const temperatureReading = v.object({
  celsius,
  highCelsius: v.optional(celsius),
  criticalCelsius: v.optional(celsius),
});
export const sensorsReading = v.object({
  /** The sensor that stands for the CPU, a key of `temperatures`. */
  cpu: v.optional(name),
  temperatures: keyed(temperatureReading, limits.reading.sensors),
  fans: v.optional(keyed(v.object({ rpm: amount }), limits.reading.sensors)),
});

export const batteryReading = v.object({
  chargePercent: percent,
  state: v.picklist(['charging', 'discharging', 'full', 'idle', 'unknown']),
  watts: v.optional(amount),
  remainingSeconds: v.optional(amount),
  healthPercent: v.optional(percent),
});

export const hostReading = v.object({
  uptimeSeconds: amount,
  /** Epoch milliseconds. */
  bootAt: amount,
});

export const processReading = v.object({
  pid: amount,
  name,
  /** Of one CPU, as `top` says it: 250 is two and a half cores. */
  cpuPercent: amount,
  memoryBytes: bytes,
  user: v.optional(name),
});
const processList = v.pipe(v.array(processReading), v.maxLength(limits.reading.processes));
export const processesReading = v.object({
  total: amount,
  topByCpu: processList,
  topByMemory: processList,
});

/** systemd units that failed; `units` is cut at `limits.reading.failedUnits`, `count` is not. */
export const failedUnitsReading = v.object({
  count: amount,
  units: v.pipe(v.array(v.object({ name, description: v.optional(text) })), v.maxLength(limits.reading.failedUnits)),
});

export const gpuReading = v.object({
  name: text,
  vendor: v.picklist(['amd', 'intel', 'nvidia', 'other']),
  busyPercent: v.optional(percent),
  memoryUsedBytes: v.optional(bytes),
  memoryTotalBytes: v.optional(bytes),
  celsius: v.optional(celsius),
  watts: v.optional(amount),
  frequencyMhz: v.optional(amount),
  fanPercent: v.optional(percent),
});

export const reading = v.object({
  host: v.optional(hostReading),
  cpu: v.optional(cpuReading),
  load: v.optional(loadReading),
  memory: v.optional(memoryReading),
  swap: v.optional(swapReading),
  pressure: v.optional(pressureReading),
  /** Keyed by mount point. */
  fileSystems: v.optional(keyed(fileSystemReading, limits.reading.fileSystems)),
  /** Keyed by kernel name: sda, nvme0n1. */
  disks: v.optional(keyed(diskReading, limits.reading.disks)),
  network: v.optional(networkReading),
  sensors: v.optional(sensorsReading),
  /** Keyed by the kernel's name: BAT0. */
  batteries: v.optional(keyed(batteryReading, limits.reading.batteries)),
  processes: v.optional(processesReading),
  failedUnits: v.optional(failedUnitsReading),
  /** Keyed by a stable name: card0, or an NVIDIA GPU's "nvidia0". */
  gpus: v.optional(keyed(gpuReading, limits.reading.gpus)),
});
export type Reading = v.InferOutput<typeof reading>;
export type CpuReading = v.InferOutput<typeof cpuReading>;
export type LoadReading = v.InferOutput<typeof loadReading>;
export type MemoryReading = v.InferOutput<typeof memoryReading>;
export type SwapReading = v.InferOutput<typeof swapReading>;
export type PressureReading = v.InferOutput<typeof pressureReading>;
export type FileSystemReading = v.InferOutput<typeof fileSystemReading>;
export type DiskReading = v.InferOutput<typeof diskReading>;
export type InterfaceReading = v.InferOutput<typeof interfaceReading>;
export type NetworkReading = v.InferOutput<typeof networkReading>;
export type SensorsReading = v.InferOutput<typeof sensorsReading>;
export type BatteryReading = v.InferOutput<typeof batteryReading>;
export type HostReading = v.InferOutput<typeof hostReading>;
export type ProcessesReading = v.InferOutput<typeof processesReading>;
export type ProcessReading = v.InferOutput<typeof processReading>;
export type FailedUnitsReading = v.InferOutput<typeof failedUnitsReading>;
export type GpuReading = v.InferOutput<typeof gpuReading>;

/** What does not change while the host is up. */
export const platform = v.object({
  hostName: name,
  /** "Debian GNU/Linux 12 (bookworm)" */
  osName: v.optional(text),
  /** "debian" */
  osId: v.optional(name),
  kernel: v.optional(text),
  architecture: name,
  cpuModel: v.optional(text),
  /** Logical CPUs, and physical cores where the kernel tells. */
  cpuThreads: v.optional(amount),
  cpuCores: v.optional(amount),
  /** As systemd-detect-virt names it: none, kvm, qemu, vmware, microsoft, xen, oracle, lxc, docker, podman, wsl … */
  virtualisation: v.optional(name),
});
export type Platform = v.InferOutput<typeof platform>;

/** How one source of readings does on a host. */
export const sourceReport = v.object({
  name,
  state: v.picklist(['ok', 'missing', 'failed', 'slow']),
  /** Why it is not ok, for a person. */
  detail: v.optional(text),
  milliseconds: amount,
});
export type SourceReport = v.InferOutput<typeof sourceReport>;
