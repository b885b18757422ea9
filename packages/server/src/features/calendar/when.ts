import { isTimeZone } from '@amud/protocol/forms.ts';
import ICAL from 'ical.js';
import { dayOf, toMoment } from './zone.ts';

/**
 * Where a time is meant: in a zone that everyone knows by name, in one that the calendar describes, wherever the reader
 * is, or in no zone at all since it is a whole day.
 */
export type Zone =
  | { is: 'named'; name: string }
  | { is: 'described'; as: ICAL.Timezone }
  | { is: 'anywhere' }
  | { is: 'day' };

/** A time on the wall of its zone, in milliseconds as of Greenwich (zone.ts). */
export type When = { wall: number; zone: Zone };

export type FindZone = (id: string) => Zone;

const UTC: Zone = { is: 'named', name: 'UTC' };

/** `/mozilla.org/20050126_1/Europe/Berlin` and the like end in a name that everyone knows. */
const knownName = (id: string): string | undefined => {
  const parts = id.split('/').filter((part) => part !== '');
  return [id, parts.slice(-3).join('/'), parts.slice(-2).join('/')].find((name) => name !== '' && isTimeZone(name));
};

export const createFindZone = (described: ReadonlyMap<string, string>, usual: string): FindZone => {
  const found = new Map<string, Zone>();
  const find = (id: string): Zone => {
    const text = described.get(id);
    const known = knownName(id) ?? knownName(/^X-LIC-LOCATION:(.+)$/im.exec(text ?? '')?.[1]?.trim() ?? '');
    if (known !== undefined) return { is: 'named', name: known };
    const as = text === undefined ? undefined : read(text, id);
    return as ? { is: 'described', as } : { is: 'anywhere' };
  };
  return (id) => {
    const wanted = id === '' ? usual : id;
    if (wanted === '') return { is: 'anywhere' };
    const zone = found.get(wanted) ?? find(wanted);
    found.set(wanted, zone);
    return zone;
  };
};

const read = (text: string, tzid: string): ICAL.Timezone | undefined => {
  try {
    return new ICAL.Timezone({ component: new ICAL.Component(ICAL.parse(text)), tzid });
  } catch {
    return undefined;
  }
};

export const wallOf = ({ year, month, day, hour, minute, second, isDate }: ICAL.Time): number =>
  isDate ? Date.UTC(year, month - 1, day) : Date.UTC(year, month - 1, day, hour, minute, second);

/** @throws Error when the value is no time. */
export const whenOf = (value: unknown, zoneId: string, findZone: FindZone): When => {
  const time = value instanceof ICAL.Period ? value.start : value;
  if (!(time instanceof ICAL.Time)) throw new Error('no time');
  const wall = wallOf(time);
  if (Number.isNaN(wall)) throw new Error('no time');
  if (time.isDate) return { wall, zone: { is: 'day' } };
  return { wall, zone: time.zone === ICAL.Timezone.utcTimezone ? UTC : findZone(zoneId) };
};

/** The moment of it, for whoever is in Greenwich where it is meant for everyone where they are. */
export const momentOf = ({ wall, zone }: When): number => {
  if (zone.is === 'named') return toMoment(wall, zone.name);
  if (zone.is === 'described') return wall - zone.as.utcOffset(timeOf(wall)) * 1000;
  return wall;
};

/** What tells one occurrence from another: the day of a whole day, else the moment. */
export const keyOf = (when: When): string =>
  when.zone.is === 'day' ? dayOf(when.wall) : `${when.zone.is === 'anywhere' ? 'local' : ''}${momentOf(when)}`;

/** The same as a time of ical.js that is in no zone. */
export const timeOf = (wall: number): ICAL.Time => {
  const at = new Date(wall);
  const fields = {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
    isDate: false,
  };
  return new ICAL.Time(fields, ICAL.Timezone.localTimezone);
};
