type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** RFC 7396 without touching what was there: for what is compared or drawn as a whole. */
export const patched = <T>(target: T, patch: unknown, nulls: readonly (readonly string[])[] = []): T =>
  nulls.reduce<unknown>((all, path) => withNull(all, path), merged(target, patch)) as T;

const merged = (target: unknown, patch: unknown): unknown => {
  if (!isFields(patch)) return patch;
  const made: Fields = isFields(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete made[key];
    else if (key !== '__proto__') made[key] = merged(made[key], value);
  }
  return made;
};

const withNull = (target: unknown, [key, ...rest]: readonly string[]): unknown => {
  if (key === undefined) return null;
  return isFields(target) && key !== '__proto__' ? { ...target, [key]: withNull(target[key], rest) } : target;
};
