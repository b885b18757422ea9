import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CalendarOutput } from '@amud/protocol/calendar.ts';
import { limits } from '@amud/protocol/limits.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Elsewhere, startElsewhere } from '../../../test/elsewhere.ts';
import { createFakeClock, type FakeClock } from '../../../test/fake-clock.ts';
import { type Client, type Lab, startLab } from '../../../test/lab.ts';
import { boardWith } from '../../../test/widget-board.ts';
import { createOutbound } from '../../core/outbound/outbound.ts';

const NOW = Date.UTC(2026, 10, 25, 12);
const ics = (...lines: string[]) => ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR'].join('\r\n');
const event = (title: string, ...lines: string[]) =>
  ['BEGIN:VEVENT', `UID:${title}`, `SUMMARY:${title}`, ...lines, 'END:VEVENT'].join('\r\n');

let elsewhere: Elsewhere;
let lab: Lab;
let admin: Client;
let clock: FakeClock;
beforeEach(async () => {
  clock = createFakeClock(NOW);
  elsewhere = await startElsewhere();
  lab = await startLab({ clock, outbound: createOutbound({ allowed: ['127.0.0.1'] }) });
  admin = await lab.admin();
});
afterEach(async () => {
  await lab.stop();
  await elsewhere.stop();
});

const sourceOf = (path = '/secret-token.ics', more = {}) => ({
  name: 'Home',
  url: `${elsewhere.url}${path}`,
  color: '3',
  ...more,
});
const eventsOf = async (board: string, client: Client = admin, query = 'from=2026-11-25&days=7&zone=Europe/Berlin') => {
  const { status, body } = await client.get(`/api/boards/${board}/calendar/widget000001?${query}`);
  return { status, ...(body as CalendarOutput) };
};
const titles = ({ events }: CalendarOutput) => events.map(({ title }) => title);

describe('a calendar widget', () => {
  it('shows the days that were asked for, in the zone of who asks', async () => {
    elsewhere.serve(
      ics(
        event('yesterday', 'DTSTART;VALUE=DATE:20261124'),
        event('late', 'DTSTART:20261124T233000Z', 'DURATION:PT1H'),
        event('all week', 'DTSTART;VALUE=DATE:20261123', 'DTEND;VALUE=DATE:20261128'),
        event('anywhere', 'DTSTART:20261126T090000'),
        event('far', 'DTSTART:20261202T090000Z'),
      ),
    );
    const board = await boardWith(admin, 'calendar', { sources: [sourceOf()] });
    const berlin = await eventsOf(board);
    expect(titles(berlin)).toEqual(['all week', 'late', 'anywhere']);
    expect(berlin.events[2]).toMatchObject({ kind: 'time', startAt: Date.UTC(2026, 10, 26, 8) });
    expect(berlin.sources).toEqual([{ name: 'Home', color: '3', at: NOW, fault: null }]);
    const tokyo = await eventsOf(board, admin, 'from=2026-11-26&days=1&zone=Asia/Tokyo');
    expect(tokyo.events.map((one) => (one.kind === 'time' ? one.startAt : one.first))).toEqual([
      '2026-11-23',
      Date.UTC(2026, 10, 26),
    ]);
    expect(elsewhere.asked.length).toBe(1);
  });

  it('puts several sources together, each with its colour, and says which one is missing', async () => {
    elsewhere.answer((request, response) => {
      if (request.url === '/a') response.end(ics(event('second', 'DTSTART:20261126T100000Z')));
      else if (request.url === '/b') response.end(ics(event('first', 'DTSTART:20261126T090000Z')));
      else response.writeHead(request.url === '/c' ? 404 : 200).end('<html>sign in</html>');
    });
    const sources = ['/a', '/b', '/c', '/d'].map((path, index) => sourceOf(path, { color: String(index + 1) }));
    const answer = await eventsOf(await boardWith(admin, 'calendar', { sources }));
    expect(answer.events.map(({ title, source }) => [title, source])).toEqual([
      ['first', 1],
      ['second', 0],
    ]);
    expect(answer.sources.map(({ fault }) => fault?.reason)).toEqual([undefined, undefined, 'missing', 'content']);
  });

  it('asks whether anything changed, and keeps what it has when that can not be told', async () => {
    elsewhere.answer((request, response) => {
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end();
      else
        response
          .writeHead(200, { etag: '"1"', 'last-modified': 'Wed, 25 Nov 2026 10:00:00 GMT' })
          .end(ics(event('x', 'DTSTART:20261126T100000Z')));
    });
    const board = await boardWith(admin, 'calendar', { sources: [sourceOf()] });
    await eventsOf(board);
    clock.advance(limits.calendar.freshMs);
    const same = await eventsOf(board);
    expect(elsewhere.asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"']);
    expect(elsewhere.asked[1]?.headers['if-modified-since']).toBe('Wed, 25 Nov 2026 10:00:00 GMT');
    expect([titles(same), same.sources[0]?.at]).toEqual([['x'], clock.now()]);
    elsewhere.answer((_, response) => response.destroy());
    clock.advance(limits.calendar.freshMs);
    const old = await eventsOf(board);
    expect([titles(old), old.sources[0]]).toMatchObject([
      ['x'],
      { at: clock.now() - limits.calendar.freshMs, fault: { reason: 'unreachable' } },
    ]);
    // The next day everything is read anew: the window has moved on.
    elsewhere.serve(ics(event('new', 'DTSTART:20261127T100000Z')));
    clock.advance(24 * 3_600_000);
    expect(titles(await eventsOf(board))).toEqual(['new']);
    expect(elsewhere.asked.at(-1)?.headers['if-none-match']).toBeUndefined();
  });

  it('keeps its addresses from all who do not edit the board', async () => {
    elsewhere.serve(ics(event('x', 'DTSTART:20261126T100000Z')));
    const board = await boardWith(admin, 'calendar', { sources: [sourceOf()] });
    expect((await admin.get(`/api/boards/${board}`)).text).toContain('secret-token');
    const anyone = lab.client();
    for (const path of [
      `/api/boards/${board}`,
      `/boards/${board}`,
      `/api/boards/${board}/calendar/widget000001?from=2026-11-25&days=7&zone=UTC`,
    ]) {
      const { status, text } = await anyone.get(path);
      expect([path, status, text.includes('secret-token')]).toEqual([path, 200, false]);
    }
    expect(titles(await eventsOf(board, anyone))).toEqual(['x']);
    elsewhere.answer((_, response) => response.destroy());
    clock.advance(limits.calendar.freshMs);
    const { sources } = await eventsOf(board, anyone);
    expect(sources[0]?.fault).not.toBeNull();
    expect(JSON.stringify(sources)).not.toContain('secret-token');
    expect(lab.logged.join('\n')).not.toContain('secret-token');
  });

  it('is for those who may see it', async () => {
    elsewhere.serve(ics());
    const household = await boardWith(admin, 'calendar', { sources: [] }, { access: 'viewer' });
    const operators = await boardWith(admin, 'calendar', { sources: [] }, { visibleTo: 'operator' });
    for (const board of [household, operators]) expect((await eventsOf(board, lab.client())).status).toBe(404);
    expect(await eventsOf(household)).toMatchObject({ status: 200, sources: [], events: [] });
  });

  it.each([
    'days=7&zone=UTC',
    'from=x&days=7&zone=UTC',
    'from=2026-11-25&days=0&zone=UTC',
    `from=2026-11-25&days=${limits.calendar.days + 1}&zone=UTC`,
    'from=2026-11-25&days=7&zone=Nowhere',
  ])('refuses %s', async (query) => {
    expect((await eventsOf(await boardWith(admin, 'calendar', { sources: [] }), admin, query)).status).toBe(422);
  });

  it('can be tried before it is saved; who tried what is in the audit log, without the address', async () => {
    elsewhere.serve(ics(event('x', 'DTSTART:20261126T100000Z')));
    const range = { from: '2026-11-25', days: 7, zone: 'UTC' };
    const { body } = await admin.send('POST', '/api/calendar/preview', { sources: [sourceOf()], ...range });
    expect(titles(body as CalendarOutput)).toEqual(['x']);
    const { text } = await admin.get('/api/audit?action=calendar.preview');
    expect(text).toContain(new URL(elsewhere.url).host);
    expect(text).not.toContain('secret-token');
    const tried = await admin.send('POST', '/api/calendar/preview', {
      sources: [{ name: 'x', url: 'ftp://x/' }],
      ...range,
    });
    expect(tried.status).toBe(422);
  });

  it('reads webcal addresses without TLS where there is none', async () => {
    elsewhere.serve(ics(event('x', 'DTSTART:20261126T100000Z')));
    const plain = sourceOf().url.replace('http:', 'webcal:');
    const answer = await eventsOf(await boardWith(admin, 'calendar', { sources: [sourceOf('', { url: plain })] }));
    expect([titles(answer), answer.sources[0]?.fault]).toEqual([['x'], null]);
  });

  it('reads no webcal address without TLS because a certificate is wrong', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'amud-calendar-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
    execFileSync('openssl', [...words, '-subj', '/CN=calendar', '-keyout', key, '-out', cert], { stdio: 'ignore' });
    const asked: string[] = [];
    const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
      asked.push(request.url ?? '');
      response.end(ics());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `webcal://127.0.0.1:${(server.address() as AddressInfo).port}/x.ics`;
    const { sources } = await eventsOf(await boardWith(admin, 'calendar', { sources: [sourceOf('', { url })] }));
    expect([sources[0]?.fault?.reason, asked]).toEqual(['tls', []]);
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  });

  it('security 22: asks nobody that it must not ask', async () => {
    const sources = [sourceOf('', { url: 'http://169.254.169.254/latest' }), sourceOf('', { url: 'http://[::1]:1/' })];
    const answer = await eventsOf(await boardWith(admin, 'calendar', { sources }));
    expect(answer.sources.map(({ fault }) => fault?.reason)).toEqual(['blocked', 'blocked']);
  });

  it('security 26: ends the reading of one that never ends, and the next one is read', async () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:x',
      'BEGIN:STANDARD',
      'DTSTART:00010101T000000',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0000',
      'RRULE:FREQ=YEARLY;BYSECOND=59;BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11',
      'END:STANDARD',
      'END:VTIMEZONE',
    ];
    const long = ics(
      ...zone,
      ...Array.from({ length: 3_000 }, (_, index) =>
        event(`e${index}`, 'DTSTART;TZID=x:20261126T100000', 'RRULE:FREQ=DAILY'),
      ),
    );
    elsewhere.serve(long);
    const answer = await eventsOf(await boardWith(admin, 'calendar', { sources: [sourceOf('/long')] }));
    expect(answer.status).toBe(200);
    expect(answer.sources[0]?.fault !== null || answer.isCut).toBe(true);
    elsewhere.serve(ics(event('x', 'DTSTART:20261126T100000Z')));
    expect(titles(await eventsOf(await boardWith(admin, 'calendar', { sources: [sourceOf('/short')] })))).toEqual([
      'x',
    ]);
  });
});
