import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampText, perSecond, toPercent } from './numbers.ts';

const anyNumber = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(2 ** 32, 2 ** 53, 2 ** 64));

describe('rates', () => {
  it('are per second', () => {
    expect(perSecond(1_500, 500, 2_000)).toBe(500);
    expect(perSecond(500, 500, 2_000)).toBe(0);
  });

  it('are nothing after a reset or a wrap, or without time between', () => {
    expect(perSecond(3, 2 ** 32 - 5, 1_000)).toBeUndefined();
    expect(perSecond(5, 3, 0)).toBeUndefined();
    expect(perSecond(5, 3, -1_000)).toBeUndefined();
  });

  it('are never negative, endless or no number', () => {
    fc.assert(
      fc.property(anyNumber, fc.nat(), fc.integer({ min: -1_000, max: 10_000_000 }), (now, before, elapsedMs) => {
        const rate = perSecond(now, before, elapsedMs) ?? 0;
        expect(rate).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(rate)).toBe(true);
      }),
    );
  });
});

describe('shares', () => {
  it('are from 0 to 100 whatever is put in', () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, (part, whole) => {
        const share = toPercent(part, whole);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe('texts', () => {
  it('are never longer than their bound', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 20 }), (text, most) => clampText(text, most).length <= most),
    );
  });
});
