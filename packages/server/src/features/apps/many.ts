import type { AppInput, AppsChange } from '@amud/protocol/apps.ts';
import type { AuditDetail } from '../../store/audit-log.ts';
import type { KnownApp } from './apps.ts';

/** An app after a change of many; the same one where there is nothing to change. */
export const changedBy = (app: KnownApp, change: AppsChange, now: number): KnownApp => {
  const isThere = app.removedAt === null;
  if (change.removed === isThere) return { ...app, revision: app.revision + 1, removedAt: change.removed ? now : null };
  if (change.removed !== undefined || !isThere) return app;
  const input = { ...app.input, tags: tagsAfter(app.input.tags, change), check: checkAfter(app.input.check, change) };
  const isSame = JSON.stringify(input) === JSON.stringify(app.input);
  return isSame ? app : { ...app, revision: app.revision + 1, input };
};

const MOST_TAGS = 20;

/** A tag is the same in any case. */
const tagsAfter = (tags: readonly string[], { addTags, removeTags }: AppsChange): string[] => {
  const plain = (text: string): string => text.toLowerCase();
  const gone = new Set(removeTags.map(plain));
  const kept = tags.filter((tag) => !gone.has(plain(tag)));
  const known = new Set(kept.map(plain));
  return [...kept, ...addTags.filter((tag) => !known.has(plain(tag)))].slice(0, Math.max(MOST_TAGS, kept.length));
};

const checkAfter = (check: AppInput['check'], { paused, intervalSeconds }: AppsChange): AppInput['check'] =>
  check && {
    ...check,
    ...(paused === undefined ? {} : { paused }),
    ...(intervalSeconds === undefined ? {} : { intervalSeconds }),
  };

/** A log entry names so many. */
const NAMED = 10;

/** For the audit log. */
export const toldOf = (change: AppsChange, changed: readonly KnownApp[]): AuditDetail => {
  const { paused = null, intervalSeconds = null, removed = null } = change;
  const told = {
    paused,
    intervalSeconds,
    removed,
    addTags: change.addTags.join(', ') || null,
    removeTags: change.removeTags.join(', ') || null,
  };
  const names = changed.slice(0, NAMED).map(({ input }) => input.name);
  const said = Object.entries(told).filter(([, value]) => value !== null);
  return { ...Object.fromEntries(said), count: changed.length, names: names.join(', ') };
};
