import type { BackupRun } from '@amud/protocol/backup.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { Kysely } from 'kysely';
import type { Tables } from '../../store/tables.ts';

/** What backups were tried, the newest first. */
export const readRuns = (query: Kysely<Tables>): Promise<BackupRun[]> =>
  query
    .selectFrom('backup_runs')
    .select(['at', 'origin', 'failure'])
    .orderBy('id', 'desc')
    .limit(limits.backup.runs)
    .execute();

export const writeRun = (query: Kysely<Tables>, run: BackupRun): Promise<void> =>
  query.transaction().execute(async (transaction) => {
    await transaction.insertInto('backup_runs').values(run).execute();
    const oldest = await transaction
      .selectFrom('backup_runs')
      .select('id')
      .orderBy('id', 'desc')
      .offset(limits.backup.runs)
      .limit(1)
      .executeTakeFirst();
    if (oldest) await transaction.deleteFrom('backup_runs').where('id', '<=', oldest.id).execute();
  });

/** How much there is to lose. */
export const readWeight = async (query: Kysely<Tables>): Promise<{ since: number; apps: number }> => {
  const { since } = await query
    .selectFrom('users')
    .select((e) => e.fn.min('created_at').as('since'))
    .executeTakeFirstOrThrow();
  const { apps } = await query
    .selectFrom('apps')
    .select((e) => e.fn.countAll<number>().as('apps'))
    .executeTakeFirstOrThrow();
  return { since: Number(since ?? 0), apps: Number(apps) };
};
