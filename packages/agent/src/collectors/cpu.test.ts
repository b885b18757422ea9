import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CpuTimes, cpuShares, parseCpuStat } from './cpu.ts';

describe('/proc/stat', () => {
  it('leaves guest time out, which is in user time already', () => {
    const stat = parseCpuStat('cpu  100 10 30 800 20 5 15 20 60 5\ncpu0 100 10 30 800 20 5 15 20 60 5\nbtime 5\n');
    expect(stat?.all).toEqual({ user: 110, system: 50, idle: 800, iowait: 20, steal: 20 });
  });

  it('keeps the numbers of cores when some are switched off', () => {
    const stat = parseCpuStat('cpu  2 0 2 8\ncpu0 1 0 1 4\ncpu3 1 0 1 4\n');
    expect([...(stat?.cores.keys() ?? [])]).toEqual([0, 3]);
    expect(stat?.cores.get(3)).toEqual({ user: 1, system: 1, idle: 4, iowait: 0, steal: 0 });
  });

  it('is nothing without its first line', () => {
    expect(parseCpuStat('')).toBeUndefined();
    expect(parseCpuStat('intr 1 2 3\n')).toBeUndefined();
  });
});

describe('CPU time between two looks', () => {
  const times = { user: 100, system: 100, idle: 100, iowait: 100, steal: 100 };

  it('is shared out by kind', () => {
    const now = { user: 150, system: 125, idle: 115, iowait: 105, steal: 105 };
    expect(cpuShares(now, times)).toEqual({
      userPercent: 50,
      systemPercent: 25,
      iowaitPercent: 5,
      stealPercent: 5,
      busyPercent: 80,
    });
  });

  it('counts a kind that went back as none, and the others as they are', () => {
    const shares = cpuShares({ ...times, user: 150, idle: 150, iowait: 40 }, times);
    expect(shares).toMatchObject({ userPercent: 50, iowaitPercent: 0, busyPercent: 50 });
  });

  it('is nothing when no time passed', () => {
    expect(cpuShares(times, times)).toBeUndefined();
  });

  const counter = fc.oneof(fc.nat(), fc.double({ min: 0, max: 2 ** 64, noNaN: true }), fc.double());
  const anyTimes: fc.Arbitrary<CpuTimes> = fc.record({
    user: counter,
    system: counter,
    idle: counter,
    iowait: counter,
    steal: counter,
  });

  it('never makes a share that can not be, whatever the counters did', () => {
    fc.assert(
      fc.property(anyTimes, anyTimes, (now, before) => {
        for (const share of Object.values(cpuShares(now, before) ?? {})) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(100);
        }
      }),
    );
  });
});
