import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiskCounters, diskRates, parseDiskstats } from './disks.ts';

const zero: DiskCounters = { reads: 0, readBytes: 0, readMs: 0, writes: 0, writeBytes: 0, writeMs: 0, busyMs: 0 };

describe('/proc/diskstats', () => {
  it.each([
    ['2.6 to 4.17', 14, '8 0 sda 1 2 3 4 5 6 7 8 0 9 10'],
    ['4.18 to 5.4', 18, '8 0 sda 1 2 3 4 5 6 7 8 0 9 10 11 12 13 14'],
    ['5.5 on', 20, '8 0 sda 1 2 3 4 5 6 7 8 0 9 10 11 12 13 14 15 16'],
  ])('of Linux %s has %i columns', (_, columns, line) => {
    expect(line.split(' ')).toHaveLength(columns);
    expect(parseDiskstats(`   ${line}\n`).get('sda')).toEqual({
      reads: 1,
      readBytes: 3 * 512,
      readMs: 4,
      writes: 5,
      writeBytes: 7 * 512,
      writeMs: 8,
      busyMs: 9,
    });
  });

  it('is skipped line by line where it is something else', () => {
    expect(parseDiskstats('8 0 sda 1 2 3\n8 16 sdb a b c d e f g h i j k\n\n').size).toBe(0);
  });
});

describe('a disk between two looks', () => {
  it('has rates, and waits of what ended meanwhile', () => {
    const now = { ...zero, reads: 10, readBytes: 40_960, readMs: 55, busyMs: 250 };
    expect(diskRates(now, zero, 1_000)).toEqual({
      readBytesPerSecond: 40_960,
      writeBytesPerSecond: 0,
      readsPerSecond: 10,
      writesPerSecond: 0,
      busyPercent: 25,
      readAwaitMs: 5.5,
    });
  });

  it('has no rates when a counter went back: it was replaced, or 32 bits were full', () => {
    expect(diskRates(zero, { ...zero, readMs: 2 ** 32 - 5 }, 1_000)).toBeUndefined();
    expect(diskRates(zero, zero, 0)).toBeUndefined();
  });

  it('never has rates that can not be', () => {
    const counter = fc.oneof(fc.nat(), fc.constantFrom(0, 2 ** 32, 2 ** 53, 2 ** 64));
    const counters = fc.record({
      reads: counter,
      readBytes: counter,
      readMs: counter,
      writes: counter,
      writeBytes: counter,
      writeMs: counter,
      busyMs: counter,
    });
    fc.assert(
      fc.property(counters, counters, fc.integer({ min: -10, max: 100_000 }), (now, before, elapsedMs) => {
        const rates = diskRates(now, before, elapsedMs);
        if (!rates) return;
        expect(rates.busyPercent).toBeLessThanOrEqual(100);
        for (const value of Object.values(rates)) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(value)).toBe(true);
        }
      }),
    );
  });
});
