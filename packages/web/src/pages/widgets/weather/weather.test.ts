import { expect, test } from 'vitest';
import { regionOf } from '../../../parts/locale.ts';
import { conditionOf } from './conditions.ts';
import { skies } from './outlines.ts';
import { speedUnitOf, temperatureUnitOf } from './units.ts';

test('every code of the WMO has words and a picture, by day and by night', () => {
  for (let code = 0; code <= 99; code += 1)
    for (const isDay of [true, false]) {
      const { words, sky } = conditionOf(code, isDay);
      expect([code, words().length > 2, sky in skies]).toEqual([code, true, true]);
    }
  expect(conditionOf(0, true).sky).toBe('sun');
  expect(conditionOf(0, false).sky).toBe('moon');
  expect(conditionOf(64, true).words()).toBe(conditionOf(63, true).words());
});

test('units are those of the country, not of the language', () => {
  expect([temperatureUnitOf('US'), temperatureUnitOf('GB'), temperatureUnitOf(undefined)]).toEqual([
    'fahrenheit',
    'celsius',
    'celsius',
  ]);
  expect([speedUnitOf('US'), speedUnitOf('GB'), speedUnitOf('DE'), speedUnitOf('NO')]).toEqual([
    'mile-per-hour',
    'mile-per-hour',
    'kilometer-per-hour',
    'meter-per-second',
  ]);
  expect(regionOf(['en', 'de-AT', 'en-US'])).toBe('AT');
  expect(regionOf(['en'])).toBeUndefined();
});
