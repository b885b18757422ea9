import { presetOf, type SettingValues } from '@amud/protocol/settings.ts';
import { expect, test } from 'vitest';
import { readChosenFrom } from '../state/chosen.ts';
import {
  ago,
  bitRate,
  bytes,
  celsius,
  duration,
  frequency,
  load,
  minuteTime,
  networkRate,
  percent,
  round,
  share,
  text,
} from './format.ts';

const GIB = 1024 ** 3;

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 KiB'],
  [1023 * 1024, '1.0 MiB'],
  [1.55 * GIB, '1.6 GiB'],
  [99.94 * GIB, '99.9 GiB'],
  [99.96 * GIB, '100 GiB'],
  [14.5 * 1024 * GIB, '14.5 TiB'],
])('%d bytes are %s', (value, shown) => expect(text(bytes(value))).toBe(shown));

test.each([
  [0, '0 bit/s'],
  [125, '1.0 kbit/s'],
  [12_500_000, '100 Mbit/s'],
  [312_500_000, '2.5 Gbit/s'],
])('%d bytes a second are %s', (value, shown) => expect(text(bitRate(value))).toBe(shown));

test.each([
  [0, '0 %'],
  [0.04, '0.0 %'],
  [9.94, '9.9 %'],
  [9.96, '10 %'],
  [99.6, '100 %'],
])('%d percent are %s', (value, shown) => expect(text(percent(value))).toBe(shown));

test('a number never has more than four characters', () => {
  for (let exponent = 0; exponent < 55; exponent += 0.37) expect(bytes(2 ** exponent).number.length).toBeLessThan(5);
});

test('the unit is said once where it is the same', () => {
  expect(share(9.8 * GIB, 16 * GIB)).toBe('9.8 of 16.0 GiB');
  expect(share(0.5 * GIB, 2 * GIB)).toBe('512 MiB of 2.0 GiB');
});

test.each([
  [0, '0 s'],
  [59.9, '59 s'],
  [60, '1 min'],
  [119, '1 min'],
  [3_600, '1 h'],
  [3_720, '1 h 2 min'],
  [86_400 * 41 + 3 * 3_600 + 5, '41 d 3 h'],
])('%d seconds are %s', (seconds, shown) => expect(duration(seconds)).toBe(shown));

test.each([
  [-5, 'just now'],
  [2, 'just now'],
  [12, '12 s ago'],
  [3_599, '59 min ago'],
  [90_000, '1 d ago'],
])('%d seconds before now is %s', (seconds, shown) => expect(ago(1e12 - seconds * 1_000, 1e12)).toBe(shown));

test('the rest', () => {
  expect(text(frequency(800))).toBe('800 MHz');
  expect(text(frequency(3_401))).toBe('3.40 GHz');
  expect(text(load(0.5))).toBe('0.50');
  expect(round(bytes(2 * GIB))).toBe('2 GiB');
  expect(round(bytes(2.5 * GIB))).toBe('2.5 GiB');
});

const withChosen = (values: Partial<SettingValues>, test: () => void) => {
  readChosenFrom(((key) => (key in values ? values[key] : presetOf(key))) as typeof presetOf);
  test();
  readChosenFrom(presetOf);
};

test('what a person chose is how it is written', () => {
  withChosen({ sizes: 'decimal', rates: 'bytes', temperature: 'fahrenheit' }, () => {
    expect([bytes(16 * GIB), networkRate(12_500_000), celsius(40)].map(text)).toEqual([
      '17.2 GB',
      '12.5 MB/s',
      '104 °F',
    ]);
  });
  expect([bytes(16 * GIB), networkRate(12_500_000), celsius(40)].map(text)).toEqual([
    '16.0 GiB',
    '100 Mbit/s',
    '40 °C',
  ]);
});

test('hours are of 12 or 24, at once when somebody chooses', () => {
  const noon = new Date(2026, 10, 28, 15, 5).getTime();
  withChosen({ hours: '24' }, () => expect(minuteTime(noon)).toBe('15:05'));
  withChosen({ hours: '12' }, () => expect(minuteTime(noon)).toMatch(/^0?3:05\s?pm$/i));
  withChosen({ hours: '24' }, () => expect(minuteTime(noon)).toBe('15:05'));
});
