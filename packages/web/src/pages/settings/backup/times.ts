import { language } from '../../../state/language.ts';

const due = new Intl.DateTimeFormat(language, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  hour: '2-digit',
  minute: '2-digit',
});
/** When something is to come: "Sunday 29 November at 03:00". */
export const dueTime = (at: number): string => due.format(at);

const listed = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
export const listedTime = (at: number): string => listed.format(at);

const weekday = new Intl.DateTimeFormat(language, { weekday: 'long' });
/** 0 is Sunday. */
export const weekdayName = (number: number): string => weekday.format(new Date(2026, 10, 1 + number));

const hour = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' });
export const hourName = (number: number): string => hour.format(new Date(2026, 10, 1, number));
