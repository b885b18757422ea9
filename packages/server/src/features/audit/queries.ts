import type { AuditEntry, AuditFilter } from '@amud/protocol/http.ts';
import type { Kysely } from 'kysely';
import type { AuditRow } from '../../store/audit-log.ts';
import type { Tables } from '../../store/tables.ts';

/** Entries that match, the newest first, older than `before`. */
export const findEntries = (
  query: Kysely<Tables>,
  filter: AuditFilter,
  page: { before: number | undefined; limit: number },
): Promise<AuditRow[]> => {
  const { user, action, result, text, from, to } = filter;
  let select = query.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(page.limit);
  if (page.before !== undefined) select = select.where('id', '<', page.before);
  if (user) select = select.where('username', '=', user);
  if (action) select = select.where('action', '=', action);
  if (result) select = select.where('result', '=', result);
  if (from !== undefined) select = select.where('at', '>=', from);
  if (to !== undefined) select = select.where('at', '<=', to);
  if (text) {
    const columns = ['username', 'action', 'target', 'address', 'detail'] as const;
    // instr rather than LIKE: what a person types has no wildcards.
    select = select.where((e) =>
      e.or(columns.map((column) => e(e.fn('instr', [e.fn('lower', [column]), e.val(text.toLowerCase())]), '>', 0))),
    );
  }
  return select.execute();
};

export const knownActions = async (query: Kysely<Tables>): Promise<string[]> =>
  (await query.selectFrom('audit').select('action').distinct().orderBy('action').execute()).map(({ action }) => action);

export const toEntry = (row: AuditRow): AuditEntry => ({
  id: row.id,
  at: row.at,
  userId: row.user_id,
  username: row.username,
  action: row.action,
  target: row.target,
  address: row.address,
  result: row.result,
  detail: parseDetail(row.detail),
  hash: row.hash,
});

/** One that was cut because it was too long, or written by hand, is shown as it is. */
const parseDetail = (text: string): AuditEntry['detail'] => {
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
};
