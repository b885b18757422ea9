import type { Kysely } from 'kysely';
import type { NodesTable, Tables } from '../../store/tables.ts';

type Query = Kysely<Tables>;

export const allNodes = (query: Query) => query.selectFrom('nodes').selectAll().orderBy('name').execute();

export const upsertNode = (query: Query, node: NodesTable) =>
  query
    .insertInto('nodes')
    .values(node)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({
        name: node.name,
        last_seen_at: node.last_seen_at,
        agent_version: node.agent_version,
        platform: node.platform,
      }),
    )
    .execute();

/** All in one transaction: one write to the disk however many nodes. */
export const touchNodes = (query: Query, seen: { id: string; at: number }[]) =>
  query.transaction().execute(async (transaction) => {
    for (const { id, at } of seen)
      await transaction.updateTable('nodes').set({ last_seen_at: at }).where('id', '=', id).execute();
  });

export const deleteNode = (query: Query, id: string) => query.deleteFrom('nodes').where('id', '=', id).execute();
