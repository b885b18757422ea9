import { describe, expect, it } from 'vitest';
import { boundMemory, memoryOf, parseArc, parseMeminfo, parseSwapped } from './memory.ts';

const info = (lines: string) => parseMeminfo(lines);
const MiB = 1024 * 1024;

describe('memory', () => {
  it('is used as `free` says it', () => {
    const memory = memoryOf(info('MemTotal: 8192 kB\nMemFree: 1024 kB\nMemAvailable: 4096 kB\n'), undefined);
    expect(memory).toEqual({
      totalBytes: 8 * MiB,
      usedBytes: 4 * MiB,
      availableBytes: 4 * MiB,
      freeBytes: 1 * MiB,
    });
  });

  it('is estimated before Linux 3.14', () => {
    const old = info('MemTotal: 8192 kB\nMemFree: 1024 kB\nBuffers: 1024 kB\nCached: 2048 kB\nSReclaimable: 1024 kB\n');
    expect(memoryOf(old, undefined)?.usedBytes).toBe(3 * MiB);
  });

  it('never has more available than there is, however big the ZFS cache says it is', () => {
    const arc = parseArc('c_min 4 0\nsize 4 99999999999\n');
    const memory = memoryOf(info('MemTotal: 8192 kB\nMemFree: 1024 kB\nMemAvailable: 4096 kB\n'), arc);
    expect(memory).toMatchObject({ usedBytes: 0, availableBytes: 8 * MiB });
  });

  it('is not there without a total', () => {
    expect(memoryOf(info('MemFree: 1024 kB\n'), undefined)).toBeUndefined();
    expect(memoryOf(info('MemTotal: 0 kB\nMemFree: 0 kB\n'), undefined)).toBeUndefined();
  });

  it('is bounded by a bound that is lower than the machine, and by no other', () => {
    const memory = { totalBytes: 100, usedBytes: 10, availableBytes: 90, freeBytes: 80 };
    expect(boundMemory(memory, { limitBytes: 50, usedBytes: 70 })).toMatchObject({ totalBytes: 50, usedBytes: 50 });
    expect(boundMemory(memory, { limitBytes: 2 ** 63, usedBytes: 70 })).toBe(memory);
    expect(boundMemory(memory, undefined)).toBe(memory);
  });
});

describe('swapping', () => {
  it('needs both counters', () => {
    expect(parseSwapped('pgpgin 5\npswpin 7\npswpout 9\n')).toEqual({ in: 7, out: 9 });
    expect(parseSwapped('pswpin 7\n')).toBeUndefined();
  });
});
