/** When backups are due, in the time zone of the server. */
export type Schedule = { every: 'off' | 'day' | 'week'; hour: number /** 0 is Sunday. */; weekday: number };

/** The last time that a backup was due at or before `now`. Undefined when there is no schedule. */
export const lastDue = ({ every, hour, weekday }: Schedule, now: number): number | undefined => {
  if (every === 'off') return undefined;
  const due = new Date(now);
  due.setHours(hour, 0, 0, 0);
  if (every === 'week') due.setDate(due.getDate() - ((due.getDay() - weekday + 7) % 7));
  if (due.getTime() > now) due.setDate(due.getDate() - (every === 'week' ? 7 : 1));
  return due.getTime();
};

/** The next time after `now`. */
export const nextDue = (schedule: Schedule, now: number): number | undefined => {
  const last = lastDue(schedule, now);
  if (last === undefined) return undefined;
  const next = new Date(last);
  next.setDate(next.getDate() + (schedule.every === 'week' ? 7 : 1));
  next.setHours(schedule.hour, 0, 0, 0);
  return next.getTime();
};
