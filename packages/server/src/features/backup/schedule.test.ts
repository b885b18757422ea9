import type { BackupRun } from '@amud/protocol/backup.ts';
import { describe, expect, it } from 'vitest';
import { adviseOn } from './advice.ts';
import { lastDue, nextDue } from './schedule.ts';

describe('a schedule', () => {
  const at = (text: string) => new Date(text).getTime();

  it.each([
    [{ every: 'day', hour: 3, weekday: 0 }, '2026-11-25T02:59', '2026-11-24T03:00', '2026-11-25T03:00'],
    [{ every: 'day', hour: 3, weekday: 0 }, '2026-11-25T03:00', '2026-11-25T03:00', '2026-11-26T03:00'],
    [{ every: 'day', hour: 0, weekday: 0 }, '2026-01-01T00:30', '2026-01-01T00:00', '2026-01-02T00:00'],
    // The 25th is a Wednesday.
    [{ every: 'week', hour: 3, weekday: 3 }, '2026-11-25T02:00', '2026-11-18T03:00', '2026-11-25T03:00'],
    [{ every: 'week', hour: 3, weekday: 2 }, '2026-11-25T02:00', '2026-11-24T03:00', '2026-12-01T03:00'],
    [{ every: 'week', hour: 23, weekday: 0 }, '2026-11-25T02:00', '2026-11-22T23:00', '2026-11-29T23:00'],
  ] as const)('%o at %s was due %s and is next %s', (schedule, now, last, next) => {
    expect(lastDue(schedule, at(now))).toBe(at(last));
    expect(nextDue(schedule, at(now))).toBe(at(next));
    expect(lastDue({ ...schedule, every: 'off' }, at(now))).toBeUndefined();
  });
});

describe('advice about backups', () => {
  const day = 24 * 3_600_000;
  const off = { every: 'off', hour: 3, weekday: 0 } as const;
  const daily = { ...off, every: 'day' } as const;
  const fresh = { runs: [], schedule: off, hasPassphrase: false, since: 0, apps: 0, now: day };
  const done = (at: number) => ({ at, origin: 'schedule' as const, failure: null });
  const failed = (at: number) => ({ ...done(at), failure: 'no room' });

  it.each([
    [fresh, undefined],
    [{ ...fresh, now: 8 * day }, 'none'],
    [{ ...fresh, apps: 5 }, 'none'],
    [{ ...fresh, apps: 5, runs: [done(day)] }, undefined],
    [{ ...fresh, now: 40 * day, runs: [done(day)] }, 'old'],
    [{ ...fresh, now: 40 * day, runs: [done(day)], schedule: daily, hasPassphrase: true }, undefined],
    [{ ...fresh, schedule: daily }, 'no-passphrase'],
    [{ ...fresh, schedule: daily, hasPassphrase: true, runs: [failed(day), done(1)] }, 'failed'],
    [{ ...fresh, schedule: daily, hasPassphrase: true, runs: [done(day), failed(1)] }, undefined],
  ] as const)('%o: %s', (known, advice) => {
    const runs: readonly BackupRun[] = known.runs;
    const doneAt = runs.find(({ failure }) => failure === null)?.at;
    expect(adviseOn({ ...known, doneAt })).toBe(advice);
  });
});
