import { createRoot } from 'solid-js';
import { createStore, produce, unwrap } from 'solid-js/store';
import { describe, expect, test } from 'vitest';
import { mergePatch, replaceFields } from './merge-patch.ts';

// RFC 7396, appendix A, those whose target and result are objects.
const examples: [target: object, patch: object, result: object][] = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

describe('mergePatch', () => {
  test.each(examples)('%j with %j is %j', (target, patch, result) => {
    const merged = structuredClone(target) as Record<string, unknown>;
    mergePatch(merged, patch);
    expect(merged).toEqual(result);
  });

  test('sets what is null then, and nothing of the prototype', () => {
    const target: Record<string, unknown> = { a: 1, b: { c: 2 } };
    mergePatch(target, { e: { f: null } }, [['a'], ['b', 'c'], ['e', 'f'], ['x', 'y'], ['__proto__', 'z']]);
    expect(target).toEqual({ a: null, b: { c: null }, e: { f: null } });
    expect('z' in {}).toBe(false);
  });

  test('keeps what the patch does not name', () => {
    const disk = { usedBytes: 1 };
    const target: Record<string, unknown> = { disk, cpu: { busyPercent: 1 } };
    mergePatch(target, { cpu: { busyPercent: 2 } });
    expect(target['disk']).toBe(disk);
  });

  test('replaces the rows of a list one by one', () => {
    const first = { pid: 1, cpuPercent: 3 };
    const target: Record<string, unknown> = { processes: [first, { pid: 2, cpuPercent: 1 }, { pid: 3 }] };
    mergePatch(target, { processes: [{ pid: 1, cpuPercent: 4 }, { pid: 5 }] });
    expect(target).toEqual({ processes: [{ pid: 1, cpuPercent: 4 }, { pid: 5 }] });
    expect((target['processes'] as object[])[0]).toBe(first);
  });

  test('a name from a host never reaches the prototype of all objects', () => {
    mergePatch(
      { fileSystems: {} },
      JSON.parse('{"fileSystems":{"__proto__":{"polluted":1}},"__proto__":{"polluted":1}}'),
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('works inside a store', () => {
    createRoot((dispose) => {
      const [data, setData] = createStore({ node: { state: 'online', reason: 'none' as string | undefined } });
      const node = unwrap(data).node;
      setData(produce((draft) => mergePatch(draft, { node: { state: 'offline', reason: null } })));
      expect(data.node).toEqual({ state: 'offline' });
      expect(unwrap(data).node).toBe(node);
      dispose();
    });
  });
});

test('replaceFields drops what is gone and keeps what is equal', () => {
  const kept = { at: 1 };
  const target: Record<string, unknown> = { kept, gone: 1 };
  replaceFields(target, { kept: { at: 1 }, came: 2 });
  expect(target).toEqual({ kept: { at: 1 }, came: 2 });
  expect(target['kept']).toBe(kept);
});
