/** A distance in time, in the one unit that a person would use for it. */
export type Distance = { value: number; unit: 'day' | 'hour' | 'minute' };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Local midnight before `at`; days are counted between midnights, since some have 23 hours and some 25. */
const dayOf = (at: Date): number => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / 86_400_000;

/**
 * From now to a moment of a form: `2027-05-01` is a whole day, `2027-05-01T18:30` a minute of it, both where the reader
 * is. Negative: past. Undefined: no date.
 */
export const distanceTo = (moment: string, now: number): Distance | undefined => {
  const isWholeDay = !moment.includes('T');
  const target = new Date(isWholeDay ? `${moment}T00:00` : moment);
  if (Number.isNaN(target.getTime())) return undefined;
  const days = dayOf(target) - dayOf(new Date(now));
  if (isWholeDay || Math.abs(days) > 1) return { value: days, unit: 'day' };
  const away = target.getTime() - now;
  // The minute that has begun counts; `|| 0` makes zero of its negative.
  const minutes = Math.ceil(away / MINUTE_MS) || 0;
  if (Math.abs(minutes) < 60) return { value: minutes, unit: 'minute' };
  return { value: Math.trunc(away / HOUR_MS), unit: 'hour' };
};
