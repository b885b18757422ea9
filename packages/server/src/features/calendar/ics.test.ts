import { limits } from '@amud/protocol/limits.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Occurrence, readCalendar } from './ics.ts';
import { toMoment, toWall } from './zone.ts';

const window = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 11, 31) };
const calendar = (...events: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, 'END:VCALENDAR'].join('\r\n');
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:one', 'SUMMARY:x', ...lines, 'END:VEVENT'].join('\r\n');
const read = (text: string): Occurrence[] => readCalendar(text, window)?.occurrences ?? [];
/** When it is, short: days, local times with a ~, moments in UTC. */
const when = (one: Occurrence): string => {
  if (one.kind === 'day') return one.first === one.last ? one.first : `${one.first}…${one.last}`;
  const [from, to] = one.kind === 'time' ? [one.startAt, one.endAt] : [one.startWall, one.endWall];
  const text = (at: number) => new Date(at).toISOString().slice(0, 16);
  return `${one.kind === 'local' ? '~' : ''}${text(from)}+${(to - from) / 60_000}`;
};
const times = (...lines: string[]) => read(calendar(event(...lines))).map(when);

describe('a calendar', () => {
  it('has whole days, the last one included', () => {
    expect(times('DTSTART;VALUE=DATE:20260301', 'DTEND;VALUE=DATE:20260302')).toEqual(['2026-03-01']);
    expect(times('DTSTART;VALUE=DATE:20260301', 'DTEND;VALUE=DATE:20260305')).toEqual(['2026-03-01…2026-03-04']);
    expect(times('DTSTART;VALUE=DATE:20260301')).toEqual(['2026-03-01']);
    expect(times('DTSTART;VALUE=DATE:20260301', 'DURATION:P1W')).toEqual(['2026-03-01…2026-03-07']);
    expect(times('DTSTART;VALUE=DATE:20260301', 'DTEND;VALUE=DATE:20260201')).toEqual(['2026-03-01']);
  });

  it('has times in UTC, in zones that are known, and wherever one is', () => {
    expect(times('DTSTART:20260301T100000Z', 'DTEND:20260301T113000Z')).toEqual(['2026-03-01T10:00+90']);
    expect(times('DTSTART;TZID=Europe/Berlin:20260301T100000', 'DURATION:PT30M')).toEqual(['2026-03-01T09:00+30']);
    expect(times('DTSTART;TZID=/mozilla.org/20050126_1/America/New_York:20260301T100000')).toEqual([
      '2026-03-01T15:00+0',
    ]);
    expect(times('DTSTART;TZID=America/Argentina/Buenos_Aires:20260301T100000')).toEqual(['2026-03-01T13:00+0']);
    expect(times('DTSTART:20260301T100000', 'DTEND:20260301T110000')).toEqual(['~2026-03-01T10:00+60']);
    expect(times('DTSTART;TZID=Nowhere/Here:20260301T100000')).toEqual(['~2026-03-01T10:00+0']);
  });

  it('takes its own zone where an event names none', () => {
    const text = calendar('X-WR-TIMEZONE:Asia/Tokyo', event('DTSTART:20260301T100000'));
    expect(read(text).map(when)).toEqual(['2026-03-01T01:00+0']);
  });

  const custom = [
    'BEGIN:VTIMEZONE',
    'TZID:W. Europe Standard Time',
    'BEGIN:STANDARD',
    'DTSTART:16010101T030000',
    'TZOFFSETFROM:+0200',
    'TZOFFSETTO:+0100',
    'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10',
    'END:STANDARD',
    'BEGIN:DAYLIGHT',
    'DTSTART:16010101T020000',
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:+0200',
    'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3',
    'END:DAYLIGHT',
    'END:VTIMEZONE',
  ].join('\r\n');

  it('describes zones that nobody else knows, summer time included', () => {
    const zoned = event('DTSTART;TZID="W. Europe Standard Time":20260326T090000', 'RRULE:FREQ=DAILY;COUNT=5');
    expect(read(calendar(custom, zoned)).map(when)).toEqual([
      '2026-03-26T08:00+0',
      '2026-03-27T08:00+0',
      '2026-03-28T08:00+0',
      '2026-03-29T07:00+0',
      '2026-03-30T07:00+0',
    ]);
  });

  it('stays at nine when the clocks change', () => {
    const weekly = times('DTSTART;TZID=Europe/Berlin:20261019T090000', 'RRULE:FREQ=WEEKLY;COUNT=3');
    expect(weekly).toEqual(['2026-10-19T07:00+0', '2026-10-26T08:00+0', '2026-11-02T08:00+0']);
  });

  it.each([
    [
      'weekly on two days',
      'DTSTART:20260105T100000Z',
      'RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4',
      ['01-05', '01-07', '01-12', '01-14'],
    ],
    [
      'every second week',
      'DTSTART:20260105T100000Z',
      'RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3',
      ['01-05', '01-19', '02-02'],
    ],
    [
      'the last Friday',
      'DTSTART:20260130T100000Z',
      'RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=3',
      ['01-30', '02-27', '03-27'],
    ],
    [
      'the 31st where there is one',
      'DTSTART:20260131T100000Z',
      'RRULE:FREQ=MONTHLY;COUNT=4',
      ['01-31', '03-31', '05-31', '07-31'],
    ],
    [
      'the last working day',
      'DTSTART:20260130T100000Z',
      'RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2',
      ['01-30', '02-27'],
    ],
    [
      'until a moment, which is included',
      'DTSTART:20260105T100000Z',
      'RRULE:FREQ=DAILY;UNTIL=20260107T100000Z',
      ['01-05', '01-06', '01-07'],
    ],
    [
      'until a day',
      'DTSTART;TZID=America/New_York:20260105T190000',
      'RRULE:FREQ=DAILY;UNTIL=20260106',
      ['01-06', '01-07'],
    ],
    ['a birthday since long ago', 'DTSTART;VALUE=DATE:19400229', 'RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1', ['03-01']],
    [
      'every day since 1995',
      'DTSTART:19950101T100000Z',
      'RRULE:FREQ=DAILY;UNTIL=20260103T100000Z',
      ['12-31', '01-01', '01-02', '01-03'],
    ],
  ])('repeats %s', (_, start, rule, days) => {
    const starts = times(start, rule).map((text) => text.replace('~', '').slice(5, 10));
    expect(starts.slice(-days.length)).toEqual(days);
  });

  it('leaves out, adds and changes single times of a series', () => {
    const master = event(
      'DTSTART;TZID=Europe/Berlin:20260105T090000',
      'DTEND;TZID=Europe/Berlin:20260105T100000',
      'RRULE:FREQ=DAILY;COUNT=5',
      'EXDATE;TZID=Europe/Berlin:20260106T090000',
      'RDATE;TZID=Europe/Berlin:20260120T090000,20260121T090000',
    );
    // Named in UTC, moved to the afternoon; another one is cancelled.
    const moved = event(
      'RECURRENCE-ID:20260107T080000Z',
      'DTSTART;TZID=Europe/Berlin:20260107T150000',
      'DURATION:PT2H',
    );
    const cancelled = event(
      'RECURRENCE-ID;TZID=Europe/Berlin:20260108T090000',
      'DTSTART;TZID=Europe/Berlin:20260108T090000',
      'STATUS:CANCELLED',
    );
    expect(read(calendar(moved, master, cancelled)).map(when)).toEqual([
      '2026-01-05T08:00+60',
      '2026-01-07T14:00+120',
      '2026-01-09T08:00+60',
      '2026-01-20T08:00+60',
      '2026-01-21T08:00+60',
    ]);
  });

  it('takes whole days out of a series, and out of one with times', () => {
    expect(times('DTSTART;VALUE=DATE:20260105', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE;VALUE=DATE:20260106')).toEqual([
      '2026-01-05',
      '2026-01-07',
    ]);
    expect(times('DTSTART:20260105T100000Z', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE;VALUE=DATE:20260106')).toEqual([
      '2026-01-05T10:00+0',
      '2026-01-07T10:00+0',
    ]);
  });

  it('shows the newest of several states, and nothing that is cancelled', () => {
    const old = event('DTSTART:20260105T100000Z', 'SEQUENCE:1');
    const newer = event('DTSTART:20260105T120000Z', 'SEQUENCE:2');
    expect(read(calendar(newer, old)).map(when)).toEqual(['2026-01-05T12:00+0']);
    expect(times('DTSTART:20260105T100000Z', 'STATUS:CANCELLED')).toEqual([]);
  });

  it('reads folded lines, escaped text and several calendars in one file', () => {
    const folded =
      'BEGIN:VEVENT\r\nUID:2\r\nSUMMARY:Long na\r\n me\\, with\\ncomma\r\nLOCATION;LANGUAGE=de:Büro\r\nDTSTART:20260105T100000Z\r\nBEGIN:VALARM\r\nTRIGGER:-PT5M\r\nSUMMARY:no\r\nEND:VALARM\r\nEND:VEVENT';
    const both = `${calendar(folded)}\r\n${calendar(event('DTSTART:20260106T100000Z'))}`;
    expect(read(both).map(({ title, place }) => [title, place])).toEqual([
      ['Long name, with comma', 'Büro'],
      ['x', ''],
    ]);
  });

  it('shows the others where one can not be read', () => {
    const broken = [
      'BEGIN:VEVENT',
      'SUMMARY:no start',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'DTSTART:soon',
      'END:VEVENT',
      'nonsense',
      event('DTSTART:20260105T100000Z', 'RRULE:FREQ=SOMETIMES', 'EXDATE:never', 'ATTACH:x'),
    ];
    expect(read(calendar(...broken)).map(when)).toEqual(['2026-01-05T10:00+0']);
  });

  it('is only what it says it is', () => {
    for (const text of ['', '<html>', '{"a":1}', 'BEGIN:VCARD\r\nEND:VCARD'])
      expect(readCalendar(text, window)).toBeUndefined();
    expect(readCalendar(calendar(), window)).toEqual({ occurrences: [], isCut: false });
  });

  it('security 26: is bounded, however much it repeats', () => {
    const daily = Array.from({ length: 40 }, (_, index) =>
      event(`DTSTART:20260101T10${String(index).padStart(2, '0')}00Z`, 'RRULE:FREQ=DAILY').replace(
        'UID:one',
        `UID:${index}`,
      ),
    );
    const content = readCalendar(calendar(...daily), window);
    expect([content?.occurrences.length, content?.isCut]).toEqual([limits.calendar.events, true]);
  });

  it.each([
    'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MINUTELY;BYHOUR=25',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2',
    'FREQ=DAILY;BYMONTH=13',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=WEEKLY;INTERVAL=-1',
    'FREQ=MONTHLY;BYDAY=6MO',
    'FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6',
    'FREQ=YEARLY;BYYEARDAY=400',
    'FREQ=DAILY;COUNT=-1',
    'FREQ=DAILY;UNTIL=19000101',
  ])('security 26: is done soon with %s, and shows the first time', (rule) => {
    const began = performance.now();
    expect(times('DTSTART:20260105T100000Z', `RRULE:${rule}`)[0]).toBe('2026-01-05T10:00+0');
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('security 27: survives whatever it is made of', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'BEGIN:VEVENT',
        'END:VEVENT',
        'BEGIN:VTIMEZONE',
        'END:VTIMEZONE',
        'BEGIN:STANDARD',
        'END:STANDARD',
        'TZID:Here',
        'TZOFFSETFROM:+0100',
        'TZOFFSETTO:-9999',
        'UID:1',
        'SUMMARY:x\\,',
        'DTSTART:20260105T100000Z',
        'DTSTART;TZID=Here:20260105T100000',
        'DTSTART;VALUE=DATE:20260230',
        'DTSTART:99999999T999999',
        'DTEND:20260105T110000Z',
        'DURATION:-P1D',
        'RRULE:FREQ=DAILY',
        'RRULE:FREQ=WEEKLY;BYDAY=XX',
        'RRULE:FREQ=MONTHLY;BYDAY=-5MO',
        'RRULE:',
        'EXDATE:20260106T100000Z,x',
        'RDATE;VALUE=PERIOD:20260107T100000Z/PT1H',
        'RECURRENCE-ID:20260107T100000Z',
        'BEGIN:VALARM',
        'END:VALARM',
        ' folded',
        'END:VCALENDAR',
        'BEGIN:VCALENDAR',
        ':',
        ';:',
      ),
      fc.string({ maxLength: 12 }),
      fc
        .tuple(fc.constantFrom('DTSTART', 'RRULE', 'EXDATE', 'DURATION', 'TZID'), fc.string({ maxLength: 12 }))
        .map(([name, value]) => `${name}:${value}`),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        readCalendar(calendar(...pieces), window);
      }),
      { numRuns: 400 },
    );
  });
});

describe('a time on the wall', () => {
  it.each([
    ['2026-03-29T01:59', '2026-03-29T00:59'],
    // Never shown: read as before the change.
    ['2026-03-29T02:30', '2026-03-29T01:30'],
    ['2026-03-29T03:00', '2026-03-29T01:00'],
    // Shown twice: the first.
    ['2026-10-25T02:30', '2026-10-25T00:30'],
    ['2026-10-25T03:00', '2026-10-25T02:00'],
    ['2026-07-01T12:00', '2026-07-01T10:00'],
  ])('%s in Berlin is %s', (wall, moment) => {
    expect(new Date(toMoment(Date.parse(`${wall}Z`), 'Europe/Berlin')).toISOString()).toContain(moment);
  });

  it('is the moment that it was made of, in every zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000 }),
        fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
        (seconds, zone) => {
          const at = seconds * 1000;
          const back = toMoment(toWall(at, zone), zone);
          // A time that is shown twice may come back as the first of both.
          expect(back === at || toWall(back, zone) === toWall(at, zone)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
