import type { AuditFilter, Role } from '@amud/protocol/http.ts';
import type { Http } from '../link/http.ts';

export type { Account, AuditEntry, AuditFilter, AuditVerdict, CheckupLine, Role } from '@amud/protocol/http.ts';
export type { Answer, Refusal } from '../link/http.ts';

/** What admins ask and do under Settings. */
export const createAdmin = (http: Http) => {
  const of = (id: number) => `/api/users/${id}`;
  return {
    accounts: {
      list: () => http.call('GET', '/api/users', 'accountsOutput'),
      create: (username: string, role: Role) => http.call('POST', '/api/users', 'newAccountOutput', { username, role }),
      change: (id: number, change: { role?: Role; disabled?: boolean }) => http.call('PATCH', of(id), 'done', change),
      remove: (id: number) => http.call('DELETE', of(id), 'done'),
      endSessions: (id: number) => http.call('DELETE', `${of(id)}/sessions`, 'done'),
      resetPassword: (id: number) => http.call('POST', `${of(id)}/reset-password`, 'oneTimePasswordOutput'),
    },
    audit: {
      list: (filter: AuditFilter, before: number | null) =>
        http.call('GET', `/api/audit?${auditQueryText(filter, before === null ? {} : { before })}`, 'auditOutput'),
      verify: () => http.call('GET', '/api/audit/verify', 'auditVerdict'),
      exportPath: (filter: AuditFilter, format: 'csv' | 'json') =>
        `/api/audit/export?${auditQueryText(filter, { format })}`,
    },
    removeNode: (id: string) => http.call('DELETE', `/api/nodes/${encodeURIComponent(id)}`, 'done'),
    checkup: () => http.call('GET', '/api/checkup', 'checkupOutput'),
  };
};

const auditQueryText = (filter: AuditFilter, more: Record<string, string | number>): string =>
  new URLSearchParams(
    Object.entries({ ...filter, ...more }).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    ),
  ).toString();
