import { silentLog } from '../../packages/server/src/core/log.ts';
import { pack } from '../../packages/server/src/features/checks/chunk.ts';
import { type Columns, createColumns, toCode } from '../../packages/server/src/features/checks/columns.ts';
import { createHistoryStore, type HistoryStore } from '../../packages/server/src/features/checks/history-store.ts';
import { packJournal } from '../../packages/server/src/features/checks/journal.ts';
import { chunkMs, floorTo, type Tier, tenths, tierAt, tiers } from '../../packages/server/src/features/checks/tiers.ts';
import { openStore } from '../../packages/server/src/store/open.ts';

const DAY_MS = 86_400_000;
const SHOWN_MS = 32 * DAY_MS;

/** Gives apps a past of a month, as a home has it, in the database of a server that does not run. */
export const writePast = async (path: string, appIds: readonly string[]): Promise<void> => {
  const store = openStore(path, silentLog());
  const rows = createHistoryStore(store);
  const now = Date.now();
  for (const [index, tier] of tiers.entries()) await writeTier(rows, index, tier, appIds, now);
  const minutes = tierAt(0);
  const closed = floorTo(now, chunkMs(minutes));
  const slots = Array.from(
    { length: Math.floor((now - closed) / minutes.stepMs) },
    (_, slot) => closed / minutes.stepMs + slot,
  );
  const entries = appIds.map((appId, app) => ({
    appId,
    slots,
    columns: columnsOf(minutes, closed, slots.length, app),
  }));
  if (slots.length > 0) await rows.addToJournal(now, packJournal(entries));
  await store.close();
};

const writeTier = async (rows: HistoryStore, index: number, tier: Tier, appIds: readonly string[], now: number) => {
  const until = floorTo(now, chunkMs(tier));
  const from = floorTo(now - Math.min(SHOWN_MS, tier.keepMs), chunkMs(tier));
  for (let start = from; start < until; start += chunkMs(tier))
    await rows.putChunks(
      appIds.map((app_id, app) => ({
        app_id,
        tier: index,
        start,
        data: pack(columnsOf(tier, start, tier.slots, app)),
      })),
    );
  await rows.setClosed(index, until);
};

/** Outages are at the same times in every tier. */
const isDown = (at: number, app: number): boolean => {
  if (app % 5 !== 2) return false;
  const hours = Math.floor(at / 3_600_000) + app * 7;
  return hours % 113 === 0 || hours % 271 === 1;
};

const columnsOf = (tier: Tier, start: number, slots: number, app: number): Columns => {
  const columns = createColumns(slots);
  const usual = 4 + ((app * 13) % 40);
  for (let slot = 0; slot < slots; slot += 1) {
    const at = start + slot * tier.stepMs;
    const down = isDown(at, app);
    const noise = Math.sin(at / 2_100_000 + app) * Math.sin(at / 731_000 + 2 * app);
    const ms = usual * (1.25 + 0.5 * noise + 0.4 * Math.sin((at / DAY_MS) * 2 * Math.PI));
    columns.known[slot] = tenths(tier);
    columns.down[slot] = down ? Math.floor(tenths(tier) / 2) : 0;
    columns.worst[slot] = down ? 5 : 2;
    columns.average[slot] = toCode(ms);
    columns.most[slot] = toCode(ms * (1.2 + Math.abs(noise) * 2));
  }
  return columns;
};
