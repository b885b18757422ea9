import type { Undo } from '@amud/protocol/clock.ts';

export type Patch = { [key: string]: unknown };

/**
 * The JSON merge patch (RFC 7396) from one value to the next: only what changed, `null` for what went. Lists are
 * replaced whole. @returns undefined when nothing changed.
 */
export const diff = (from: object, to: object): Patch | undefined => {
  const before = from as Patch;
  const after = to as Patch;
  const patch: Patch = {};
  let changed = false;
  const put = (key: string, value: unknown): void => {
    changed = true;
    patch[key] = value;
  };
  for (const key of Object.keys(before)) if (before[key] !== undefined && after[key] === undefined) put(key, null);
  for (const key of Object.keys(after)) {
    const change = diffValue(before[key], after[key]);
    if (change !== undefined) put(key, change);
  }
  return changed ? patch : undefined;
};

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const diffValue = (before: unknown, after: unknown): unknown => {
  if (before === after || after === undefined) return undefined;
  if (isRecord(before) && isRecord(after)) return diff(before, after);
  if (Array.isArray(before) && Array.isArray(after) && JSON.stringify(before) === JSON.stringify(after))
    return undefined;
  return after;
};

/** For callers that keep several undos. */
export const undoAll = (undos: Undo[]): void => {
  for (const undo of undos.splice(0)) undo();
};
