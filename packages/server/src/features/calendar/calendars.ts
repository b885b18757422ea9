import type { CalendarEvent, CalendarOutput, CalendarSource } from '@amud/protocol/calendar.ts';
import type { Clock } from '@amud/protocol/clock.ts';
import { limits } from '@amud/protocol/limits.ts';
import { decodeText } from '../../core/decode.ts';
import { createKept } from '../../core/kept.ts';
import type { Outbound } from '../../core/outbound/outbound.ts';
import { OutboundError } from '../../core/outbound/refusal.ts';
import { mustSucceed, RemoteError, toRemoteError } from '../../core/outbound/remote.ts';
import type { Content, Occurrence } from './ics.ts';
import type { ReadCalendar } from './read.ts';
import { dayOf, toMoment, wallOf } from './zone.ts';

export type Source = { name: string; url: string; color: string };
export type Range = { from: string; days: number; zone: string };

export type Calendars = {
  /** What is in some days of a person, from all sources that can be had; each says for itself when it can't. */
  events(sources: readonly Source[], range: Range): Promise<CalendarOutput>;
};

export type CalendarsParts = { outbound: Pick<Outbound, 'request'>; clock: Clock; read: ReadCalendar };

/** A calendar as it was read, and what tells whether it is still the same. */
type Read = { day: string; content: Content; etag: string | undefined; modified: string | undefined };

const { freshMs, retryMs, sources: most, daysBack, daysAhead, sent } = limits.calendar;
const DAY_MS = 86_400_000;

export const createCalendars = (parts: CalendarsParts): Calendars => {
  const { clock } = parts;
  const kept = createKept({
    clock,
    freshMs,
    retryMs,
    most,
    load: (url: string, before?: Read) => load(parts, url, before),
  });
  const take = async (source: Source): Promise<{ source: CalendarSource; content: Content | null }> => {
    const { name, color, url } = source;
    try {
      const { value, at, failure } = await kept.get(url);
      const fault = failure && { ...wordsOf(failure.error), since: failure.since };
      return { source: { name, color, at, fault }, content: value.content };
    } catch (error) {
      return { source: { name, color, at: null, fault: { ...wordsOf(error), since: clock.now() } }, content: null };
    }
  };
  return {
    events: async (sources, range) => {
      const taken = await Promise.all(sources.map(take));
      const events = taken.flatMap(({ content }, source) =>
        (content?.occurrences ?? []).flatMap((one) => inRange(one, source, range) ?? []),
      );
      events.sort((one, other) => startOf(one, range) - startOf(other, range));
      return {
        sources: taken.map(({ source }) => source),
        events: events.slice(0, sent),
        isCut: events.length > sent || taken.some(({ content }) => content?.isCut === true),
      };
    },
  };
};

/** A bug of ours is no state of a calendar. */
const wordsOf = (error: unknown) => {
  if (!(error instanceof RemoteError)) throw error;
  return { reason: error.reason, detail: error.detail };
};

/** A calendar is fetched whole once a day, since the window that is read of it moves on. */
const load = async (
  { outbound, clock, read }: CalendarsParts,
  url: string,
  before: Read | undefined,
): Promise<Read> => {
  const now = clock.now();
  const day = dayOf(now);
  const headers = before?.day === day ? conditionsOf(before) : {};
  const answer = await ask(outbound, url, { accept: 'text/calendar, */*;q=0.5', ...headers });
  mustSucceed(answer);
  if (answer.status === 304 && before) return before;
  const window = { from: now - daysBack * DAY_MS, to: now + daysAhead * DAY_MS };
  const text = decodeText(answer.body, answer.headers['content-type']);
  const content = await read(text, window, new URL(answer.url).host);
  return { day, content, etag: answer.headers.etag, modified: answer.headers['last-modified'] };
};

const conditionsOf = ({ etag, modified }: Read): Record<string, string> => ({
  ...(etag === undefined ? {} : { 'if-none-match': etag }),
  ...(modified === undefined ? {} : { 'if-modified-since': modified }),
});

/** `webcal:` says what it is and not how to get it: encrypted where nobody is there without. */
const addressesOf = (url: string): string[] => {
  const rest = /^webcals?:\/\/(.*)$/i.exec(url)?.[1];
  return rest === undefined ? [url] : [`https://${rest}`, `http://${rest}`];
};

const ask = async (outbound: CalendarsParts['outbound'], url: string, headers: Record<string, string>) => {
  const [first = '', second] = addressesOf(url);
  try {
    return await outbound.request({ url: first, zone: 'lan', headers });
  } catch (error) {
    const reason = toRemoteError(error, first);
    if (second === undefined || !isWithoutTls(error)) throw reason;
    return outbound.request({ url: second, zone: 'lan', headers }).catch(() => {
      throw reason;
    });
  }
};

/** Nobody answers there, or in another language; a certificate that is wrong is no reason to do without any. */
const isWithoutTls = (error: unknown): boolean =>
  error instanceof OutboundError &&
  (error.reason === 'unreachable' || (error.reason === 'tls' && error.cause !== undefined));

/** An occurrence in the days of this person, or undefined when it is in none of them. */
const inRange = (one: Occurrence, source: number, { from, days, zone }: Range): CalendarEvent | undefined => {
  const { title, place } = one;
  const firstWall = wallOf(from);
  const endWall = firstWall + days * DAY_MS;
  if (one.kind === 'day') {
    if (one.last < from || wallOf(one.first) >= endWall) return undefined;
    return { kind: 'day', source, title, place, first: one.first, last: one.last };
  }
  const [startAt, endAt] =
    one.kind === 'time' ? [one.startAt, one.endAt] : [toMoment(one.startWall, zone), toMoment(one.endWall, zone)];
  // What ends as the first day begins is over.
  const isOver = endAt <= toMoment(firstWall, zone) && startAt < toMoment(firstWall, zone);
  if (isOver || startAt >= toMoment(endWall, zone)) return undefined;
  return { kind: 'time', source, title, place, startAt, endAt };
};

/** Whole days come before what has a time on the same day. */
const startOf = (event: CalendarEvent, { zone }: Range): number =>
  event.kind === 'day' ? toMoment(wallOf(event.first), zone) - 1 : event.startAt;
