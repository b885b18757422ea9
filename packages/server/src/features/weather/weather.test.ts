import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { BoardContent } from '@amud/protocol/boards.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { WeatherOutput } from '@amud/protocol/weather.ts';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../test/fake-clock.ts';
import { type Client, type Lab, startLab } from '../../../test/lab.ts';
import { createOutbound } from '../../core/outbound/outbound.ts';
import { RemoteError } from '../../core/outbound/remote.ts';
import { readForecast, readPlaces } from './open-meteo.ts';

const recording = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../../test/recordings/open-meteo', name));
const NOON = Date.UTC(2026, 10, 25, 13, 20);

let openMeteo: Server;
let asked: URL[];
let answer: RequestListener;
let lab: Lab;
let admin: Client;
let clock: FakeClock;

beforeEach(async () => {
  clock = createFakeClock(NOON);
  asked = [];
  answer = (request, response) => {
    response.end(recording(request.url?.includes('/v1/search') ? 'search.json' : 'forecast.json'));
  };
  openMeteo = createServer((request, response) => {
    asked.push(new URL(request.url ?? '/', 'http://open-meteo'));
    answer(request, response);
  });
  await new Promise<void>((resolve) => openMeteo.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(openMeteo.address() as AddressInfo).port}`;
  lab = await startLab({
    clock,
    outbound: createOutbound({ allowed: ['127.0.0.1'] }),
    openMeteo: { forecast: `${base}/v1/forecast`, places: `${base}/v1/search` },
  });
  admin = await lab.admin();
});
afterEach(async () => {
  await lab.stop();
  openMeteo.closeAllConnections();
  await new Promise((resolve) => openMeteo.close(resolve));
});

const home = { name: 'Home', latitude: 52.52437, longitude: 13.41053 };
const boardWith = async (access: string, place: object | null = home, visibleTo = 'public') => {
  const item = {
    kind: 'widget',
    id: 'weather00001',
    widget: 'weather',
    desktop: { x: 0, y: 0, w: 3, h: 2 },
    visibleTo,
    settings: { place },
  };
  const section = { id: 'section00001', title: '', items: [item] };
  const { body } = await admin.send('POST', '/api/boards', { access, content: { name: 'x', sections: [section] } });
  const { board } = body as { board: { id: string; content: BoardContent } };
  return board.id;
};
const weatherOf = async (board: string, client: Client = admin, item = 'weather00001') => {
  const { status, body } = await client.get(`/api/boards/${board}/weather/${item}`);
  return { status, ...(body as WeatherOutput) };
};

describe('weather', () => {
  it('is what Open-Meteo says, in our words', async () => {
    const { weather, fault } = await weatherOf(await boardWith('public'));
    expect(fault).toBeNull();
    expect(weather).toMatchObject({
      place: 'Home',
      at: NOON,
      zone: 'Europe/Berlin',
      now: { celsius: 6.4, feelsCelsius: 2.9, humidityPercent: 81, windMetersPerSecond: 5.32, code: 61, isDay: true },
    });
    expect(weather?.hours[0]?.at).toBe(Date.UTC(2026, 10, 25, 14));
    expect(weather?.hours.length).toBe(30);
    expect(weather?.days.map(({ date }) => date).slice(0, 2)).toEqual(['2026-11-25', '2026-11-26']);
    expect(weather?.days.length).toBe(8);
    const [url] = asked;
    expect(url?.searchParams.get('latitude')).toBe('52.52');
    expect(url?.searchParams.get('longitude')).toBe('13.41');
  });

  it('is asked for once, however many look, and again when it is old', async () => {
    const board = await boardWith('public');
    await Promise.all([weatherOf(board), weatherOf(board), weatherOf(board, lab.client())]);
    expect(asked.length).toBe(1);
    clock.advance(limits.weather.freshMs - 1);
    await weatherOf(board);
    expect(asked.length).toBe(1);
    clock.advance(1);
    await weatherOf(board);
    expect(asked.length).toBe(2);
  });

  it('is in the page that shows it as soon as it is here, and as long as it is new', async () => {
    const board = await boardWith('public');
    const inPage = async (client: Client = admin) => {
      const { text } = await client.get(`/boards/${board}`);
      return JSON.parse(/id="first">(.*?)<\/script>/.exec(text)?.[1] ?? '{}').weather as Record<string, WeatherOutput>;
    };
    expect(await inPage()).toEqual({});
    const { status, ...answer } = await weatherOf(board);
    expect([status, await inPage(), await inPage(lab.client())]).toEqual([
      200,
      { weather00001: answer },
      { weather00001: answer },
    ]);
    clock.advance(limits.weather.freshMs);
    expect([await inPage(), asked.length]).toEqual([{}, 1]);
  });

  it('of a home is not in the page of who has no account', async () => {
    const set = { homePlace: { name: 'Our street', latitude: 52.52437, longitude: 13.41053 } };
    await admin.send('PATCH', '/api/settings', { for: 'everyone', set });
    const board = await boardWith('public', null);
    await weatherOf(board);
    expect((await admin.get(`/boards/${board}`)).text).toContain('"place":"Our street"');
    expect((await lab.client().get(`/boards/${board}`)).text).not.toContain('Our street');
  });

  it('stays, marked, when it can not be had anew', async () => {
    const board = await boardWith('public');
    await weatherOf(board);
    answer = (_, response) => void response.writeHead(503).end('down');
    clock.advance(limits.weather.freshMs);
    const { weather, fault } = await weatherOf(board);
    expect([weather?.at, fault]).toEqual([NOON, { reason: 'status', detail: '503', since: clock.now() }]);
  });

  it.each([
    [
      'a refusal',
      (_: unknown, response: { writeHead(n: number): { end(b: Buffer): void } }) =>
        response.writeHead(400).end(recording('refused.json')),
      'status',
    ],
    [
      'too many questions',
      (_: unknown, response: { writeHead(n: number): { end(b: string): void } }) => response.writeHead(429).end('{}'),
      'limited',
    ],
    ['nonsense', (_: unknown, response: { end(b: string): void }) => response.end('<html>'), 'content'],
  ])('says why there is none: %s', async (_, does, reason) => {
    answer = does as never;
    const { status, weather, fault } = await weatherOf(await boardWith('public'));
    expect([status, weather, fault?.reason]).toEqual([200, null, reason]);
  });

  it('of a widget without a place is nothing, and asks nobody', async () => {
    expect(await weatherOf(await boardWith('public', null))).toMatchObject({ weather: null, fault: null });
    expect(asked).toEqual([]);
  });

  it('of a widget without a place is that of the home of who looks, and of nobody for who has no account', async () => {
    const set = { homePlace: { name: 'Our street', latitude: 52.52437, longitude: 13.41053 } };
    await admin.send('PATCH', '/api/settings', { for: 'everyone', set });
    const board = await boardWith('public', null);
    expect(await weatherOf(board)).toMatchObject({ weather: { place: 'Our street' } });
    expect(await weatherOf(board, lab.client())).toMatchObject({ weather: null, fault: null });
  });

  it('is for those who may see the widget, and says nothing of it to others', async () => {
    const [shared, household] = [await boardWith('public'), await boardWith('viewer')];
    const operatorsOnly = await boardWith('public', home, 'operator');
    const anyone = lab.client();
    expect((await weatherOf(shared, anyone)).status).toBe(200);
    for (const board of [household, operatorsOnly]) expect((await weatherOf(board, anyone)).status).toBe(404);
    for (const item of ['section00001', 'nothing00001'])
      expect((await weatherOf(shared, admin, item)).status).toBe(404);
    expect((await weatherOf('nothing00001')).status).toBe(404);
  });

  it('keeps the exact place from those who do not edit the board', async () => {
    const board = await boardWith('public');
    expect((await admin.get(`/api/boards/${board}`)).text).toContain('52.52437');
    const { text } = await lab.client().get(`/api/boards/${board}`);
    expect(text).toContain('weather00001');
    expect(text).not.toContain('52.52437');
    expect((await lab.client().get(`/boards/${board}`)).text).not.toContain('52.52437');
  });

  it('of a place that is being chosen is for editors', async () => {
    const { body } = await admin.get('/api/weather?latitude=52.5&longitude=13.4&name=There');
    expect((body as WeatherOutput).weather?.place).toBe('There');
    for (const query of [
      'latitude=91&longitude=0',
      'latitude=0',
      'latitude=x&longitude=0',
      'latitude=0&longitude=-181',
      'latitude=0&longitude=',
      'latitude=Infinity&longitude=0',
    ])
      expect([query, (await admin.get(`/api/weather?${query}`)).status]).toEqual([query, 422]);
  });
});

describe('places', () => {
  it('are found by name, with what tells them apart', async () => {
    const { body } = await admin.get('/api/places?q=Berlin&language=de');
    expect(body).toEqual({
      places: [
        { name: 'Berlin', latitude: 52.52437, longitude: 13.41053, region: 'Deutschland' },
        { name: 'Berlin', latitude: 44.46867, longitude: -71.18508, region: 'New Hampshire, USA' },
      ],
    });
    await admin.get('/api/places?q=Berlin&language=de');
    expect(asked.map(({ searchParams }) => [searchParams.get('name'), searchParams.get('language')])).toEqual([
      ['Berlin', 'de'],
    ]);
  });

  it('are none where nobody knows the name', async () => {
    answer = (_, response) => void response.end(recording('search-nothing.json'));
    expect((await admin.get('/api/places?q=Nowhere')).body).toEqual({ places: [] });
  });

  it('are bounded, and say when they can not be asked for', async () => {
    for (const query of ['q=x', `q=${'x'.repeat(limits.weather.queryLength + 1)}`, 'q=Berlin&language=../x'])
      expect([query, (await admin.get(`/api/places?${query}`)).status]).toEqual([query, 422]);
    answer = (_, response) => void response.destroy();
    const { status, text } = await admin.get('/api/places?q=Berlin');
    expect([status, text]).toEqual([503, expect.stringContaining('coordinates')]);
  });
});

describe('answers of Open-Meteo', () => {
  it('that are no such answers are refused, whatever they are', () => {
    const tryBoth = (body: Buffer) => {
      for (const read of [() => readForecast(body, NOON), () => readPlaces(body)]) {
        try {
          read();
        } catch (error) {
          expect(error).toBeInstanceOf(RemoteError);
        }
      }
    };
    fc.assert(fc.property(fc.oneof(fc.json(), fc.string()), (text) => tryBoth(Buffer.from(text))));
    const whole = recording('forecast.json').toString('utf8');
    fc.assert(
      fc.property(fc.nat(whole.length), fc.constantFrom('null', '[]', '-1', '"x"', ''), (at, put) => {
        tryBoth(Buffer.from(whole.slice(0, at) + put + whole.slice(at + 3)));
      }),
    );
  });

  it('have the right days on both sides of a change of the clocks', () => {
    const body = JSON.parse(recording('forecast.json').toString('utf8'));
    // Summer time in Berlin ends on 25 October 2026 at 3 am: that day has 25 hours.
    const midnights = ['2026-10-23T22', '2026-10-24T22', '2026-10-25T23', '2026-10-26T23'].map(
      (at) => Date.parse(`${at}:00Z`) / 1000,
    );
    body.daily.time = midnights;
    for (const offset of [3_600, 7_200]) {
      body.utc_offset_seconds = offset;
      const { days } = readForecast(Buffer.from(JSON.stringify(body)), NOON);
      expect(days.map(({ date }) => date)).toEqual(['2026-10-24', '2026-10-25', '2026-10-26', '2026-10-27']);
    }
  });
});
