import { expect, test } from 'vitest';
import { patched } from './patched.ts';

const before = () => ({ name: 'Home', undo: null as string | null, content: { sections: [1, 2], icon: 'a' }, old: 1 });

test('a patch makes a new whole, and leaves the old one and what did not change as they were', () => {
  const old = before();
  const next = patched(old, { name: 'Start', old: null, content: { sections: [3] } });
  expect(next).toEqual({ name: 'Start', undo: null, content: { sections: [3], icon: 'a' } });
  expect(old).toEqual(before());
  expect(patched(old, { name: 'Start' }).content).toBe(old.content);
});

test('what is null now is said beside the patch', () => {
  expect(patched(before(), { content: { icon: 'b' } }, [['name'], ['content', 'icon']])).toEqual({
    ...before(),
    name: null,
    content: { sections: [1, 2], icon: null },
  });
});

test('a name that reaches the prototype is left out', () => {
  const patch = JSON.parse('{"__proto__":{"polluted":1},"name":"Home"}') as unknown;
  expect(Object.getPrototypeOf(patched({}, patch))).toBe(Object.prototype);
  expect(patched({}, patch)).toEqual({ name: 'Home' });
});
