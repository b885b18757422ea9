import * as v from 'valibot';
import { schemaOf } from './form-schemas.ts';
import { isTimeZone } from './forms.ts';
import { limits } from './limits.ts';
import { remoteFault } from './remote.ts';
import { widgets } from './widgets.ts';

/** Calendars, as the server reads them from iCalendar addresses. */

const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day such as 2026-11-25'));

const shared = {
  /** Its place in `sources`. */
  source: v.number(),
  title: v.string(),
  place: v.string(),
};

/** `first` and `last` are days, both included; times are epoch ms. */
export const calendarEvent = v.variant('kind', [
  v.object({ kind: v.literal('day'), ...shared, first: day, last: day }),
  v.object({ kind: v.literal('time'), ...shared, startAt: v.number(), endAt: v.number() }),
]);
export type CalendarEvent = v.InferOutput<typeof calendarEvent>;

export const calendarSource = v.object({
  name: v.string(),
  color: v.string(),
  /** When it was read; null: never. */
  at: v.nullable(v.number()),
  fault: v.nullable(remoteFault),
});
export type CalendarSource = v.InferOutput<typeof calendarSource>;

export const calendarOutput = v.object({
  sources: v.array(calendarSource),
  /** In order of time. */
  events: v.array(calendarEvent),
  /** There are more than are sent. */
  isCut: v.boolean(),
});
export type CalendarOutput = v.InferOutput<typeof calendarOutput>;

const number = (most: number) =>
  v.pipe(v.string(), v.digits(), v.maxLength(4), v.toNumber(), v.minValue(1), v.maxValue(most));

/** Days of the person who looks: what is at ten in the evening here is on the next day further east. */
export const calendarQuery = v.object({
  from: day,
  days: number(limits.calendar.days),
  zone: v.pipe(v.string(), v.maxLength(64), v.check(isTimeZone, 'is no time zone')),
});
export type CalendarQuery = v.InferOutput<typeof calendarQuery>;

export const calendarPreview = v.object({
  sources: v.pipe(
    v.array(schemaOf(widgets.calendar.fields.sources.of)),
    v.maxLength(widgets.calendar.fields.sources.most),
  ),
  from: day,
  days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(limits.calendar.days)),
  zone: v.pipe(v.string(), v.maxLength(64), v.check(isTimeZone, 'is no time zone')),
});
