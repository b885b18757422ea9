type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keys are names from hosts (mounts, disks): one that reaches the prototype of all objects is left out. */
const ownEntries = (fields: Fields) => Object.entries(fields).filter(([key]) => key !== '__proto__');

/**
 * RFC 7396, in place: what the patch does not name keeps its identity, so that only what changed is drawn again.
 * A list is replaced as a whole by the standard; here its rows become the new ones one by one, for the same reason.
 * `nulls` are the paths of what is null then: in the patch itself null means gone.
 */
export const mergePatch = (target: Fields, patch: unknown, nulls: readonly string[][] = []): void => {
  mergeFields(target, patch);
  for (const path of nulls) setNull(target, path);
};

const setNull = (target: Fields, [key = '', ...rest]: readonly string[]): void => {
  if (key === '__proto__') return;
  if (rest.length === 0) target[key] = null;
  else if (Object.hasOwn(target, key) && isFields(target[key])) setNull(target[key], rest);
};

const mergeFields = (target: Fields, patch: unknown): void => {
  if (!isFields(patch)) return;
  for (const [key, value] of ownEntries(patch)) {
    if (value === null) delete target[key];
    else if (isFields(value)) mergeField(target, key, value);
    else become(target, key, value);
  }
};

const mergeField = (target: Fields, key: string, patch: Fields): void => {
  const old = target[key];
  if (isFields(old)) return mergeFields(old, patch);
  const made: Fields = {};
  mergeFields(made, patch);
  target[key] = made;
};

/** Makes `target` deeply equal to `next`, keeping every part that already is. */
export const replaceFields = (target: Fields, next: Fields): void => {
  for (const key of Object.keys(target)) if (!Object.hasOwn(next, key)) delete target[key];
  for (const [key, value] of ownEntries(next)) become(target, key, value);
};

const become = (target: Fields, key: string, next: unknown): void => {
  const old = target[key];
  if (Object.is(old, next)) return;
  if (isFields(old) && isFields(next)) return replaceFields(old, next);
  if (Array.isArray(old) && Array.isArray(next)) return replaceList(old, next);
  target[key] = next;
};

const replaceList = (target: unknown[], next: readonly unknown[]): void => {
  if (target.length > next.length) target.length = next.length;
  next.forEach((value, index) => {
    const old = target[index];
    if (isFields(old) && isFields(value)) replaceFields(old, value);
    else if (!Object.is(old, value)) target[index] = value;
  });
};
