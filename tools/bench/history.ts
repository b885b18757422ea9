import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@amud/protocol/clock.ts';
import { silentLog } from '../../packages/server/src/core/log.ts';
import { createBars } from '../../packages/server/src/features/checks/bars.ts';
import { pack } from '../../packages/server/src/features/checks/chunk.ts';
import { type Columns, createColumns, toCode } from '../../packages/server/src/features/checks/columns.ts';
import { createHistory } from '../../packages/server/src/features/checks/history.ts';
import { createHistoryStore, type HistoryStore } from '../../packages/server/src/features/checks/history-store.ts';
import { historyOf } from '../../packages/server/src/features/checks/query.ts';
import { createStatusStore } from '../../packages/server/src/features/checks/status-store.ts';
import { chunkMs, floorTo, tenths, tiers } from '../../packages/server/src/features/checks/tiers.ts';
import { openStore } from '../../packages/server/src/store/open.ts';
import { median, print } from './figures.ts';

const DAY_MS = 86_400_000;
const APPS = 20;
const RANGES = { day: 1, week: 7, month: 30, all: 400 };

/** What a chart of an app costs that was watched for 400 days, and what that takes on the disk. */
export const measureHistory = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'amud-bench-'));
  const path = join(folder, 'amud.db');
  const store = openStore(path, silentLog());
  const empty = statSync(path).size;
  const rows = createHistoryStore(store);
  const slots = await fill(rows, systemClock.now());
  const history = createHistory({ store: rows, clock: systemClock, isKnown: () => true });
  history.load();
  const statuses = createStatusStore(store.query);
  // Once through, so that what is measured is the code and not its compilation.
  for (let app = 0; app < APPS; app += 1) createBars(history, `app${app}`, systemClock.now());
  for (const [name, days] of Object.entries(RANGES)) {
    const times: number[] = [];
    for (let turn = 0; turn < 40; turn += 1) {
      const [now, began] = [systemClock.now(), performance.now()];
      const range = { from: now - days * DAY_MS, to: now, points: 300 };
      await historyOf({ history, statuses, appId: `app${turn % APPS}`, range, now });
      times.push(performance.now() - began);
    }
    print(`history_of_${name}`, median(times), 'ms', { most: 20 });
  }
  const began = performance.now();
  for (let app = 0; app < APPS; app += 1) createBars(history, `app${app}`, systemClock.now());
  print('bars_of_an_app', (performance.now() - began) / APPS, 'ms');
  store.database.pragma('wal_checkpoint(TRUNCATE)');
  const bytes = statSync(path).size - empty;
  // Of each slot: average and longest latency, and availability.
  print('history_bytes_a_value', bytes / (slots * 3), 'B', { most: 2 });
  print('history_of_an_app_on_disk', bytes / APPS / 1024, 'kB');
  await store.close();
  rmSync(folder, { recursive: true });
};

const fill = async (rows: HistoryStore, now: number): Promise<number> => {
  let slots = 0;
  for (const [index, tier] of tiers.entries()) {
    const until = floorTo(now, chunkMs(tier));
    for (let start = until - tier.keepMs; start < until; start += chunkMs(tier))
      for (let app = 0; app < APPS; app += 1) {
        const columns = lively(tier.slots, tenths(tier), start + app);
        slots += tier.slots;
        await rows.putChunks([{ app_id: `app${app}`, tier: index, start, data: pack(columns) }]);
      }
    await rows.setClosed(index, until);
  }
  return slots;
};

/** Latencies as a home has them: a fifth of noise, peaks, an outage now and then. */
const lively = (slots: number, known: number, seed: number): Columns => {
  const columns = createColumns(slots);
  let state = seed % 2_147_483_647 || 1;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  for (let slot = 0; slot < slots; slot += 1) {
    const isDown = random() < 0.002;
    const ms = 12 * Math.exp(0.4 * (random() + random() - 1));
    columns.known[slot] = known;
    columns.down[slot] = isDown ? Math.floor(random() * known) : 0;
    columns.worst[slot] = isDown ? 5 : 2;
    columns.average[slot] = toCode(ms);
    columns.most[slot] = toCode(ms * (1 + random() ** 4 * 10));
  }
  return columns;
};
