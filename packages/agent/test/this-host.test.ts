import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { type Reading, reading } from '@amud/protocol/reading.ts';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseCpuStat } from '../src/collectors/cpu.ts';
import { openCollectors, type Sampler } from '../src/collectors/index.ts';
import { readBootId, readPlatform, readVirtualisation } from '../src/collectors/platform.ts';
import type { Log } from '../src/log.ts';

const paths = { proc: '/proc', sys: '/sys', root: '/' };
const PATIENCE_MS = 15_000;
/** Other programs take and give memory and space between our look and the other program's. */
const SLACK_BYTES = 512 * 1024 * 1024;

const printed = (program: string, ...words: string[]): string =>
  execFileSync(program, words, { encoding: 'utf8', env: { PATH: process.env['PATH'], LC_ALL: 'C' }, stdio: 'pipe' });

/** Those of procps and coreutils know their version; the small ones of BusyBox print other things. */
const isThere = (program: string): boolean => {
  try {
    return printed(program, '--version') !== '';
  } catch {
    return false;
  }
};
/** Without lxcfs, `free` in such a container shows its host. */
const isLxc = readVirtualisation(paths) === 'lxc';

describe.runIf(process.platform === 'linux')('this host', () => {
  let sampler: Sampler;
  let seen: Reading;
  const look = () => sampler.sample({ at: Date.now(), monotonicMs: performance.now() });
  beforeAll(async () => {
    sampler = openCollectors({ paths, log: { warn: () => {} } as unknown as Log, graceMs: PATIENCE_MS });
    await look();
    await wait(500);
    seen = await look();
  });

  it('is read within the schema', () => {
    expect(v.safeParse(reading, seen).issues).toBeUndefined();
    for (const part of ['host', 'cpu', 'load', 'memory', 'processes']) expect(seen).toHaveProperty(part);
  });

  it.runIf(isThere('free') && !isLxc)('has the memory that `free` shows', () => {
    const text = printed('free', '-b', '-w');
    const [total, , free, shared, buffers, cache, available] = (/^Mem:\s+(.*)$/m.exec(text)?.[1] ?? '')
      .split(/\s+/)
      .map(Number) as [number, number, number, number, number, number, number];
    const { memory } = seen;
    expect(memory?.totalBytes).toBe(total);
    const near = (ours: number | undefined, theirs: number) =>
      expect(Math.abs((ours ?? Number.NaN) - theirs)).toBeLessThan(SLACK_BYTES);
    near(memory?.freeBytes, free);
    near(memory?.sharedBytes, shared);
    near(memory?.buffersBytes, buffers);
    near(memory?.cachedBytes, cache);
    near((memory?.availableBytes ?? 0) - (memory?.zfsArcBytes ?? 0), available - (memory?.zfsArcBytes ?? 0));
    const [swapTotal, swapUsed] = (/^Swap:\s+(.*)$/m.exec(text)?.[1] ?? '').split(/\s+/).map(Number);
    expect(seen.swap?.totalBytes ?? 0).toBe(swapTotal);
    near(seen.swap?.usedBytes ?? 0, swapUsed ?? 0);
  });

  it.runIf(isThere('df'))('has the file systems that `df` shows', () => {
    const entries = Object.entries(seen.fileSystems ?? {}).filter(
      ([, { type, remote, state }]) => type !== 'zfs' && !remote && state === 'ok',
    );
    for (const [point, system] of entries) {
      const text = printed('df', '-B1', '--output=size,used,avail,pcent', point);
      const [size = 0, used = 0, available = 0, percent = 0] = (text.split('\n')[1] ?? '')
        .replace('%', '')
        .trim()
        .split(/\s+/)
        .map(Number);
      expect(system.totalBytes).toBe(size);
      expect(Math.abs((system.usedBytes ?? 0) - used)).toBeLessThan(SLACK_BYTES);
      expect(Math.abs((system.availableBytes ?? 0) - available)).toBeLessThan(SLACK_BYTES);
      // `df` rounds up.
      if (size > 100 * SLACK_BYTES)
        expect(Math.abs(Math.ceil(system.usedPercent ?? 0) - percent)).toBeLessThanOrEqual(2);
    }
    const root = printed('df', '-B1', '--output=fstype', '/').split('\n')[1];
    if (['ext4', 'xfs', 'btrfs', 'overlay'].includes(root ?? ''))
      expect(entries.map(([point]) => point)).toContain('/');
  });

  it.runIf(isThere('vmstat'))('has the CPU counters that `vmstat` shows', () => {
    const text = printed('vmstat', '-s');
    const ticks = (...names: string[]) =>
      names.reduce((sum, name) => sum + Number(new RegExp(`(\\d+) ${name} cpu ticks`).exec(text)?.[1]), 0);
    const theirs = {
      user: ticks('non-nice user', 'nice user'),
      system: ticks('system', 'IRQ', 'softirq'),
      idle: ticks('idle'),
      iowait: ticks('IO-wait'),
      steal: ticks('stolen'),
    };
    const ours = parseCpuStat(readFileSync('/proc/stat', 'utf8'))?.all;
    const slack = 60 * 100 * availableParallelism();
    for (const [kind, value] of Object.entries(theirs))
      expect(Math.abs((ours?.[kind as keyof typeof theirs] ?? Number.NaN) - value)).toBeLessThan(slack);
  });

  it('has shares of CPU time that add up, and one for each core', () => {
    const cores = seen.cpu?.cores ?? [];
    const online = readFileSync('/proc/stat', 'utf8').match(/^cpu\d+ /gm)?.length;
    expect(cores.length).toBeGreaterThanOrEqual(online ?? 1);
    for (const cpu of [seen.cpu, ...cores]) {
      const { userPercent = 0, systemPercent = 0, stealPercent = 0, iowaitPercent = 0, busyPercent = 0 } = cpu ?? {};
      expect(Math.abs(userPercent + systemPercent + stealPercent - busyPercent)).toBeLessThan(0.1);
      expect(busyPercent + iowaitPercent).toBeLessThanOrEqual(100.1);
    }
  });

  it('has the uptime, load, disks and interfaces of /proc', () => {
    const uptime = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]);
    expect(Math.abs((seen.host?.uptimeSeconds ?? 0) - uptime)).toBeLessThan(60);
    expect(Math.abs((seen.host?.bootAt ?? 0) - (Date.now() - uptime * 1000))).toBeLessThan(70_000);
    const names =
      readFileSync('/proc/net/dev', 'utf8')
        .match(/^\s*[^\s:]+(?=:)/gm)
        ?.map((name) => name.trim()) ?? [];
    for (const name of Object.keys(seen.network?.interfaces ?? {})) expect(names).toContain(name);
    const diskstats = readFileSync('/proc/diskstats', 'utf8');
    for (const name of Object.keys(seen.disks ?? {})) expect(diskstats).toContain(` ${name} `);
  });

  it('shows this very process when it works hard', async () => {
    const end = performance.now() + 400;
    while (performance.now() < end);
    const began = performance.now();
    const fresh = await sampler.sample({ at: Date.now(), monotonicMs: began + 10_000 });
    expect(fresh.processes?.total).toBeGreaterThan(0);
    const mine = fresh.processes?.topByMemory.concat(fresh.processes.topByCpu).find(({ pid }) => pid === process.pid);
    if (mine) expect(mine.memoryBytes).toBeGreaterThan(10 * 1024 * 1024);
    for (const { cpuPercent } of fresh.processes?.topByCpu ?? []) expect(cpuPercent).toBeGreaterThan(0);
  });

  it('has a platform and a boot', () => {
    const platform = readPlatform(paths);
    expect(platform.kernel).toBe(readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim());
    expect(platform.hostName).toBe(readFileSync('/proc/sys/kernel/hostname', 'utf8').trim());
    expect(platform.cpuThreads).toBeGreaterThan(0);
    expect(readBootId(paths)).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is looked at cheaply', async () => {
    const before = process.cpuUsage();
    const looks = 20;
    for (let index = 1; index <= looks; index++) {
      await sampler.sample({ at: Date.now(), monotonicMs: performance.now() + 20_000 + index * 5_000 });
    }
    const { user, system } = process.cpuUsage(before);
    // 0.5 % of a core at 5 s is 25 ms; a machine with very many processes is allowed more.
    const allowedMs = 25 + (seen.processes?.total ?? 0) / 20;
    expect((user + system) / 1000 / looks).toBeLessThan(allowedMs);
  });
});
