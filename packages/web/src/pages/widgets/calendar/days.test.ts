import type { CalendarEvent } from '@amud/protocol/calendar.ts';
import { expect, test } from 'vitest';
import { addDays, addMonths, dayOf, eventsByDay, firstWeekday, monthCells } from './days.ts';

test('days go on over months, years and changes of the clocks', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  expect([addDays('2026-03-28', 1), addDays('2026-03-29', 1), addDays('2026-10-25', 1)]).toEqual([
    '2026-03-29',
    '2026-03-30',
    '2026-10-26',
  ]);
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2026-01-15', -1)).toBe('2025-12-15');
});

test('a month is six whole weeks, from the day that a week begins with', () => {
  const monday = monthCells('2026-11-25', 1);
  expect([monday.length, monday[0], monday[6], monday.at(-1)]).toEqual([42, '2026-10-26', '2026-11-01', '2026-12-06']);
  expect(monthCells('2026-11-25', 0)[0]).toBe('2026-11-01');
  expect(monthCells('2026-11-25', 6)[0]).toBe('2026-10-31');
  expect([firstWeekday('de'), firstWeekday('en-US'), firstWeekday('ar-EG')]).toEqual([1, 0, 6]);
});

const shared = { source: 0, title: '', place: '' };
const at = (text: string) => new Date(text).getTime();

test('an event is on each of its days, with its times where they are', () => {
  const holiday: CalendarEvent = { kind: 'day', ...shared, first: '2026-11-24', last: '2026-11-26' };
  const night: CalendarEvent = {
    kind: 'time',
    ...shared,
    startAt: at('2026-11-25T22:00'),
    endAt: at('2026-11-26T02:00'),
  };
  const untilMidnight: CalendarEvent = {
    kind: 'time',
    ...shared,
    startAt: at('2026-11-25T20:00'),
    endAt: at('2026-11-26T00:00'),
  };
  const moment: CalendarEvent = {
    kind: 'time',
    ...shared,
    startAt: at('2026-11-26T00:00'),
    endAt: at('2026-11-26T00:00'),
  };
  const found = eventsByDay([night, holiday, untilMidnight, moment], ['2026-11-25', '2026-11-26', '2026-11-27']);
  expect([...found.keys()]).toEqual(['2026-11-25', '2026-11-26']);
  expect(found.get('2026-11-25')?.map(({ event, endAt }) => [event, endAt])).toEqual([
    [holiday, null],
    [untilMidnight, untilMidnight.endAt],
    [night, null],
  ]);
  expect(found.get('2026-11-26')?.map(({ event, startAt }) => [event, startAt])).toEqual([
    [night, null],
    [holiday, null],
    [moment, moment.startAt],
  ]);
  expect(dayOf(new Date(2026, 10, 5))).toBe('2026-11-05');
});
