import { join } from 'node:path';
import { type Reading, reading, sourceReport } from '@amud/protocol/reading.ts';
import * as v from 'valibot';
import { afterEach, describe, expect, it } from 'vitest';
import { openCollectors } from '../src/collectors/index.ts';
import { readPlatform } from '../src/collectors/platform.ts';
import type { Log } from '../src/log.ts';
import { type Machine, machines, openRecordedHost, type RecordedHost } from './recorded-host.ts';

const FIVE_SECONDS = 5_000;
/** Recorded sources answer at once; this is for a machine that is busy with other things. */
const PATIENCE_MS = 15_000;
const silent = { warn: () => {} } as unknown as Log;

/** With keys in order, so that only what is read makes a difference. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
};

const open: RecordedHost[] = [];
afterEach(() => {
  for (const host of open.splice(0)) host.remove();
});

/** Two looks, five seconds apart by the host's clock. */
const lookTwice = async (machine: Machine) => {
  const host = openRecordedHost(machine);
  open.push(host);
  const sampler = openCollectors({ ...host, log: silent, graceMs: PATIENCE_MS });
  const first = await sampler.sample({ at: 1_795_000_000_000, monotonicMs: 1_000 });
  host.goOn();
  const second = await sampler.sample({ at: 1_795_000_005_000, monotonicMs: 1_000 + FIVE_SECONDS });
  const sources = sampler.sources();
  await sampler.stop();
  return { host, first, second, sources };
};

describe.each(machines)('%s', (machine) => {
  it('is read as expected', async () => {
    const { host, second, sources } = await lookTwice(machine);
    const { architecture: _, ...platform } = readPlatform(host.paths);
    const states = Object.fromEntries(
      sources.map(({ name, state, detail }) => [name, detail?.replaceAll(host.paths.root, '') ?? state]),
    );
    const found = { platform, sources: states, reading: second };
    await expect(`${JSON.stringify(sorted(found), null, 2)}\n`).toMatchFileSnapshot(
      join(import.meta.dirname, 'hosts', machine, 'expected.json'),
    );
  });

  it('keeps to the schema at both looks, with no rates at the first', async () => {
    const { first, second, sources } = await lookTwice(machine);
    for (const one of [first, second]) expect(v.safeParse(reading, one).issues).toBeUndefined();
    for (const source of sources) expect(v.safeParse(sourceReport, source).issues).toBeUndefined();
    expect(first).not.toHaveProperty('cpu');
    expect(first).not.toHaveProperty('disks');
    expect(first).not.toHaveProperty('network');
    expect(first.memory?.totalBytes).toBeGreaterThan(0);
  });
});

const second = async (machine: Machine): Promise<Reading> => (await lookTwice(machine)).second;

describe('a file server with ZFS', () => {
  it('shows each pool once, with the space of all its datasets', async () => {
    const { fileSystems = {} } = await second('bare-metal-ryzen-zfs');
    const block = 131_072;
    const used = (10 + 30_000_010 + 1_000_010) * block;
    const free = 29_999_990 * block;
    expect(Object.keys(fileSystems)).toEqual(['/', '/tank', '/boot/efi', '/mnt/spare', '/mnt/nas']);
    expect(fileSystems['/tank']).toMatchObject({ usedBytes: used, availableBytes: free, totalBytes: used + free });
  });

  it('counts the ZFS cache as memory that gives way', async () => {
    const { memory } = await second('bare-metal-ryzen-zfs');
    const available = 18_350_100 * 1024 + (31_399_123_456 - 2_104_765_056);
    expect(memory).toMatchObject({ availableBytes: available, usedBytes: 65_773_908 * 1024 - available });
  });

  it('leaves out a disk whose counters began anew, and volumes that lie on others', async () => {
    const { disks = {} } = await second('bare-metal-ryzen-zfs');
    expect(Object.keys(disks)).toEqual(['nvme0n1', 'sda', 'sdc']);
    expect(disks['sda']).toMatchObject({ busyPercent: 100, readsPerSecond: 500, readAwaitMs: 8, kind: 'hdd' });
    expect(disks['sda']).not.toHaveProperty('writeAwaitMs');
  });

  it('does not ask an idle disk for its temperature a second time', async () => {
    const { first, second } = await lookTwice('bare-metal-ryzen-zfs');
    expect(first.sensors?.temperatures).toHaveProperty('drivetemp sdc temp1');
    expect(second.sensors?.temperatures).not.toHaveProperty('drivetemp sdc temp1');
    expect(second.sensors?.temperatures).toHaveProperty('drivetemp sda temp1');
  });

  it('counts traffic at the cables, not at bonds and bridges too', async () => {
    const { network } = await second('bare-metal-ryzen-zfs');
    expect(network?.receiveBytesPerSecond).toBe(62_500_000 / 5);
    expect(network?.transmitBytesPerSecond).toBe(3_000_000 / 5);
    expect(network?.interfaces).not.toHaveProperty('vethd5e6f70');
  });

  it('shows a process that is new with all of its time, and names in full', async () => {
    const { processes } = await second('bare-metal-ryzen-zfs');
    expect(processes?.topByCpu.map(({ name, cpuPercent }) => [name, cpuPercent])).toEqual([
      ['jellyfin', 270],
      ['z_wr_iss', 10],
      ['dockerd', 2.4],
      ['tmux: server', 1],
    ]);
    expect(processes?.topByMemory.map(({ name }) => name)).toContain('unattended-upgrade-shutdown');
  });
});

describe('containers', () => {
  it('have the memory of their own bound where /proc shows the whole machine', async () => {
    const { memory } = await second('lxc-cgroup2');
    expect(memory).toMatchObject({ totalBytes: 2 ** 31, usedBytes: 901_234_688 - 401_234_688 });
    expect(memory).not.toHaveProperty('zfsArcBytes');
  });

  it('count what leaves them, not what stays between their own containers', async () => {
    expect((await second('lxc-cgroup2')).network?.transmitBytesPerSecond).toBe(100_000);
  });

  it('do not bound a host that the agent watches from inside one', async () => {
    const { memory, failedUnits } = await second('docker-cgroup1');
    expect(memory?.totalBytes).toBe(4_038_252 * 1024);
    expect(failedUnits).toBeUndefined();
  });
});

describe('a laptop', () => {
  it('does not wake its sleeping graphics card', async () => {
    const { host } = await lookTwice('laptop');
    expect(host.started).not.toContain('nvidia-smi');
  });

  it('keeps the place of a core that was switched off', async () => {
    const { cpu } = await second('laptop');
    expect(cpu?.cores).toHaveLength(4);
    expect(cpu?.cores?.[2]).toMatchObject({ busyPercent: 0 });
  });

  it('shows its own battery, and not that of its mouse', async () => {
    const { batteries } = await second('laptop');
    expect(batteries).toEqual({
      BAT0: {
        chargePercent: 81,
        state: 'discharging',
        watts: 8.13,
        remainingSeconds: Math.round((40.63 / 8.126) * 3600),
        healthPercent: 88,
      },
    });
  });

  it('shows a stick with spaces and umlauts in its name, and subvolumes once', async () => {
    const { fileSystems = {} } = await second('laptop');
    expect(Object.keys(fileSystems)).toEqual(['/', '/boot', '/run/media/sam/Fotos Größe']);
  });
});

describe('a host that shows nothing', () => {
  it('has an empty reading, and says why of each source', async () => {
    const nowhere = '/nowhere/at/all';
    const sampler = openCollectors({
      paths: { proc: nowhere, sys: nowhere, root: nowhere },
      log: silent,
      run: async () => ({ ok: false, isMissing: true, reason: 'ENOENT' }),
      graceMs: PATIENCE_MS,
    });
    for (const monotonicMs of [0, 5_000, 70_000]) expect(await sampler.sample({ at: 0, monotonicMs })).toEqual({});
    for (const source of sampler.sources()) {
      expect(source).toMatchObject({ state: expect.stringMatching(/missing|failed/) });
      expect(source.detail).toBeTruthy();
    }
    expect(readPlatform({ proc: nowhere, sys: nowhere, root: nowhere })).toMatchObject({ virtualisation: 'none' });
  });
});
