import type { Kysely } from 'kysely';
import type { Store } from '../../store/open.ts';
import type { CheckHistoryTable, Tables } from '../../store/tables.ts';

export type Chunk = CheckHistoryTable;

/** The rows of the history. Reads are prepared, since a chart needs many; writes wait for their turn like all others. */
export type HistoryStore = {
  /** Chunks that begin from `from` on and before `to`, oldest first. */
  chunks(appId: string, tier: number, from: number, to: number): { start: number; data: Buffer }[];
  /** Apps that have chunks there. */
  appsWith(tier: number, from: number, to: number): string[];
  /** Where chunks of a tier begin. */
  starts(tier: number, from: number, to: number): number[];
  putChunks(chunks: Chunk[]): Promise<void>;
  /** Until when chunks of each tier are made. */
  closed(): Map<number, number>;
  setClosed(tier: number, until: number): Promise<void>;
  /** Chunks of before `before`, and those that a clock that was wrong has left in the future. */
  trim(tier: number, before: number, after: number): Promise<void>;
  journal(): { until: number; data: Buffer }[];
  addToJournal(until: number, data: Buffer): Promise<void>;
  /** What chunks hold by now. */
  trimJournal(until: number): Promise<void>;
  forget(appId: string): Promise<void>;
};

export const createHistoryStore = ({ database, query }: Pick<Store, 'database' | 'query'>): HistoryStore => {
  const chunks = database.prepare<[string, number, number, number], { start: number; data: Buffer }>(
    'SELECT start, data FROM check_history WHERE app_id = ? AND tier = ? AND start >= ? AND start < ? ORDER BY start',
  );
  const apps = database
    .prepare<[number, number, number], string>(
      'SELECT DISTINCT app_id FROM check_history WHERE tier = ? AND start >= ? AND start < ?',
    )
    .pluck();
  const starts = database
    .prepare<[number, number, number], number>(
      'SELECT DISTINCT start FROM check_history WHERE tier = ? AND start >= ? AND start < ?',
    )
    .pluck();
  const closed = database.prepare<[], { tier: number; until: number }>('SELECT tier, until FROM check_closed');
  const journal = database.prepare<[], { until: number; data: Buffer }>(
    'SELECT until, data FROM check_journal ORDER BY id',
  );
  return {
    chunks: (appId, tier, from, to) => chunks.all(appId, tier, from, to),
    appsWith: (tier, from, to) => apps.all(tier, from, to),
    starts: (tier, from, to) => starts.all(tier, from, to),
    closed: () => new Map(closed.all().map(({ tier, until }) => [tier, until])),
    journal: () => journal.all(),
    ...writers(query),
  };
};

const writers = (
  query: Kysely<Tables>,
): Pick<HistoryStore, 'putChunks' | 'setClosed' | 'trim' | 'addToJournal' | 'trimJournal' | 'forget'> => ({
  putChunks: async (rows) => {
    await query
      .insertInto('check_history')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['app_id', 'tier', 'start']).doUpdateSet((row) => ({ data: row.ref('excluded.data') })),
      )
      .execute();
  },
  setClosed: async (tier, until) => {
    await query
      .insertInto('check_closed')
      .values({ tier, until })
      .onConflict((conflict) => conflict.column('tier').doUpdateSet({ until }))
      .execute();
  },
  trim: async (tier, before, after) => {
    await query
      .deleteFrom('check_history')
      .where('tier', '=', tier)
      .where((is) => is.or([is('start', '<', before), is('start', '>', after)]))
      .execute();
  },
  addToJournal: async (until, data) => {
    await query.insertInto('check_journal').values({ until, data }).execute();
  },
  trimJournal: async (until) => {
    await query.deleteFrom('check_journal').where('until', '<=', until).execute();
  },
  forget: async (appId) => {
    await query.transaction().execute(async (transaction) => {
      for (const table of ['check_history', 'check_events', 'check_status'] as const)
        await transaction.deleteFrom(table).where('app_id', '=', appId).execute();
    });
  },
});
