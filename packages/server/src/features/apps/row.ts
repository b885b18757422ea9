import type { AppsTable } from '../../store/tables.ts';
import type { KnownApp } from './apps.ts';

export const toRow = (app: KnownApp, now: number): AppsTable => ({
  id: app.id,
  revision: app.revision,
  content: JSON.stringify(app.input),
  changed_at: now,
  removed_at: app.removedAt,
});
