/** What is at the path, or undefined: only what the document itself has. */
export const valueAt = (document: unknown, steps: readonly (string | number)[]): unknown => {
  let value = document;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    // An array has a length of its own, which no document wrote.
    if (step === 'length' && Array.isArray(value)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
};

/** As a person would write it: text without quotes, all else as JSON. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
