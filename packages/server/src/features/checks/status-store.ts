import type { CheckReason, CheckState } from '@amud/protocol/checks.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { Kysely } from 'kysely';
import type { CheckEventsTable, CheckStatusTable, Tables } from '../../store/tables.ts';
import { type Condition, unseen } from './condition.ts';

export type CheckEvent = { at: number; state: CheckState; reason: CheckReason | null };

/** Conditions as they were thought last, and how they changed. */
export const createStatusStore = (query: Kysely<Tables>) => ({
  all: async (): Promise<Map<string, Condition>> => {
    const rows = await query.selectFrom('check_status').selectAll().execute();
    return new Map(rows.map((row) => [row.app_id, fromRow(row)]));
  },
  /** All in one transaction: one write to the disk, however many apps went down together. */
  save: (conditions: ReadonlyMap<string, Condition>, events: readonly (CheckEvent & { appId: string })[]) =>
    query.transaction().execute(async (transaction) => {
      for (const [appId, condition] of conditions) {
        const row = toRow(appId, condition);
        await transaction
          .insertInto('check_status')
          .values(row)
          .onConflict((conflict) => conflict.column('app_id').doUpdateSet(row))
          .execute();
      }
      for (const { appId, at, state, reason } of events)
        await transaction
          .insertInto('check_events')
          .values({ app_id: appId, at, state, reason: reason && JSON.stringify(reason) })
          .execute();
    }),
  /** The newest first. */
  events: async (appId: string, from: number, to: number): Promise<CheckEvent[]> => {
    const rows = await query
      .selectFrom('check_events')
      .select(['at', 'state', 'reason'])
      .where('app_id', '=', appId)
      .where('at', '>=', from)
      .where('at', '<=', to)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limits.check.eventsPerApp)
      .execute();
    return rows.map((row) => ({ at: row.at, state: row.state, reason: reasonFrom(row) }));
  },
  /** Keeps the newest of each app, and none that is too old. */
  trimEvents: async (now: number): Promise<void> => {
    await query
      .deleteFrom('check_events')
      .where('at', '<', now - limits.check.keepMs)
      .execute();
    const many = await query
      .selectFrom('check_events')
      .select(['app_id'])
      .groupBy('app_id')
      .having((is) => is.fn.countAll(), '>', limits.check.eventsPerApp)
      .execute();
    for (const { app_id } of many) await trimOf(query, app_id);
  },
  /** Apps of which anything is kept. */
  apps: async (): Promise<string[]> => {
    const rows = await query
      .selectFrom('check_status')
      .select('app_id')
      .union(query.selectFrom('check_history').select('app_id'))
      .execute();
    return rows.map(({ app_id }) => app_id);
  },
});
export type StatusStore = ReturnType<typeof createStatusStore>;

const trimOf = async (query: Kysely<Tables>, appId: string): Promise<void> => {
  const oldest = await query
    .selectFrom('check_events')
    .select('id')
    .where('app_id', '=', appId)
    .orderBy('id', 'desc')
    .offset(limits.check.eventsPerApp)
    .limit(1)
    .executeTakeFirst();
  if (!oldest) return;
  await query.deleteFrom('check_events').where('app_id', '=', appId).where('id', '<=', oldest.id).execute();
};

const reasonFrom = ({ reason }: Pick<CheckStatusTable | CheckEventsTable, 'reason'>): CheckReason | null =>
  reason === null ? null : (JSON.parse(reason) as CheckReason);

const fromRow = (row: CheckStatusTable): Condition => ({
  ...unseen,
  state: row.state,
  since: row.since,
  checkedAt: row.checked_at,
  latencyMs: row.latency_ms,
  reason: reasonFrom(row),
  isFresh: row.state === 'unknown',
});

const toRow = (appId: string, { state, since, checkedAt, latencyMs, reason }: Condition): CheckStatusTable => ({
  app_id: appId,
  state,
  since,
  checked_at: checkedAt,
  latency_ms: latencyMs,
  reason: reason && JSON.stringify(reason),
});
