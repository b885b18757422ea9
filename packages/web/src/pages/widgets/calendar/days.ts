import type { CalendarEvent } from '@amud/protocol/calendar.ts';

/** Days are texts such as `2026-11-25`, those of the clock on this machine. */
const two = (value: number): string => String(value).padStart(2, '0');

export const dayOf = (at: Date): string =>
  `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;

/** Noon of a day: no change of the clocks makes another day of it. */
export const noonOf = (day: string): Date => new Date(`${day}T12:00`);

export const addDays = (day: string, count: number): string => {
  const at = noonOf(day);
  at.setDate(at.getDate() + count);
  return dayOf(at);
};

/** The same day of another month, or the last of it. */
export const addMonths = (day: string, count: number): string => {
  const at = noonOf(`${day.slice(0, 8)}01`);
  at.setMonth(at.getMonth() + count);
  const last = new Date(at.getFullYear(), at.getMonth() + 1, 0).getDate();
  return `${dayOf(at).slice(0, 8)}${two(Math.min(last, Number(day.slice(8))))}`;
};

export const WEEK = 7;
const WEEKS = 6;
export const CELLS = WEEK * WEEKS;

/** The day of the week that a week begins with: 0 is Sunday. */
export const firstWeekday = (locale: string): number => {
  const found = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return ((found.getWeekInfo?.() ?? found.weekInfo)?.firstDay ?? 1) % WEEK;
};

/** Six whole weeks that the month of a day is in. */
export const monthCells = (day: string, first: number): string[] => {
  const start = `${day.slice(0, 8)}01`;
  const before = (noonOf(start).getDay() - first + WEEK) % WEEK;
  return Array.from({ length: CELLS }, (_, index) => addDays(start, index - before));
};

/** An event on one of its days; without times where it goes on all day. */
export type DayEvent = { event: CalendarEvent; startAt: number | null; endAt: number | null };

const partOf = (event: CalendarEvent, day: string): DayEvent | undefined => {
  if (event.kind === 'day')
    return event.first <= day && day <= event.last ? { event, startAt: null, endAt: null } : undefined;
  const from = new Date(`${day}T00:00`).getTime();
  const to = new Date(`${addDays(day, 1)}T00:00`).getTime();
  const { startAt, endAt } = event;
  const isOn = startAt < to && (endAt > from || startAt >= from);
  if (!isOn) return undefined;
  return { event, startAt: startAt >= from ? startAt : null, endAt: endAt <= to ? endAt : null };
};

/** The events of each of some days, those that last all day first. Days without any are left out. */
export const eventsByDay = (events: readonly CalendarEvent[], days: readonly string[]): Map<string, DayEvent[]> => {
  const found = new Map<string, DayEvent[]>();
  for (const day of days) {
    const parts = events.flatMap((event) => partOf(event, day) ?? []);
    if (parts.length > 0)
      found.set(
        day,
        parts.sort((one, other) => (one.startAt ?? 0) - (other.startAt ?? 0)),
      );
  }
  return found;
};
