import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diff, type Patch } from './patch.ts';

/** RFC 7396, section 2, as the browser does it. */
const apply = (target: unknown, patch: unknown): unknown => {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const result =
    typeof target === 'object' && target !== null && !Array.isArray(target) ? { ...(target as Patch) } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = apply(result[key], value);
  }
  return result;
};

const key = fc.constantFrom('a', 'b', 'c', 'disks', 'sda');
const { tree } = fc.letrec<{ tree: Record<string, unknown> }>((tie) => ({
  tree: fc.dictionary(
    key,
    fc.oneof(
      { depthSize: 'small' },
      fc.integer(),
      fc.string(),
      fc.boolean(),
      fc.array(fc.integer(), { maxLength: 3 }),
      tie('tree'),
    ),
    { noNullPrototype: true },
  ),
}));

it('patches one value into the next, over the wire', () => {
  fc.assert(
    fc.property(tree, tree, (before, after) => {
      const patch = diff(before, after);
      const received = patch && JSON.parse(JSON.stringify(patch));
      expect(received ? apply(before, received) : before).toEqual(after);
    }),
  );
});

it('says nothing of what did not change', () => {
  fc.assert(
    fc.property(tree, (value) => {
      expect(diff(value, structuredClone(value))).toBeUndefined();
    }),
  );
  expect(diff({ a: 1, b: { c: 1, d: 2 } }, { a: 1, b: { c: 1, d: 3 } })).toEqual({ b: { d: 3 } });
});
