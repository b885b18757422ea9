import type { Clock } from '@amud/protocol/clock.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { Kysely } from 'kysely';
import type { Recorder } from '../../http/route.ts';
import type { Tables } from '../../store/tables.ts';

/** What people do not want to be asked about again. */
export type Ignored = {
  keys(): Promise<ReadonlySet<string>>;
  set(keys: readonly string[], ignored: boolean, record: Recorder): Promise<void>;
};

export const createIgnored = ({ query, clock }: { query: Kysely<Tables>; clock: Clock }): Ignored => ({
  keys: async () => {
    const rows = await query.selectFrom('discovery_ignored').select('key').execute();
    return new Set(rows.map(({ key }) => key));
  },
  set: (keys, ignored, record) =>
    query.transaction().execute(async (transaction) => {
      if (ignored) {
        const rows = [...new Set(keys)].map((key) => ({ key, at: clock.now() }));
        await transaction
          .insertInto('discovery_ignored')
          .values(rows)
          .onConflict((conflict) => conflict.column('key').doNothing())
          .execute();
        await transaction
          .deleteFrom('discovery_ignored')
          .where('key', 'not in', (kept) =>
            kept.selectFrom('discovery_ignored').select('key').orderBy('at', 'desc').limit(limits.discovery.ignored),
          )
          .execute();
      } else await transaction.deleteFrom('discovery_ignored').where('key', 'in', keys).execute();
      await record(transaction, { detail: { count: keys.length, ignored } });
    }),
});
