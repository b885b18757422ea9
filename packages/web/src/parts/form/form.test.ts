import { expect, test } from 'vitest';
import { chooseLocale } from '../locale.ts';
import { coordinatesIn } from './coordinates.ts';

test.each([
  ['52.52, 13.40', [52.52, 13.4]],
  ['52,52 13,40', [52.52, 13.4]],
  ['52.52,13.40', [52.52, 13.4]],
  ['-33.87; 151.21', [-33.87, 151.21]],
  ['33.87 S, 151.21° E', [-33.87, 151.21]],
  ['40.7 N 74 W', [40.7, -74]],
  ['91, 0', undefined],
  ['10, 181', undefined],
  ['10115 Berlin', undefined],
  ['', undefined],
])('coordinates in "%s"', (text, expected) => {
  const found = coordinatesIn(text);
  expect(found && [found.latitude, found.longitude]).toEqual(expected);
});

test('times are written as in the country of the browser, in the language of the page', () => {
  expect(chooseLocale('en', ['de-AT', 'en-GB', 'en'])).toBe('en-GB');
  expect(chooseLocale('de', ['de-AT', 'en-GB'])).toBe('de-AT');
  expect(chooseLocale('fr', ['de-AT', 'en-GB'])).toBe('fr');
});
