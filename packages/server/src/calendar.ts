import { text } from 'node:stream/consumers';
import { readCalendar } from './features/calendar/ics.ts';

/**
 * The process of features/calendar/read.ts: takes a calendar on standard input and the ends of a window as arguments,
 * writes what is in it as JSON to standard output; `null` when it is no calendar.
 */
const [from = 0, to = 0] = process.argv.slice(2).map(Number);
process.stdout.write(JSON.stringify(readCalendar(await text(process.stdin), { from, to }) ?? null));
