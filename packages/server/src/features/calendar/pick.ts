import { limits } from '@amud/protocol/limits.ts';

/** Unfolded lines of a component, and of what is inside of it. */
type Line = { depth: number; name: string; value: string; text: string };
type Component = { name: string; lines: Line[] };

/** What is read of a calendar: its events and time zones, each as text of its own. */
export type Picked = { zone: string; zones: Map<string, string>; events: string[] };

/** Of everything else nothing is read: alarms, attendees and attachments can be most of a calendar. */
const ofEvents = new Set([
  'DTSTART',
  'DTEND',
  'DURATION',
  'RRULE',
  'RDATE',
  'EXDATE',
  'RECURRENCE-ID',
  'UID',
  'SUMMARY',
  'LOCATION',
  'STATUS',
  'SEQUENCE',
]);

const LONGEST_LINE = 16_384;

/** Lines as they were before they were folded at 75 bytes. */
const unfold = (text: string): string[] => text.replace(/\r?\n[ \t]/g, '').split(/\r\n|\n|\r/);

const toLine = (text: string): Omit<Line, 'depth'> => ({
  name: /^[A-Za-z0-9-]+/.exec(text)?.[0].toUpperCase() ?? '',
  value: text.slice(text.indexOf(':') + 1).trim(),
  text,
});

/**
 * Takes a calendar apart, so that an event that can't be read stops no other.
 * @returns undefined when this is no calendar.
 */
export const pick = (text: string): Picked | undefined => {
  const lines = unfold(text).filter((line) => line.includes(':') && line.length <= LONGEST_LINE);
  if (!/^\uFEFF?BEGIN:VCALENDAR\s*$/i.test(lines[0] ?? '')) return undefined;
  const picked: Picked = { zone: '', zones: new Map(), events: [] };
  for (const { name, lines: own } of componentsOf(lines, picked)) {
    if (name === 'VEVENT') picked.events.push(eventText(own));
    const id = own.find((line) => line.depth === 1 && line.name === 'TZID')?.value;
    if (name === 'VTIMEZONE' && id !== undefined) picked.zones.set(id, zoneText(own));
  }
  return picked;
};

/** What stands directly in the calendar. */
const componentsOf = (lines: string[], picked: Picked): Component[] => {
  const found: Component[] = [];
  const open: string[] = [];
  for (const text of lines.slice(1)) {
    const line = toLine(text);
    const component = line.value.toUpperCase();
    // Several calendars in one file are one.
    if (component === 'VCALENDAR' && (line.name === 'BEGIN' || line.name === 'END')) open.length = 0;
    else if (line.name === 'BEGIN') {
      if (open.length === 0) found.push({ name: component, lines: [] });
      else found.at(-1)?.lines.push({ ...line, depth: open.length });
      open.push(component);
    } else if (line.name === 'END') {
      if (open.at(-1) !== component) continue;
      open.pop();
      if (open.length > 0) found.at(-1)?.lines.push({ ...line, depth: open.length });
    } else if (open.length > 0) found.at(-1)?.lines.push({ ...line, depth: open.length });
    else if (line.name === 'X-WR-TIMEZONE') picked.zone = line.value.slice(0, limits.calendar.textLength);
  }
  return found;
};

const textOf = (name: string, lines: Line[]): string =>
  [`BEGIN:${name}`, ...lines.map(({ text }) => text), `END:${name}`].join('\r\n');

const eventText = (lines: Line[]): string =>
  textOf(
    'VEVENT',
    lines.filter(({ depth, name }) => depth === 1 && ofEvents.has(name)),
  );

/** A clock is put forward or back on a day of the year; a rule of another kind would only keep us busy. */
const zoneText = (lines: Line[]): string =>
  textOf(
    'VTIMEZONE',
    lines.filter(({ name, value }) => name !== 'RRULE' || /(^|;)FREQ=YEARLY(;|$)/i.test(value)),
  );
