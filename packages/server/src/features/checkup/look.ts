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
    ...settings,
    ...seen,
    unready: unready.map(({ username }) => username),
    keyIsOpenToOthers: isOpenToOthers(keyPathOf(databasePath)),
    databaseIsOpenToOthers: isOpenToOthers(databasePath, 0o007),
    keyChangedAt: key?.changed_at ?? null,
    now,
  };
};
