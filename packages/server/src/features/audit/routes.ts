import type { Clock } from '@amud/protocol/clock.ts';
import { auditExportQuery, auditOutput, auditQuery, auditVerdict } from '@amud/protocol/http.ts';
import type { Kysely } from 'kysely';
import { type AnyRoute, route } from '../../http/route.ts';
import { verifyAudit } from '../../store/audit-log.ts';
import type { Tables } from '../../store/tables.ts';
import { exportEntries } from './export.ts';
import { findEntries, knownActions, toEntry } from './queries.ts';

export type AuditParts = { query: Kysely<Tables>; clock: Clock };

/** Settings → Audit log. */
export const auditRoutes = (parts: AuditParts): AnyRoute[] => [
  listRoute(parts),
  exportRoute(parts),
  verifyRoute(parts),
];

const PAGE_ENTRIES = 50;

const listRoute = ({ query }: AuditParts) =>
  route({
    method: 'GET',
    path: '/api/audit',
    summary: 'Entries of the audit log, the newest first.',
    access: 'admin',
    query: auditQuery,
    output: auditOutput,
    handle: async ({ query: { before, limit = PAGE_ENTRIES, ...filter } }) => {
      const rows = await findEntries(query, filter, { before, limit: limit + 1 });
      const entries = rows.slice(0, limit).map(toEntry);
      const next = rows.length > limit ? (entries.at(-1)?.id ?? null) : null;
      return { entries, next, actions: await knownActions(query) };
    },
  });

const exportRoute = ({ query, clock }: AuditParts) =>
  route({
    method: 'GET',
    path: '/api/audit/export',
    summary: 'The audit log, or the part that matches, as a file.',
    access: 'admin',
    audit: 'audit.export',
    query: auditExportQuery,
    respond: async ({ query: { format, ...filter }, note }) => {
      note({ detail: { format } });
      const day = new Date(clock.now()).toISOString().slice(0, 10);
      return new Response(exportEntries(query, filter, format), {
        headers: {
          'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/json',
          'Content-Disposition': `attachment; filename="amud-audit-${day}.${format}"`,
          'Cache-Control': 'no-store',
        },
      });
    },
  });

const verifyRoute = ({ query }: AuditParts) =>
  route({
    method: 'GET',
    path: '/api/audit/verify',
    summary: 'Whether every entry is as it was written, and none is missing.',
    access: 'admin',
    output: auditVerdict,
    handle: () => verifyAudit(query),
  });
