import { limits } from '@amud/protocol/limits.ts';
import type { Kysely } from 'kysely';
import { isOpenToOthers, keyPathOf } from '../../store/secrets-key.ts';
import type { Tables } from '../../store/tables.ts';
import type { Installation } from './checkup.ts';

/** What the environment says, as the process that serves and `amud doctor` both know it. */
export type Settings = Pick<Installation, 'bindAddress' | 'publicUrl' | 'secureCookies' | 'trustedProxies'> & {
  databasePath: string;
  keyIsInEnvironment: boolean;
};

/** What was seen of people since the start; `amud doctor` has seen nobody. */
export type Seen = Pick<Installation, 'httpsSeen' | 'publicClient'>;

export const lookAtInstallation = async (
  query: Kysely<Tables>,
  { databasePath, ...settings }: Settings,
  seen: Seen,
  now: number,
): Promise<Installation> => {
  const unready = await query
    .selectFrom('users')
    .select('username')
    .where('must_change_password', '=', 1)
    .where('disabled', '=', 0)
    .orderBy('username')
    .execute();
  const key = await query
    .selectFrom('secrets')
    .select('changed_at')
    .where('field', '=', 'key-check')
    .executeTakeFirst();
  return {
    ...(await lookAtBackups(query)),
    ...settings,
    ...seen,
    unready: unready.map(({ username }) => username),
    keyIsOpenToOthers: isOpenToOthers(keyPathOf(databasePath)),
    databaseIsOpenToOthers: isOpenToOthers(databasePath, 0o007),
    keyChangedAt: key?.changed_at ?? null,
    now,
  };
};

/** What was done against a loss, and how much there is to lose. */
const lookAtBackups = async (
  query: Kysely<Tables>,
): Promise<Pick<Installation, 'since' | 'apps' | 'backupAt' | 'backupFailure'>> => {
  const runs = await query
    .selectFrom('backup_runs')
    .select(['at', 'failure'])
    .orderBy('id', 'desc')
    .limit(limits.backup.runs)
    .execute();
  const { since } = await query
    .selectFrom('users')
    .select((e) => e.fn.min('created_at').as('since'))
    .executeTakeFirstOrThrow();
  const { apps } = await query
    .selectFrom('apps')
    .select((e) => e.fn.countAll<number>().as('apps'))
    .executeTakeFirstOrThrow();
  return {
    since: Number(since),
    apps: Number(apps),
    backupAt: runs.find(({ failure }) => failure === null)?.at ?? null,
    backupFailure: runs[0]?.failure ?? null,
  };
};
