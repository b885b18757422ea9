import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckState } from '@amud/protocol/checks.ts';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../test/fake-clock.ts';
import { silentLog } from '../../core/log.ts';
import { openStore, type Store } from '../../store/open.ts';
import { createBars } from './bars.ts';
import { pack, unpack } from './chunk.ts';
import { createColumns, fromCode, toCode } from './columns.ts';
import { createHistory, type History } from './history.ts';
import { createHistoryStore } from './history-store.ts';
import { packJournal, unpackJournal } from './journal.ts';
import { historyOf } from './query.ts';
import { createStatusStore } from './status-store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The first moment of a chunk of every tier. */
const START = Math.floor(1_800_000_000_000 / (10 * DAY)) * 10 * DAY;

let folder: string;
let store: Store;
let clock: FakeClock;
let history: History;
const isKnown = (id: string) => id !== 'gone';
const open = () => createHistory({ store: createHistoryStore(store), clock, isKnown });
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'amud-history-'));
  store = openStore(join(folder, 'amud.db'), silentLog());
  clock = createFakeClock(START);
  history = open();
  await history.compact();
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});
/** As after a crash: what was in memory is gone. */
const restart = async () => {
  history = open();
  history.load();
  await history.compact();
};
const ask = (from: number, to: number, points = 300) => {
  const statuses = createStatusStore(store.query);
  return historyOf({ history, statuses, appId: 'app', range: { from, to, points }, now: clock.now() });
};
/** The app is in a state for a while, with an answer each minute where it works. */
const live = (state: CheckState, ms: number, latencyMs = 10) => {
  history.spent('app', state, clock.now(), clock.now() + ms);
  for (let at = 0; at < ms && state === 'up'; at += MINUTE) history.answered('app', clock.now() + at, latencyMs);
  clock.advance(ms);
};
const tidy = async () => {
  await history.flush();
  await history.compact();
};

describe('the history of an app', () => {
  it('tells latency and availability, and nothing of time that nobody knows', async () => {
    live('up', HOUR, 20);
    live('down', HOUR);
    live('unknown', HOUR);
    live('paused', HOUR);
    const { latencyMs, latencyMaxMs, up, uptime, stepMs, from } = await ask(START, START + 4 * HOUR, 4);
    expect([from, stepMs]).toEqual([START, HOUR]);
    expect(latencyMs).toEqual([expect.closeTo(20, 0), null, null, null]);
    expect(latencyMaxMs).toEqual([expect.closeTo(20, 0), null, null, null]);
    expect([up, uptime]).toEqual([[1, 0, null, null], 0.5]);
  });

  it('is the same before it is written, after, and after a crash', async () => {
    live('up', 3 * HOUR, 12);
    live('down', 20 * MINUTE);
    live('up', 5 * HOUR, 30);
    const now = clock.now();
    const before = await ask(START, now);
    await history.flush();
    expect(await ask(START, now)).toEqual(before);
    await restart();
    expect(await ask(START, now)).toEqual(before);
    clock.advance(HOUR);
    await tidy();
    expect(store.database.prepare('SELECT count(*) FROM check_history').pluck().get()).toBe(2);
    expect(await ask(START, now)).toEqual(before);
    await restart();
    expect(await ask(START, now)).toEqual(before);
  });

  it('loses what was not flushed at a crash, and calls it unknown', async () => {
    live('up', 10 * MINUTE);
    await history.flush();
    live('down', 4 * MINUTE);
    await restart();
    const { up } = await ask(START, START + 20 * MINUTE, 20);
    expect(up).toEqual([...Array(10).fill(1), ...Array(10).fill(null)]);
  });

  it('writes one row for all apps, and few of them', async () => {
    for (let app = 0; app < 50; app += 1)
      for (let minute = 0; minute < 5; minute += 1) {
        history.spent(`app${app}`, 'up', START + minute * MINUTE, START + (minute + 1) * MINUTE);
        history.answered(`app${app}`, START + minute * MINUTE, 5 + app);
      }
    clock.advance(5 * MINUTE);
    await history.flush();
    const rows = store.database.prepare('SELECT length(data) AS bytes FROM check_journal').all() as { bytes: number }[];
    expect(rows.length).toBe(1);
    expect(rows[0]?.bytes).toBeLessThan(50 * 5 * 3 * 2);
    await history.flush();
    expect(store.database.prepare('SELECT count(*) FROM check_journal').pluck().get()).toBe(1);
  });

  it('goes on in coarser steps for 400 days and no longer, in two bytes a value or less', async () => {
    const days = 430;
    for (let block = 0; block < days * 6; block += 1) {
      const isDown = block % 50 === 49;
      history.spent('app', isDown ? 'down' : 'up', clock.now(), clock.now() + 4 * HOUR);
      for (let minute = 0; minute < 240 && !isDown; minute += 1)
        history.answered('app', clock.now() + minute * MINUTE, 10 + ((minute * 7_919 + block * 104_729) % 1_000) / 100);
      clock.advance(4 * HOUR);
      if (block % 6 === 5) await tidy();
    }
    const now = clock.now();
    for (const [from, step] of [
      [now - DAY, 5 * MINUTE],
      [now - 30 * DAY, 150 * MINUTE],
      [now - 59 * DAY, 300 * MINUTE],
      [now - 399 * DAY, 32 * HOUR],
    ] as const) {
      const { stepMs, up, latencyMs, uptime } = await ask(from, now);
      expect([stepMs, up.length <= 300]).toEqual([step, true]);
      const gaps = latencyMs.filter((value, index) => value === null && up[index] !== 0);
      // The present step has only begun.
      expect(gaps.length).toBeLessThanOrEqual(1);
      expect(uptime).toBeGreaterThan(from < now - 30 * DAY ? 0.975 : 0.9);
    }
    const kept = store.database
      .prepare('SELECT tier, count(*) AS chunks, sum(length(data)) AS bytes FROM check_history GROUP BY tier')
      .all() as { tier: number; chunks: number; bytes: number }[];
    const slots = [240, 144, 240];
    for (const { tier, chunks, bytes } of kept) {
      const values = chunks * (slots[tier] ?? 0) * 3;
      expect([tier, bytes / values < 2]).toEqual([tier, true]);
    }
    expect(kept.map(({ chunks }) => chunks)).toEqual([
      expect.toSatisfy((count: number) => count >= 12 && count <= 14),
      expect.toSatisfy((count: number) => count >= 60 && count <= 62),
      expect.toSatisfy((count: number) => count >= 40 && count <= 42),
    ]);
    const size = store.database.prepare('SELECT count(*) FROM check_journal').pluck().get();
    expect(size).toBeLessThanOrEqual(1);
  });

  it('adds up to what happened, at every width of a chart', async () => {
    const spell = fc.record({
      state: fc.constantFrom<CheckState>('up', 'slow', 'down', 'paused', 'unknown', 'blocked'),
      minutes: fc.integer({ min: 1, max: 600 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(spell, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 2, max: 400 }),
        async (spells, points) => {
          store.database.exec('DELETE FROM check_history; DELETE FROM check_journal; DELETE FROM check_closed');
          const from = Math.ceil(clock.now() / (10 * DAY)) * 10 * DAY;
          clock.advance(from - clock.now());
          await restart();
          let [known, down] = [0, 0];
          for (const { state, minutes } of spells) {
            live(state, minutes * MINUTE);
            if (state === 'up' || state === 'slow' || state === 'down') known += minutes;
            if (state === 'down') down += minutes;
            await tidy();
          }
          const { uptime } = await ask(from, clock.now(), points);
          if (known === 0) expect(uptime).toBeNull();
          else expect(uptime).toBeCloseTo(1 - down / known, 6);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('survives a clock that was ahead and is set back', async () => {
    live('up', 5 * HOUR);
    await tidy();
    clock.jump(300 * DAY);
    live('up', 5 * HOUR);
    await tidy();
    clock.jump(-300 * DAY - 5 * HOUR);
    await tidy();
    const from = clock.now();
    live('down', 6 * HOUR);
    await tidy();
    live('up', 5 * HOUR);
    await tidy();
    const { up } = await ask(START, clock.now(), 16);
    expect(up).toEqual([...Array(5).fill(1), ...Array(6).fill(0), ...Array(5).fill(1)]);
    clock.advance(DAY);
    await tidy();
    expect(
      store.database
        .prepare('SELECT count(*) FROM check_history WHERE start > ?')
        .pluck()
        .get(from + 3 * DAY),
    ).toBe(0);
  });

  it('keeps what it had of a time that comes a second time', async () => {
    live('up', 2 * HOUR, 10);
    live('unknown', 3 * HOUR);
    await tidy();
    clock.jump(-3 * HOUR);
    await tidy();
    live('down', 2 * HOUR);
    live('unknown', 3 * HOUR);
    await tidy();
    const { up } = await ask(START, START + 4 * HOUR, 4);
    expect(up).toEqual([1, 1, 0, 0]);
  });

  it('is not stopped by damaged rows', async () => {
    live('up', 9 * HOUR);
    await tidy();
    live('up', HOUR);
    await history.flush();
    store.database.exec(
      "UPDATE check_history SET data = x'010203' WHERE start = (SELECT min(start) FROM check_history)",
    );
    store.database.exec("UPDATE check_journal SET data = x'ffffffff00' WHERE id = (SELECT max(id) FROM check_journal)");
    await restart();
    const { up } = await ask(START, START + 8 * HOUR, 2);
    expect(up).toEqual([null, 1]);
  });

  it('forgets an app, also what the journal has of it', async () => {
    history.spent('gone', 'up', START, START + 5 * MINUTE);
    live('up', 5 * MINUTE);
    await history.flush();
    await history.forget('gone');
    await restart();
    clock.advance(DAY);
    await tidy();
    expect(store.database.prepare('SELECT DISTINCT app_id FROM check_history').pluck().all()).toEqual(['app']);
  });
});

describe('the bars', () => {
  const at = () => createBars(history, 'app', clock.now()).at(clock.now());

  it('show the worst state of each slot, the present one last', () => {
    live('up', 12 * HOUR);
    live('slow', 30 * MINUTE);
    live('paused', 30 * MINUTE);
    live('blocked', 30 * MINUTE);
    live('up', 10 * MINUTE);
    live('down', MINUTE);
    const { day, month, uptimeDay, uptimeMonth } = at();
    expect(day).toBe(`${'-'.repeat(20)}${'u'.repeat(24)}spbd`);
    expect(month).toBe(`${'-'.repeat(29)}d`);
    const known = 12 * 60 + 30 + 11;
    expect(uptimeDay).toBeCloseTo(1 - 1 / known, 6);
    expect(uptimeMonth).toBe(uptimeDay);
  });

  it('grow as time is spent to what they would be when read anew', async () => {
    const bars = createBars(history, 'app', clock.now());
    const states: CheckState[] = ['up', 'down', 'up', 'slow', 'unknown', 'paused', 'up', 'blocked'];
    for (let turn = 0; turn < 200; turn += 1) {
      const state = states[turn % states.length] ?? 'up';
      const ms = (1 + ((turn * 37) % 400)) * MINUTE;
      bars.spent(state, clock.now(), clock.now() + ms);
      live(state, ms);
      if (turn % 3 === 0) await tidy();
    }
    const [grown, read] = [bars.at(clock.now()), at()];
    expect([grown.day, grown.month]).toEqual([read.day, read.month]);
    expect(grown.uptimeDay).toBeCloseTo(read.uptimeDay ?? -1, 3);
    expect(grown.uptimeMonth).toBeCloseTo(read.uptimeMonth ?? -1, 3);
  });

  it('say nothing where nothing is known, and empty themselves', () => {
    expect(at()).toEqual({ day: '-'.repeat(48), month: '-'.repeat(30), uptimeDay: null, uptimeMonth: null });
    live('up', HOUR);
    const bars = createBars(history, 'app', clock.now());
    expect(bars.at(clock.now() + 2 * DAY)).toMatchObject({ day: '-'.repeat(48), uptimeDay: null, uptimeMonth: 1 });
  });

  it('move back with the clock', () => {
    live('up', HOUR);
    const bars = createBars(history, 'app', clock.now());
    expect(bars.at(clock.now() - 40 * MINUTE).day).toBe(`${'-'.repeat(47)}u`);
  });
});

describe('a chunk', () => {
  const anyColumns = fc.array(
    fc.record({
      known: fc.nat({ max: 36_000 }),
      down: fc.nat({ max: 36_000 }),
      worst: fc.nat({ max: 5 }),
      average: fc.nat({ max: 2_900 }),
      more: fc.nat({ max: 2_000 }),
    }),
    { maxLength: 240 },
  );
  const columnsOf = (rows: { known: number; down: number; worst: number; average: number; more: number }[]) => {
    const columns = createColumns(rows.length);
    rows.forEach(({ known, down, worst, average, more }, index) => {
      Object.assign(columns.known, { [index]: known });
      Object.assign(columns.down, { [index]: down });
      Object.assign(columns.worst, { [index]: worst });
      Object.assign(columns.average, { [index]: average });
      Object.assign(columns.most, { [index]: average + more });
    });
    return columns;
  };

  it('comes out as it went in', () => {
    fc.assert(fc.property(anyColumns, (rows) => void expect(unpack(pack(columnsOf(rows)))).toEqual(columnsOf(rows))));
  });

  it('of any bytes is a chunk or nothing', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => void unpack(bytes)));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => void unpackJournal(Buffer.from(bytes))));
  });

  it('of the journal keeps apps apart', () => {
    fc.assert(
      fc.property(fc.array(anyColumns, { maxLength: 5 }), (apps) => {
        const entries = apps.map((rows, app) => ({
          appId: `app${app}`,
          slots: rows.map((_, index) => index * 2 + app),
          columns: columnsOf(rows),
        }));
        const out = unpackJournal(packJournal(entries));
        expect(out.map(({ appId, slots }) => [appId, slots])).toEqual(
          entries.map(({ appId, slots }) => [appId, slots]),
        );
        for (const [index, { columns }] of out.entries())
          expect([...columns.most]).toEqual([...(entries[index]?.columns.most ?? [])]);
      }),
    );
  });

  it('knows latencies to half a percent', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 60_000, noNaN: true }), (ms) => {
        expect(Math.abs((fromCode(toCode(ms)) ?? 0) / ms - 1)).toBeLessThan(0.003);
      }),
    );
    expect([toCode(0), fromCode(0), fromCode(toCode(60_000))]).toEqual([1, null, expect.closeTo(60_000, -3)]);
  });
});
