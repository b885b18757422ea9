import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileSystemReading } from '@amud/protocol/reading.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Collector } from './collector.ts';
import { fileSystemsCollector, type MountStats, type Statfs, spaceOf } from './file-systems.ts';

const stats: MountStats = { bsize: 4096, blocks: 1000, bfree: 400, bavail: 350, files: 100, ffree: 75 };

describe('space', () => {
  it('is as `df` says it', () => {
    expect(spaceOf([stats])).toEqual({
      totalBytes: 1000 * 4096,
      usedBytes: 600 * 4096,
      availableBytes: 350 * 4096,
      usedPercent: 63.16,
      inodesUsedPercent: 25,
    });
  });

  it('is counted in fragments, which are not the block where FUSE says so', () => {
    expect(spaceOf([{ ...stats, bsize: 1024 * 1024, frsize: 4096 }]).totalBytes).toBe(1000 * 4096);
  });

  it('has nothing available where more is kept for root than is left', () => {
    expect(spaceOf([{ ...stats, bavail: 2 ** 64 - 10 }])).toMatchObject({ availableBytes: 0, usedPercent: 100 });
  });
});

describe('mounts', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'amud-mounts-'));
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    rmSync(root, { recursive: true, force: true });
  });

  const open = (statfs: Statfs, ...lines: string[]) => {
    mkdirSync(join(root, 'proc/1'), { recursive: true });
    writeFileSync(join(root, 'proc/1/mountinfo'), lines.map((line, index) => `${index} 0 ${line}\n`).join(''));
    return fileSystemsCollector({ proc: join(root, 'proc'), sys: join(root, 'sys'), root }, statfs);
  };
  const look = async (collector: Collector): Promise<Record<string, FileSystemReading>> => {
    const finding = collector.collect({ at: 0, monotonicMs: 0 });
    await vi.advanceTimersByTimeAsync(10_000);
    const found = await finding;
    return typeof found === 'string' ? {} : (found.fileSystems ?? {});
  };
  const disk = '8:1 / / rw - ext4 /dev/sda1 rw';
  const share = (name: string, device: number) => `0:${device} / /mnt/${name} rw - nfs4 nas:/${name} rw`;
  const never = () => new Promise<never>(() => {});

  it('that hang are marked, keep their numbers, and are not asked again', async () => {
    const asked: string[] = [];
    let isAway = false;
    const collector = open(
      (path) => {
        asked.push(path.slice(root.length));
        return isAway && path.includes('nas') ? never() : Promise.resolve(stats);
      },
      disk,
      share('nas', 50),
    );
    await look(collector);
    isAway = true;
    for (let round = 0; round < 3; round++) {
      const found = await look(collector);
      expect(found['/']).toMatchObject({ state: 'ok' });
      expect(found['/mnt/nas']).toMatchObject({ state: 'hung', remote: true, totalBytes: 1000 * 4096 });
    }
    expect(asked.filter((path) => path === '/mnt/nas')).toHaveLength(2);
    expect(asked.filter((path) => path === '/')).toHaveLength(4);
  });

  it('that hang never hold more than two threads, nor keep a disk from being asked', async () => {
    let held = 0;
    const collector = open(
      (path) => {
        if (!path.includes('mnt')) return Promise.resolve(stats);
        held += 1;
        return never();
      },
      ...[1, 2, 3, 4, 5, 6].map((index) => share(`share${index}`, 50 + index)),
      disk,
    );
    for (let round = 0; round < 3; round++) {
      const found = await look(collector);
      expect(found['/']).toMatchObject({ state: 'ok', usedPercent: 63.16 });
      expect(Object.values(found).filter(({ state }) => state === 'hung')).toHaveLength(6);
    }
    expect(held).toBe(2);
  });

  it('that come back are well again', async () => {
    let answer: (value: MountStats) => void = () => {};
    let isAway = true;
    const collector = open(
      () =>
        isAway
          ? new Promise((resolve) => {
              answer = resolve;
            })
          : Promise.resolve(stats),
      share('nas', 50),
    );
    expect((await look(collector))['/mnt/nas']).toEqual({
      device: 'nas:/nas',
      type: 'nfs4',
      state: 'hung',
      remote: true,
    });
    isAway = false;
    answer(stats);
    await vi.advanceTimersByTimeAsync(0);
    expect((await look(collector))['/mnt/nas']).toMatchObject({ state: 'ok', usedPercent: 63.16 });
  });

  it('whose server says that it is gone are shown, those we may not see are not', async () => {
    const refuse =
      (code: string): Statfs =>
      () =>
        Promise.reject(Object.assign(new Error(code), { code }));
    expect(await look(open(refuse('ESTALE'), share('nas', 50)))).toMatchObject({ '/mnt/nas': { state: 'hung' } });
    expect(await look(open(refuse('EACCES'), share('nas', 50)))).toEqual({});
    expect(await look(open(refuse('EIO'), disk))).toEqual({});
  });
});
