import { expect, test } from 'vitest';
import { readDate } from './dates.ts';

const noon = Date.UTC(2026, 10, 25, 12, 30);
const second = noon + 15_000;

test.each([
  // RFC 822 and what is done to it
  ['Wed, 25 Nov 2026 12:30:15 GMT', second],
  ['Wed, 25 Nov 2026 12:30:15 +0000', second],
  ['Wed, 25 Nov 2026 12:30:15 Z', second],
  ['Wed, 25 Nov 2026 13:30:15 +0100', second],
  ['Wed, 25 Nov 2026 13:30:15 +01:00', second],
  ['Wed, 25 Nov 2026 07:30:15 EST', second],
  ['Wed, 25 Nov 2026 04:30:15 PST', second],
  ['Wed, 25 Nov 2026 13:30:15 CET', second],
  ['Wed, 25 Nov 2026 12:30:15 +0000 (UTC)', second],
  ['Wed, 25 Nov 2026 12:30:15 GMT+0000', second],
  ['Wed,25 Nov 2026 12:30:15 GMT', second],
  ['Wednesday, 25 November 2026 12:30:15 GMT', second],
  ['25 Nov 2026 12:30 GMT', noon],
  ['25 Nov 26 12:30 UT', noon],
  ['Wednesday, 25-Nov-26 12:30:15 GMT', second],
  ['Wed,  25  Nov 2026   12:30:15   GMT ', second],
  ['Mi, 25 Nov 2026 13:30:15 +0100', second],
  ['Wed, 25 Nov 2026 12:30:15 XYZ', second],
  ['Wed, 25 Nov 2026', Date.UTC(2026, 10, 25)],
  ['Sun, 1 Mar 2026 00:00:00 GMT', Date.UTC(2026, 2, 1)],
  // RFC 3339, W3CDTF
  ['2026-11-25T12:30:15Z', second],
  ['2026-11-25T12:30:15.250Z', second + 250],
  ['2026-11-25T12:30:15.123456789+00:00', second + 123],
  ['2026-11-25T13:30:15+01:00', second],
  ['2026-11-25T13:30:15+0100', second],
  ['2026-11-25T12:30Z', noon],
  ['2026-11-25T12:30', noon],
  ['2026-11-25 12:30:15', second],
  ['2026-11-25 12:30:15 UTC', second],
  ['2026-11-25 13:30:15 +0100', second],
  ['20261125T123015Z', undefined],
  ['2026-11-25', Date.UTC(2026, 10, 25)],
  ['2026-11', Date.UTC(2026, 10, 1)],
  ['2026', Date.UTC(2026, 0, 1)],
  // what programs and people write
  ['Wed Nov 25 12:30:15 2026', second],
  ['Wed Nov 25 12:30:15 UTC 2026', second],
  ['Nov 25, 2026', Date.UTC(2026, 10, 25)],
  ['November 25th, 2026', Date.UTC(2026, 10, 25)],
  ['November 25, 2026 12:30 pm', noon],
  ['November 25, 2026, 12:30 AM', Date.UTC(2026, 10, 25, 0, 30)],
  ['2026/11/25 12:30:15', second],
  ['25.11.2026 12:30', noon],
  ['25. November 2026', Date.UTC(2026, 10, 25)],
  ['25 février 2026', Date.UTC(2026, 1, 25)],
  ['25 juil. 2026', Date.UTC(2026, 6, 25)],
  ['Mittwoch, 25. März 2026', Date.UTC(2026, 2, 25)],
  [String(second / 1000), second],
  [String(second), second],
  // no moment
  ['', undefined],
  ['yesterday', undefined],
  ['Wed, 31 Feb 2026 12:00:00 GMT', undefined],
  ['2026-13-01', undefined],
  ['0001-01-01T00:00:00Z', undefined],
  ['Thu, 01 Jan 1970 00:00:00 GMT', undefined],
  ['2026-11-25T99:00:00Z', undefined],
])('the date %s', (text, at) => {
  expect(readDate(text)).toBe(at);
});

test('nothing is no date', () => {
  expect(readDate(undefined)).toBeUndefined();
});
