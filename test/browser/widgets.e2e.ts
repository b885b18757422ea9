/// <reference lib="dom" />
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { type Amud, startAmud } from '../process.ts';
import { type FeedSite, startFeedSite } from './feed-site.ts';
import { enter, expectAccessible, watchComplaints } from './watched-page.ts';

test.describe.configure({ mode: 'serial' });

let amud: Amud;
let page: Page;
let complaints: string[];
let site: FeedSite;
let other: Server;
let otherUrl: string;

const day = (offset: number): string =>
  new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
const calendar = () =>
  [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'UID:1',
    `DTSTART;VALUE=DATE:${day(1)}`,
    'SUMMARY:Bins out',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');

test.beforeAll(async ({ browser }) => {
  site = await startFeedSite('Quiet Rack', ['A tour of the rack', 'Cables']);
  other = createServer((request, response) => {
    if (request.url === '/calendar.ics') response.end(calendar());
    else if (request.url === '/page') response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Framed</h1>');
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  otherUrl = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  amud = await startAmud({ AMUD_OUTBOUND_ALLOW: '127.0.0.1', AMUD_NODE_TAG: 'nas' });
  page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  complaints = watchComplaints(page);
  await enter(page, amud);
});
test.afterAll(async () => {
  await amud?.stop();
  amud?.remove();
  await site?.stop();
  other?.closeAllConnections();
  other?.close();
});

const call = <T>(method: string, path: string, body: object = {}): Promise<T> =>
  page.evaluate(
    async ({ method, path, body }) => {
      const headers = { 'content-type': 'application/json' };
      const given = method === 'GET' ? {} : { body: JSON.stringify(body) };
      return (await fetch(path, { method, headers, ...given })).json();
    },
    { method, path, body },
  );

let count = 0;
/** Opens a board with one widget of a kind. */
const show = async (kind: string, settings: object = {}, size = { w: 4, h: 4 }) => {
  count += 1;
  const item = {
    kind: 'widget',
    id: `widget00000${count % 10}`,
    widget: kind,
    desktop: { x: 0, y: 0, ...size },
    visibleTo: 'public',
    settings,
  };
  const content = { name: `Board ${count}`, sections: [{ id: 'section00001', title: 'S', items: [item] }] };
  const { board } = await call<{ board: { id: string } }>('POST', '/api/boards', { content });
  await page.goto(`${amud.url}/boards/${board.id}`);
  return page.locator(`[data-widget="${kind}"]`);
};

const kinds: [kind: string, name: string][] = [
  ['clock', 'Clock'],
  ['greeting', 'Greeting'],
  ['weather', 'Weather'],
  ['search', 'Search'],
  ['note', 'Note'],
  ['links', 'Links'],
  ['image', 'Picture'],
  ['calendar', 'Calendar'],
  ['feeds', 'Feeds'],
  ['nodes', 'Nodes'],
  ['chart', 'Chart'],
  ['countdown', 'Countdown'],
];

test('each kind is added through the dialog, with the form of its settings', async () => {
  test.setTimeout(240_000);
  const content = { name: 'All', sections: [{ id: 'section00001', title: 'S', items: [] }] };
  const { board } = await call<{ board: { id: string } }>('POST', '/api/boards', { content });
  await page.goto(`${amud.url}/boards/${board.id}`);
  await page.getByRole('button', { name: 'Edit this board' }).click();
  for (const [kind, name] of kinds) {
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.locator('.menu-item', { hasText: 'Widget' }).click();
    await page
      .getByRole('dialog')
      .locator('.widget-choice', { has: page.getByText(name, { exact: true }) })
      .click();
    const settings = page.getByRole('dialog', { name: `${name} settings` });
    await expect(settings.locator('.widget-preview')).toBeVisible();
    await settings.getByRole('button', { name: 'Done' }).click();
    await expect(settings).toHaveCount(0);
    await expect(page.locator(`.board-item [data-widget="${kind}"]`)).toHaveCount(1);
  }
  await page.getByRole('button', { name: 'Done', exact: true }).click();
});

test('those with nothing in them say what to do, in dark and light', async () => {
  const empty: [string, string][] = [
    ['calendar', 'calendar'],
    ['feeds', 'Feeds are added on the page Feeds'],
    ['countdown', 'No date is chosen yet'],
  ];
  for (const [kind, words] of empty)
    await expect(page.locator(`[data-widget="${kind}"]`).getByText(words, { exact: false }).first()).toBeVisible();
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
});

test('nodes are tiles that lead to their pages, and live', async () => {
  const widget = await show('nodes');
  const tile = widget.locator('[data-node="nas"]');
  await expect(tile.getByText('Online')).toBeVisible();
  await expect(tile.locator('dd').first()).toHaveText(/\d/);
  await expect(tile.locator('.spark-line')).not.toHaveAttribute('d', '');
  await tile.getByRole('link', { name: 'nas' }).click();
  await expect(page.getByRole('heading', { name: 'nas', level: 1 })).toBeVisible();
});

test('a chart is drawn as on the page of the node, and is a table for who wants one', async () => {
  const widget = await show('chart', { chart: 'memory', minutes: '5' });
  await expect(widget.locator('canvas')).toBeVisible();
  await expect(widget.getByRole('img')).toHaveAttribute('aria-label', /Memory/);
  await widget.getByRole('button', { name: /table/i }).click();
  await expect(widget.getByRole('table')).toBeVisible();
  await expectAccessible(page);
  const gone = await show('chart', { node: 'gone' });
  await expect(gone.getByText('The chosen hosts are not here any more.')).toBeVisible();
});

test('a page without a chart does not fetch what draws them', async () => {
  const fetched: string[] = [];
  const note = (request: { url(): string }) => fetched.push(request.url());
  page.on('request', note);
  await show('clock');
  await expect(page.locator('.clock')).toBeVisible();
  page.off('request', note);
  expect(fetched.filter((url) => /\/(plot|chart)/.test(url))).toEqual([]);
});

test('feeds show what is new, live', async () => {
  await call('POST', '/api/feeds', { url: `${site.url}/feed.xml`, category: 'Rack' });
  const widget = await show('feeds', { excerpts: true, entries: 5 });
  await expect(widget.getByRole('link', { name: /A tour of the rack/ })).toHaveAttribute('rel', 'noopener noreferrer');
  await expect(widget.getByText('All about Cables.')).toBeVisible();
  site.titles.unshift('A new switch');
  await call('POST', '/api/feed-look');
  await expect(widget.getByRole('link', { name: /A new switch/ })).toBeVisible();
  await expectAccessible(page);
  const other = await show('feeds', { category: 'Nothing' });
  await expect(other.getByText('Nothing to show yet.')).toBeVisible();
});

test('a calendar shows what comes, and says why it can not', async () => {
  const sources = [{ name: 'House', url: `${otherUrl}/calendar.ics`, color: '3' }];
  const widget = await show('calendar', { sources });
  await expect(widget.getByText('Bins out')).toBeVisible();
  const broken = await show('calendar', { sources: [{ name: 'House', url: `${otherUrl}/gone.ics`, color: '3' }] });
  await expect(broken.getByText('There is nothing at this address')).toBeVisible();
});

test('weather that can not be had says so, and can be asked for again', async () => {
  const place = { name: 'Berlin', latitude: 52.52, longitude: 13.4 };
  const widget = await show('weather', { place });
  await expect(widget.getByRole('button', { name: 'Try again' }).or(widget.locator('[data-now]')).first()).toBeVisible({
    timeout: 30_000,
  });
  const empty = await show('weather');
  await expect(empty.locator('.widget-empty')).toBeVisible();
});

const hour = 3_600_000;
const weather = () => ({
  place: 'Berlin',
  at: Date.now(),
  zone: 'Europe/Berlin',
  now: {
    celsius: 6.4,
    feelsCelsius: 2.9,
    humidityPercent: 81,
    windMetersPerSecond: 5.3,
    windDegrees: 240,
    gustMetersPerSecond: null,
    code: 61,
    isDay: true,
  },
  hours: [1, 2, 3].map((after) => ({
    at: Date.now() + after * hour,
    celsius: 5,
    code: 61,
    isDay: true,
    rainPercent: 40,
  })),
  days: [],
});

test('what the page carries of nodes and weather is drawn with it, and not asked for', async ({ browser }) => {
  const place = { name: 'Berlin', latitude: 52.52, longitude: 13.4 };
  await show('weather', { place });
  const ofWeather = page.url();
  await show('nodes');
  const ofNodes = page.url();
  const storageState = await page.context().storageState();
  const other = await (await browser.newContext({ storageState, serviceWorkers: 'block' })).newPage();
  // Nothing comes over the live channel.
  await other.routeWebSocket(/\/live$/, () => {});
  const asked: string[] = [];
  other.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await other.goto(ofNodes);
  await expect(other.locator('[data-node="nas"] .node-tile-figures')).toContainText('%');
  // The weather of the world is not there for tests: what the server would write once it has it.
  await other.route(ofWeather, async (route) => {
    const response = await route.fetch();
    const id =
      /"widget":"weather"/.test(await response.text()) && /"id":"(widget\d+)"/.exec(await response.text())?.[1];
    const carried = JSON.stringify({ [String(id)]: { weather: weather(), fault: null } });
    await route.fulfill({ response, body: (await response.text()).replace('"weather":{}', `"weather":${carried}`) });
  });
  await other.goto(ofWeather);
  await expect(other.locator('.weather-temperature')).toHaveText('6°C');
  expect(asked.filter((path) => path.includes('/weather/'))).toEqual([]);
  await other.context().close();
});

test('a note is Markdown without what could do harm', async () => {
  const text = '# Wi-Fi\n\n- [x] done\n\n[bad](javascript:alert(1)) <img src=x onerror=alert(1)>';
  const widget = await show('note', { text });
  await expect(widget.getByText('Wi-Fi')).toBeVisible();
  await expect(widget.locator('a[href^="javascript"], img')).toHaveCount(0);
  await expectAccessible(page);
});

test('links, clock, countdown, greeting and search show what they are for', async () => {
  const links = await show('links', { links: [{ name: 'NAS', url: 'http://nas.home.arpa/' }] });
  await expect(links.getByRole('link', { name: 'NAS' })).toHaveAttribute('href', 'http://nas.home.arpa/');
  const clock = await show('clock', { zone: 'Asia/Tokyo', hours: '24' });
  await expect(clock.locator('time')).toHaveText(/\d\d:\d\d/);
  const countdown = await show('countdown', { title: 'Holiday', until: '2099-01-01' });
  await expect(countdown.getByText('Holiday')).toBeVisible();
  const greeting = await show('greeting', { name: 'Anna' });
  await expect(greeting.getByText('Anna')).toBeVisible();
  const search = await show('search');
  await expect(search.locator('input, button').first()).toBeVisible();
});

test('a web page is framed when the board allows it, and only there', async () => {
  const widget = await show('frame', { url: `${otherUrl}/page`, title: 'Other' });
  await expect(widget.frameLocator('iframe').getByRole('heading', { name: 'Framed' })).toBeVisible();
});

test('nothing was complained about', () => {
  expect(complaints.filter((one) => !/iframe|allow-scripts/.test(one))).toEqual([]);
});
