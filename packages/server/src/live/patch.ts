import type { Undo } from '@amud/protocol/clock.ts';

export type Patch = { [key: string]: unknown };

/** What a delta says: the merge patch, and the paths of what is null now, which such a patch can't say. */
export type Change = { patch: Patch; nulls?: string[][] };

/**
 * The JSON merge patch (RFC 7396) from one value to the next: only what changed, `null` for what went. Lists are
 * replaced whole. @returns undefined when nothing changed.
 */
export const diff = (from: object, to: object): Change | undefined => {
  const nulls: string[][] = [];
  const patch = diffFields(from as Patch, to as Patch, [], nulls);
  if (nulls.length > 0) return { patch: patch ?? {}, nulls };
  return patch && { patch };
};

const diffFields = (before: Patch, after: Patch, path: string[], nulls: string[][]): Patch | undefined => {
  const patch: Patch = {};
  let changed = false;
  const put = (key: string, value: unknown): void => {
    changed = true;
    patch[key] = value;
  };
  for (const key of Object.keys(before)) if (before[key] !== undefined && after[key] === undefined) put(key, null);
  for (const key of Object.keys(after)) {
    if (before[key] === after[key]) continue;
    const change = diffValue(before[key], after[key], [...path, key], nulls);
    if (change !== undefined) put(key, change);
  }
  return changed ? patch : undefined;
};

const isRecord = (value: unknown): value is Patch =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const diffValue = (before: unknown, after: unknown, path: string[], nulls: string[][]): unknown => {
  if (after === undefined) return undefined;
  if (after === null) return void nulls.push(path);
  if (isRecord(after)) {
    if (isRecord(before)) return diffFields(before, after, path, nulls);
    collectNulls(after, path, nulls);
    return after;
  }
  if (Array.isArray(before) && Array.isArray(after) && JSON.stringify(before) === JSON.stringify(after))
    return undefined;
  return after;
};

/** In a record that is new as a whole: a merge patch would leave its nulls out. */
const collectNulls = (value: Patch, path: string[], nulls: string[][]): void => {
  for (const [key, inner] of Object.entries(value)) {
    if (inner === null) nulls.push([...path, key]);
    else if (isRecord(inner)) collectNulls(inner, [...path, key], nulls);
  }
};

/** For callers that keep several undos. */
export const undoAll = (undos: Undo[]): void => {
  for (const undo of undos.splice(0)) undo();
};
