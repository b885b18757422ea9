import { limits } from '@amud/protocol/limits.ts';
import type ICAL from 'ical.js';
import { momentOf, timeOf, type When, wallOf, whenOf } from './when.ts';

/** How many steps of repeating a calendar has left, whatever its rules are. */
export type Budget = { steps: number };

type Rule = { recur: ICAL.Recur; start: When; until: number | null; end: number; budget: Budget };

/**
 * The times of a rule up to `end`, on the wall of the zone that the event is in: a meeting at nine stays at nine when the
 * clocks change. ical.js walks; what its walk gets wrong is left out.
 */
export const repeat = ({ recur, start, until, end, budget }: Rule): When[] => {
  if (!isDaily(recur)) return [];
  const found: When[] = [];
  // The end of the rule may be in another zone than the walk; it is watched below.
  recur.until = null;
  const walk = recur.iterator(timeOf(start.wall));
  for (let steps = 0; steps < limits.calendar.stepsPerEvent && budget.steps > 0; steps += 1) {
    budget.steps -= 1;
    const time = walk.next();
    if (!time) break;
    const when: When = { wall: wallOf(time), zone: start.zone };
    // A whole day and a time without a zone begin up to 14 hours later somewhere; `end` has room for it.
    if (when.wall > end || (until !== null && momentOf(when) > until)) break;
    if (isMeant(recur, time)) found.push(when);
  }
  return found;
};

/** Nothing that belongs in a calendar of a home repeats within a day, and such rules can keep ical.js busy for ever. */
const isDaily = ({ freq }: ICAL.Recur): boolean => ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY'].includes(freq);

/** 30 February is no day, rather than the second of March. */
const isMeant = ({ parts }: ICAL.Recur, { month, day }: ICAL.Time): boolean => {
  const { BYMONTH: months, BYMONTHDAY: days } = parts as { BYMONTH?: unknown[]; BYMONTHDAY?: unknown[] };
  if (months && !months.map(Number).includes(month)) return false;
  return !days || days.some((one) => Number(one) < 0) || days.map(Number).includes(day);
};

/** When a rule ends, as a moment; a day ends with itself. */
export const untilOf = (recur: ICAL.Recur, start: When): number | null => {
  const { until } = recur;
  if (!until) return null;
  const when = whenOf(until, '', () => start.zone);
  if (when.zone.is !== 'day' || start.zone.is === 'day') return momentOf(when);
  return momentOf({ wall: when.wall + 86_399_000, zone: start.zone });
};
