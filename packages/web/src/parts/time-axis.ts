import { dayTime, shortDay } from './check-format.ts';
import { minuteTime } from './format.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Steps that people count time in, from a minute to a quarter of a year. */
export const timeSteps = [
  ...[1, 2, 3, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 3, 7, 14, 30, 60, 90].map((days) => days * DAY_MS),
];

/** Whole steps of the clock on the wall: of this time zone, and with its days of 23 and 25 hours. */
export const momentsBetween = (from: number, to: number, stepMs: number): number[] => {
  const moments: number[] = [];
  for (let at = firstAfter(from, stepMs); at <= to; at = next(at, stepMs)) moments.push(at);
  return moments;
};

const firstAfter = (from: number, stepMs: number): number => {
  if (stepMs < HOUR_MS) return Math.ceil(from / stepMs) * stepMs;
  const midnight = new Date(from).setHours(0, 0, 0, 0);
  let at = midnight;
  while (at < from) at = next(at, stepMs);
  return at;
};

const next = (at: number, stepMs: number): number => {
  if (stepMs < DAY_MS) return at + stepMs;
  const moment = new Date(at);
  return moment.setDate(moment.getDate() + stepMs / DAY_MS);
};

const isMidnight = (at: number): boolean => new Date(at).setHours(0, 0, 0, 0) === at;

/** The time of day, or the day where one begins. */
export const momentLabel = (at: number, stepMs: number): string =>
  stepMs >= DAY_MS || (stepMs >= HOUR_MS && isMidnight(at)) ? shortDay(at) : minuteTime(at);

/** From when to when, no longer than it needs to be. */
export const spanLabels = (from: number, to: number): { from: string; to: string } => {
  if (to - from >= DAY_MS) return { from: shortDay(from), to: shortDay(to - 1) };
  return { from: isToday(from) ? minuteTime(from) : dayTime(from), to: minuteTime(to) };
};

const isToday = (at: number): boolean => new Date(at).toDateString() === new Date().toDateString();
