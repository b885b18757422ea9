import type { Kysely, Transaction } from 'kysely';
import type { AppsTable, Tables } from '../../store/tables.ts';

type Query = Kysely<Tables> | Transaction<Tables>;

export const allApps = (query: Query) => query.selectFrom('apps').selectAll().execute();

export const insertApp = (query: Query, row: AppsTable) => query.insertInto('apps').values(row).execute();

export const updateApp = (query: Query, { id, ...change }: AppsTable) =>
  query.updateTable('apps').set(change).where('id', '=', id).execute();

export const deleteApp = (query: Query, id: string) => query.deleteFrom('apps').where('id', '=', id).execute();
