import { dated } from '../../../parts/locale.ts';

/** When something is to come: "Sunday 29 November at 03:00". */
export const dueTime = dated({
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  hour: '2-digit',
  minute: '2-digit',
});

export const listedTime = dated({ dateStyle: 'medium', timeStyle: 'short' });

const weekday = dated({ weekday: 'long' });
/** 0 is Sunday. */
export const weekdayName = (number: number): string => weekday(new Date(2026, 10, 1 + number));

const hour = dated({ hour: '2-digit', minute: '2-digit' });
export const hourName = (number: number): string => hour(new Date(2026, 10, 1, number));
