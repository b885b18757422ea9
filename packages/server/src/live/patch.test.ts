import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Change, diff, type Patch } from './patch.ts';

/** RFC 7396, section 2, as the browser does it. */
const merge = (target: unknown, patch: unknown): unknown => {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const result =
    typeof target === 'object' && target !== null && !Array.isArray(target) ? { ...(target as Patch) } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merge(result[key], value);
  }
  return result;
};
const setNull = (target: unknown, [key = '', ...rest]: string[]): unknown => ({
  ...(target as Patch),
  [key]: rest.length === 0 ? null : setNull((target as Patch)[key], rest),
});
const apply = (target: unknown, { patch, nulls = [] }: Change): unknown => nulls.reduce(setNull, merge(target, patch));

const key = fc.constantFrom('a', 'b', 'c', 'disks', 'sda');
const { tree } = fc.letrec<{ tree: Record<string, unknown> }>((tie) => ({
  tree: fc.dictionary(
    key,
    fc.oneof(
      { depthSize: 'small' },
      fc.integer(),
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.oneof(fc.integer(), fc.constant(null)), { maxLength: 3 }),
      tie('tree'),
    ),
    { noNullPrototype: true },
  ),
}));

it('patches one value into the next, over the wire', () => {
  fc.assert(
    fc.property(tree, tree, (before, after) => {
      const change = diff(before, after);
      const received = change && JSON.parse(JSON.stringify(change));
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
  expect(diff({ a: 1, b: { c: 1, d: 2 } }, { a: 1, b: { c: 1, d: 3 } })).toEqual({ patch: { b: { d: 3 } } });
});

it('tells null from gone', () => {
  expect(diff({ a: 1, b: 2, c: { d: 3 } }, { a: null, c: { d: null }, e: { f: null } })).toEqual({
    patch: { b: null, e: { f: null } },
    nulls: [['a'], ['c', 'd'], ['e', 'f']],
  });
});
