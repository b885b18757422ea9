import { check } from '@amud/protocol/checks.ts';
import { parseJsonPath } from '@amud/protocol/json-path.ts';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { statusCodesOf } from './status-codes.ts';
import { textOf, valueAt } from './value-at.ts';

const accepts = (settings: object): boolean => v.safeParse(check, { kind: 'http', ...settings }).success;

describe('a JSON path', () => {
  const name = fc.stringMatching(/^[a-z_-][a-z0-9_-]{0,8}$/);
  const anyName = fc.string({ maxLength: 12 });
  const step = fc.oneof(name, fc.nat({ max: 999 }), anyName);
  const write = (steps: (string | number)[]): string =>
    steps
      .map((one, index) => {
        if (typeof one === 'number') return `[${one}]`;
        if (/^[a-z_-][a-z0-9_-]*$/.test(one)) return index === 0 ? one : `.${one}`;
        return `["${one.replace(/["\\]/g, '\\$&')}"]`;
      })
      .join('');
  const isPlain = (steps: (string | number)[]) => steps.every((one) => !/\p{Cc}|\s/u.test(String(one)));

  it('that is well written is read as it was meant, with or without the sign for the whole', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }).filter(isPlain), (steps) => {
        const path = write(steps);
        const whole = `$${path === '' || path.startsWith('[') ? '' : '.'}${path}`;
        for (const text of [path, whole]) {
          expect(parseJsonPath(text)).toEqual(steps);
          if (text.length <= 200) expect(accepts({ jsonPath: text })).toBe(true);
        }
      }),
    );
  });

  it('that is cut off or torn is refused', () => {
    for (const text of ['a.', 'a..b', '$.', '$..a', 'a[', 'a[x]', 'a[-1]', 'a["b', "a['b']", '[0]a', '["a"]b', 'a b'])
      expect([text, parseJsonPath(text), accepts({ jsonPath: text })]).toEqual([text, undefined, false]);
  });

  it('of any text ends', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => void parseJsonPath(text)));
    expect(parseJsonPath('a.'.repeat(100))).toBeUndefined();
  });

  it('finds only what the document has', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.array(fc.oneof(name, fc.nat({ max: 3 }), anyName), { maxLength: 4 }),
        (value, steps) => {
          const document = JSON.parse(JSON.stringify(value));
          const found = valueAt(document, steps);
          if (found !== undefined) expect(typeof textOf(found)).toBe('string');
          expect(valueAt(document, [])).toBe(document);
        },
      ),
    );
    for (const step of ['__proto__', 'constructor', 'toString', 'length'])
      for (const document of [{}, [1], 'text', 1, null]) expect(valueAt(document, [step])).toBeUndefined();
  });
});

describe('a list of status codes', () => {
  it('has the codes that it says, and no other', () => {
    const code = fc.integer({ min: 100, max: 599 });
    const range = fc.tuple(code, fc.option(code));
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 5 }), code, (ranges, asked) => {
        const text = ranges.map(([first, last]) => (last === null ? `${first}` : `${first}-${last}`)).join(', ');
        expect(accepts({ expectedStatus: text })).toBe(true);
        const has = ranges.some(([a, b]) => asked >= Math.min(a, b ?? a) && asked <= Math.max(a, b ?? a));
        expect(statusCodesOf(text).has(asked)).toBe(has);
        expect(statusCodesOf(text).names(asked)).toBe(ranges.some(([a, b]) => b === null && a === asked));
      }),
    );
  });
});
