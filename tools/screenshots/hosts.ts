import type { Reading } from '@amud/protocol/reading.ts';
import { dialAgent, helloFor } from '../../packages/server/test/fake-agent.ts';

/** Hosts that nobody has, as they would be in a house. */
type MadeUp = {
  id: string;
  model: string;
  threads: number;
  gib: number;
  os: string;
  busy: number;
  mount: string;
  full: number;
};

const hosts: MadeUp[] = [
  {
    id: 'nas',
    model: 'AMD Ryzen 5 5600G',
    threads: 12,
    gib: 32,
    os: 'Debian GNU/Linux 13 (trixie)',
    busy: 14,
    mount: '/tank',
    full: 74,
  },
  {
    id: 'pve',
    model: 'Intel Core i5-12500T',
    threads: 12,
    gib: 64,
    os: 'Proxmox VE 9.1',
    busy: 33,
    mount: '/',
    full: 41,
  },
  { id: 'router', model: 'Intel N100', threads: 4, gib: 8, os: 'OpenWrt 24.10', busy: 6, mount: '/overlay', full: 18 },
];

const GIB = 1024 ** 3;
const EVERY_MS = 5_000;
const PAST = 170;

/** Hosts that send what they would, a quarter of an hour of it at once. @returns how to stop. */
export const startHosts = async (address: string, secret: string): Promise<() => void> => {
  const stops = await Promise.all(hosts.map((host) => startHost(host, address, secret)));
  return () => {
    for (const stop of stops) stop();
  };
};

const startHost = async (host: MadeUp, address: string, secret: string): Promise<() => void> => {
  const agent = dialAgent(address);
  const { nonce } = await agent.next('challenge');
  const hello = helloFor(nonce, { secret, nodeId: host.id });
  const platform = {
    hostName: host.id,
    architecture: 'x86_64',
    osName: host.os,
    kernel: '6.12.57',
    cpuModel: host.model,
    cpuThreads: host.threads,
  };
  agent.send({ ...hello, version: '2.0.0', platform });
  await agent.next('welcome');
  let seq = PAST;
  const now = Date.now();
  const past = Array.from({ length: PAST }, (_, index) => ({
    runId: hello.runId,
    firstSeq: index + 1,
    lastSeq: index + 1,
    at: now - (PAST - index) * EVERY_MS,
    reading: readingOf(host, index),
  }));
  for (let from = 0; from < PAST; from += 50)
    agent.send({ type: 'backfill', samples: past.slice(from, from + 50), isLast: from + 50 >= PAST });
  const send = () => {
    seq += 1;
    agent.send({ type: 'sample', seq, at: Date.now(), reading: readingOf(host, seq) });
  };
  send();
  const timer = setInterval(send, 1_000);
  return () => {
    clearInterval(timer);
    agent.close();
  };
};

/** Waves of several lengths: as lively as a house, and the same each time. */
const wave = (step: number, seed: number): number =>
  (Math.sin(step / 9 + seed) + Math.sin(step / 3.7 + 2 * seed) / 2 + Math.sin(step / 1.3 + 3 * seed) / 3) / 1.83;

const around = (mean: number, step: number, seed: number): number => Math.max(0, mean * (1 + 0.45 * wave(step, seed)));

const readingOf = (host: MadeUp, step: number): Reading => {
  const busy = Math.min(96, around(host.busy, step, host.gib));
  const total = host.gib * GIB;
  const used = total * (0.52 + 0.02 * wave(step, 4));
  return {
    host: { uptimeSeconds: 3_542_400 + step, bootAt: Date.now() - 3_542_400_000 },
    cpu: {
      busyPercent: busy,
      userPercent: busy * 0.66,
      systemPercent: busy * 0.26,
      iowaitPercent: busy * 0.06,
      stealPercent: 0,
      cores: Array.from({ length: host.threads }, (_, core) => {
        const share = Math.min(100, around(host.busy, step, core));
        return {
          busyPercent: share,
          userPercent: share * 0.7,
          systemPercent: share * 0.3,
          iowaitPercent: 0,
          stealPercent: 0,
        };
      }),
      frequencyMhz: 3_400 + 300 * wave(step, 1),
    },
    load: {
      one: (busy * host.threads) / 100,
      five: (host.busy * host.threads) / 100,
      fifteen: (host.busy * host.threads) / 110,
    },
    memory: {
      totalBytes: total,
      usedBytes: used,
      availableBytes: total - used,
      freeBytes: total * 0.2,
      cachedBytes: total * 0.24,
    },
    pressure: { cpu: { somePercent: busy / 6 }, memory: { somePercent: 0 }, io: { somePercent: around(1.4, step, 5) } },
    ...devicesOf(host, step),
    processes: { total: 214, topByCpu: processesOf(busy), topByMemory: processesOf(busy) },
  };
};

const devicesOf = (host: MadeUp, step: number): Partial<Reading> => ({
  fileSystems: {
    [host.mount]: {
      device: `/dev/${host.id}`,
      type: 'ext4',
      state: 'ok',
      totalBytes: 8_000 * GIB,
      usedBytes: 80 * host.full * GIB,
      availableBytes: 80 * (100 - host.full) * GIB,
      usedPercent: host.full,
    },
  },
  disks: {
    nvme0n1: {
      model: 'WD Red SN700 1TB',
      kind: 'nvme',
      sizeBytes: 1_000 * GIB,
      readBytesPerSecond: around(2_400_000, step, 8),
      writeBytesPerSecond: around(5_200_000, step, 9),
      readsPerSecond: around(60, step, 8),
      writesPerSecond: around(130, step, 9),
      busyPercent: Math.min(100, around(9, step, 10)),
    },
  },
  network: networkOf(host, step),
  sensors: {
    cpu: 'k10temp Tctl',
    temperatures: { 'k10temp Tctl': { celsius: 46 + 5 * wave(step, 11) }, 'nvme Composite': { celsius: 38 } },
  },
});

const networkOf = (host: MadeUp, step: number): NonNullable<Reading['network']> => {
  const receive = around(host.busy * 420_000, step, 6);
  const transmit = around(host.busy * 160_000, step, 7);
  const bytes = { receiveBytesPerSecond: receive, transmitBytesPerSecond: transmit };
  const eth0 = {
    kind: 'physical' as const,
    up: true,
    linkMbps: 2_500,
    ...bytes,
    receivePacketsPerSecond: receive / 900,
    transmitPacketsPerSecond: transmit / 900,
    receiveErrorsPerSecond: 0,
    transmitErrorsPerSecond: 0,
    receiveDroppedPerSecond: 0,
    transmitDroppedPerSecond: 0,
  };
  return { ...bytes, interfaces: { eth0 } };
};

const processesOf = (busy: number) =>
  [
    ['jellyfin', 3.1, 1.9],
    ['immich', 1.7, 2.6],
    ['postgres', 0.9, 1.1],
    ['home-assistant', 0.6, 0.8],
    ['qbittorrent', 0.5, 0.5],
    ['smbd', 0.2, 0.1],
  ].map(([name, share, gib], index) => ({
    pid: 1_200 + 37 * index,
    name: String(name),
    cpuPercent: busy * Number(share),
    memoryBytes: Math.round(Number(gib) * GIB),
  }));
