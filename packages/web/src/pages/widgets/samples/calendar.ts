import type { CalendarEvent, CalendarOutput } from '@amud/protocol/calendar.ts';
import { addDays, dayOf } from '../calendar/days.ts';

const HOUR_MS = 3_600_000;

/** A few things to do, to show what the widget looks like. Their names are signs, since they are in every language. */
export const sampleCalendar = (now: Date): CalendarOutput => {
  const today = dayOf(now);
  const midnight = new Date(`${today}T00:00`).getTime();
  const timed = (source: number, title: string, day: number, hour: number, hours: number): CalendarEvent => ({
    kind: 'time',
    source,
    title,
    place: '',
    startAt: midnight + (day * 24 + hour) * HOUR_MS,
    endAt: midnight + (day * 24 + hour + hours) * HOUR_MS,
  });
  const source = (color: string) => ({ name: '', color, at: now.getTime(), fault: null });
  return {
    sources: [source('1'), source('2'), source('7')],
    events: [
      { kind: 'day', source: 2, title: '♻️ 🗑️', place: '', first: today, last: today },
      timed(0, '☕ Anna', 0, 16, 1),
      timed(1, '🏊', 1, 18, 2),
      timed(0, '🎬', 3, 20, 2),
      { kind: 'day', source: 1, title: '🎂 Ben', place: '', first: addDays(today, 5), last: addDays(today, 5) },
    ],
    isCut: false,
  };
};
