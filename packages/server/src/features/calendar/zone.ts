/**
 * Between clocks on the wall and moments. A wall time is a number too: the milliseconds that it would be if the wall were
 * in Greenwich.
 */

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-u-ca-iso8601', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, made);
  return made;
};

/** What the wall in a zone shows at a moment. */
export const toWall = (at: number, zone: string): number => {
  const found: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) found[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = found;
  return Date.UTC(year, month - 1, day, hour, minute, second);
};

const DAY_MS = 86_400_000;

/**
 * When the wall in a zone shows this. A time that it shows twice is the first of both; one that it never shows, since the
 * clock is put forward, is read as before that (RFC 5545, 3.3.5).
 */
export const toMoment = (wall: number, zone: string): number => {
  const offsetAt = (at: number): number => toWall(at, zone) - Math.floor(at / 1000) * 1000;
  const before = offsetAt(wall - DAY_MS);
  const first = wall - before;
  if (offsetAt(first) === before) return first;
  const after = offsetAt(wall + DAY_MS);
  const second = wall - after;
  return offsetAt(second) === after ? second : first;
};

/** `2026-11-25` of a wall time. */
export const dayOf = (wall: number): string => new Date(wall).toISOString().slice(0, 10);

/** Local midnight of a day as wall time. */
export const wallOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
