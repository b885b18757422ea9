import { limits } from '@amud/protocol/limits.ts';
import ICAL from 'ical.js';
import { pick } from './pick.ts';
import { type Budget, repeat, untilOf } from './repeat.ts';
import { createFindZone, type FindZone, keyOf, momentOf, type When, whenOf } from './when.ts';
import { dayOf } from './zone.ts';

/** One time that an event is at. `local` is wall time wherever the reader is (zone.ts). */
export type Occurrence = { title: string; place: string } & (
  | { kind: 'day'; first: string; last: string }
  | { kind: 'time'; startAt: number; endAt: number }
  | { kind: 'local'; startWall: number; endWall: number }
);
export type Content = { occurrences: Occurrence[]; isCut: boolean };

type Window = { from: number; to: number };
type Event = {
  uid: string;
  sequence: number;
  start: When;
  /** Days of whole days, else milliseconds. */
  length: number;
  title: string;
  place: string;
  isCancelled: boolean;
  /** Of which occurrence of its series this one is a change. */
  changes: string | null;
  component: ICAL.Component;
};

const DAY_MS = 86_400_000;
/** The furthest zones from Greenwich. */
const ZONES_MS = 14 * 3_600_000;

/**
 * Every time of every event that touches the window, in order. Events that can't be read are left out.
 * @returns undefined when the text is no calendar.
 */
export const readCalendar = (text: string, { from, to }: Window): Content | undefined => {
  const picked = pick(text);
  if (!picked) return undefined;
  const findZone = createFindZone(picked.zones, picked.zone);
  const events = latest(picked.events.flatMap((one) => readEvent(one, findZone) ?? []));
  const changes = Map.groupBy(
    events.filter((event) => event.changes !== null),
    ({ uid }) => uid,
  );
  const budget: Budget = { steps: limits.calendar.steps };
  const wide = { from: from - ZONES_MS, to: to + ZONES_MS };
  const all = events.flatMap((event) =>
    timesOf(event, changes.get(event.uid) ?? [], { window: wide, findZone, budget }).flatMap((start) =>
      touches(start, event, wide) ? [toOccurrence(event, start)] : [],
    ),
  );
  const occurrences = all.sort((one, other) => startOf(one) - startOf(other));
  const { events: most } = limits.calendar;
  return { occurrences: occurrences.slice(0, most), isCut: occurrences.length > most || budget.steps <= 0 };
};

const readEvent = (text: string, findZone: FindZone): Event | undefined => {
  try {
    const component = parse(text);
    const when = (name: string): When | null => {
      const property = component.getFirstProperty(name);
      return property && whenOf(property.getFirstValue(), zoneIdOf(property), findZone);
    };
    const start = when('dtstart');
    if (!start) return undefined;
    const changed = when('recurrence-id');
    return {
      uid: textOf(component, 'uid'),
      sequence: Number(component.getFirstPropertyValue('sequence')) || 0,
      start,
      length: lengthOf(component, start, when('dtend')),
      title: textOf(component, 'summary'),
      place: textOf(component, 'location'),
      isCancelled: textOf(component, 'status').toUpperCase() === 'CANCELLED',
      changes: changed && keyOf(changed),
      component,
    };
  } catch {
    return undefined;
  }
};

/** A line that can't be read takes only itself out. @throws Error when nothing can be read. */
const parse = (text: string): ICAL.Component => {
  try {
    return new ICAL.Component(ICAL.parse(text));
  } catch {
    const lines = text.split('\r\n').filter(isReadable);
    return new ICAL.Component(ICAL.parse(lines.join('\r\n')));
  }
};

const isReadable = (line: string): boolean => {
  if (/^(BEGIN|END):/i.test(line)) return true;
  try {
    ICAL.Property.fromString(line);
    return true;
  } catch {
    return false;
  }
};

const zoneIdOf = (property: ICAL.Property): string => String(property.getFirstParameter('tzid') ?? '');

const textOf = (component: ICAL.Component, name: string): string =>
  String(component.getFirstPropertyValue(name) ?? '')
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, limits.calendar.textLength);

/** An end before its start is none. */
const lengthOf = (component: ICAL.Component, start: When, end: When | null): number => {
  const duration = component.getFirstPropertyValue('duration');
  const given = duration instanceof ICAL.Duration ? duration.toSeconds() * 1000 : 0;
  if (start.zone.is === 'day') return Math.max(1, Math.round((end ? end.wall - start.wall : given) / DAY_MS));
  return Math.max(0, end && end.zone.is !== 'day' ? momentOf(end) - momentOf(start) : given);
};

/** Of several states of one event the newest; of one series, all its changes. */
const latest = (events: Event[]): Event[] => {
  const sequences = new Map<string, number>();
  const keyOfState = ({ uid, changes }: Event): string => `${uid}\n${changes ?? ''}`;
  for (const event of events)
    sequences.set(keyOfState(event), Math.max(event.sequence, sequences.get(keyOfState(event)) ?? 0));
  return events.filter((event) => event.uid === '' || event.sequence === sequences.get(keyOfState(event)));
};

type Surroundings = { window: Window; findZone: FindZone; budget: Budget };

/** When an event is: at its start, by its rules and extra dates, except where it was taken out or changed. */
const timesOf = (event: Event, changes: Event[], { window, findZone, budget }: Surroundings): When[] => {
  const { component, start, length } = event;
  if (event.isCancelled) return [];
  if (event.changes !== null) return [start];
  const listed = (name: string): When[] =>
    component
      .getAllProperties(name)
      .flatMap((property) =>
        attempt(() => property.getValues().map((value) => whenOf(value, zoneIdOf(property), findZone))),
      );
  const rules = component.getAllProperties('rrule').flatMap((property) => {
    const recur = property.getFirstValue();
    if (!(recur instanceof ICAL.Recur)) return [];
    return attempt(() => repeat({ recur, start, until: untilOf(recur, start), end: window.to, budget }));
  });
  const without = new Set(changes.map((change) => change.changes));
  const days = new Set<string>();
  for (const when of listed('exdate')) {
    if (when.zone.is === 'day') days.add(dayOf(when.wall));
    without.add(keyOf(when));
  }
  const earliest = window.from - (start.zone.is === 'day' ? length * DAY_MS : length) - DAY_MS;
  const times = new Map<string, When>();
  for (const when of [start, ...rules, ...listed('rdate')]) {
    if (when.wall < earliest || when.wall > window.to) continue;
    const key = keyOf(when);
    if (!without.has(key) && !days.has(dayOf(when.wall))) times.set(key, when);
  }
  return [...times.values()];
};

/** Dates and rules that can't be read take nothing out and add nothing. */
const attempt = (read: () => When[]): When[] => {
  try {
    return read();
  } catch {
    return [];
  }
};

const touches = (start: When, { length }: Event, { from, to }: Window): boolean => {
  const at = momentOf(start);
  const endAt = at + (start.zone.is === 'day' ? length * DAY_MS : length);
  return at <= to && (endAt > from || at >= from);
};

const toOccurrence = ({ title, place, length }: Event, start: When): Occurrence => {
  const { wall, zone } = start;
  if (zone.is === 'day')
    return { title, place, kind: 'day', first: dayOf(wall), last: dayOf(wall + (length - 1) * DAY_MS) };
  if (zone.is === 'anywhere') return { title, place, kind: 'local', startWall: wall, endWall: wall + length };
  const startAt = momentOf(start);
  return { title, place, kind: 'time', startAt, endAt: startAt + length };
};

const startOf = (one: Occurrence): number => {
  if (one.kind === 'day') return Date.parse(one.first);
  return one.kind === 'time' ? one.startAt : one.startWall;
};
