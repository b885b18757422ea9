/// <reference lib="dom" />
import { expect, type Page, test } from '@playwright/test';
import { type Amud, startAmud } from '../process.ts';
import { type FeedSite, startFeedSite } from './feed-site.ts';
import { enter, expectAccessible, watchComplaints } from './watched-page.ts';

test.describe.configure({ mode: 'serial' });

let amud: Amud;
let page: Page;
let complaints: string[];
let rack: FeedSite;
let plants: FeedSite;
/** Everything that the browser asked for of others. */
const elsewhere: string[] = [];

test.beforeAll(async ({ browser }) => {
  rack = await startFeedSite(
    'Quiet Rack',
    Array.from({ length: 60 }, (_, index) => `Rack post ${60 - index}`),
  );
  plants = await startFeedSite('Plants', ['Basil', 'Mint']);
  amud = await startAmud({ AMUD_OUTBOUND_ALLOW: '127.0.0.1' });
  page = await (await browser.newContext()).newPage();
  complaints = watchComplaints(page);
  page.on('request', (request) => {
    if (!request.url().startsWith(amud.url) && request.url().startsWith('http')) elsewhere.push(request.url());
  });
  await enter(page, amud);
});
test.afterAll(async () => {
  await amud?.stop();
  amud?.remove();
  await rack?.stop();
  await plants?.stop();
});

const dialog = () => page.getByRole('dialog');
const entry = (title: string) => page.locator('.entry', { has: page.getByRole('link', { name: title, exact: true }) });
const sources = () => page.getByRole('navigation', { name: 'What is shown' });
const find = async (address: string) => {
  await dialog().getByLabel('Address of a site or feed').fill(address);
  await dialog().getByRole('button', { name: 'Find feed' }).click();
};
const follow = async (address: string, category: string) => {
  await page.getByRole('button', { name: 'Add feed' }).first().click();
  await find(address);
  await dialog().getByLabel('Category').fill(category);
  await dialog().getByRole('button', { name: 'Follow' }).click();
  await expect(dialog()).toHaveCount(0);
};

test('an empty page says why it is worth it, and is reached from the rail', async () => {
  await page.getByRole('link', { name: 'Feeds' }).click();
  await expect(page.getByRole('heading', { name: 'Feeds', level: 1 })).toBeFocused();
  await expect(page.getByRole('heading', { name: 'Follow the sites that you read' })).toBeVisible();
  await expectAccessible(page);
});

test('a site without a feed, and one that is not there: the step that failed is named', async () => {
  await page.getByRole('button', { name: 'Add feed' }).click();
  await find(`${rack.url}/bare`);
  await expect(dialog().getByText('names no feed')).toBeVisible();
  await find(`${rack.url}/nothing`);
  await expect(dialog().getByText('There is nothing at this address')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog()).toHaveCount(0);
});

test('a site is pasted, its feed is found and shown before it is followed', async () => {
  await page.getByRole('button', { name: 'Add feed' }).click();
  await find(`${rack.url}/`);
  await expect(dialog().getByRole('region', { name: 'Preview' }).getByRole('listitem')).toHaveCount(8);
  await expectAccessible(page);
  await dialog().getByLabel('Category').fill('Hardware');
  await dialog().getByRole('button', { name: 'Follow' }).click();
  // It is read in the background, and appears by itself.
  await expect(entry('Rack post 60')).toBeVisible();
  await expect(entry('Rack post 60').getByText('All about Rack post 60.', { exact: true })).toBeVisible();
  await expect(page.getByTestId('summary')).toHaveText('60 unread in 1 feed');
});

test('older entries come as one gets there', async () => {
  await expect(page.locator('.entry')).toHaveCount(50);
  await entry('Rack post 11').scrollIntoViewIfNeeded();
  await expect(page.locator('.entry')).toHaveCount(60);
  await page.evaluate(() => scrollTo(0, 0));
});

test('it is read by keyboard alone', async () => {
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(entry('Rack post 59').getByRole('link')).toBeFocused();
  await page.keyboard.press('m');
  await expect(entry('Rack post 59')).toHaveClass(/read/);
  await page.keyboard.press('s');
  await expect(entry('Rack post 59').getByRole('button', { name: 'Star: Rack post 59' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  const [opened] = await Promise.all([
    page.waitForEvent('popup'),
    page.keyboard.press('k').then(() => page.keyboard.press('o')),
  ]);
  expect(opened.url()).toBe(`${rack.url}/posts/Rack%20post%2060`);
  await opened.close();
  await expect(entry('Rack post 60')).toHaveClass(/read/);
  await expect(page.getByTestId('summary')).toHaveText('58 unread in 1 feed');
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  await expect(entry('Rack post 58')).toBeVisible();
});

test('it is filtered by feed, category, marks and words', async () => {
  await follow(`${plants.url}/feed.xml`, 'Garden');
  await expect(entry('Basil')).toBeVisible();
  await sources()
    .getByRole('link', { name: /^Garden/ })
    .click();
  await expect(page.locator('.entry')).toHaveCount(2);
  await page.getByText('Starred', { exact: true }).click();
  await expect(page.getByText('Nothing has a star yet.')).toBeVisible();
  await page.goBack();
  await sources()
    .getByRole('link', { name: /^All feeds/ })
    .click();
  await page.getByText('Starred', { exact: true }).click();
  await expect(page.locator('.entry')).toHaveCount(1);
  await page.reload();
  await expect(page.locator('.entry')).toHaveCount(1);
  await page.getByText('All', { exact: true }).click();
  await page.getByRole('searchbox', { name: 'Search entries' }).fill('mint all');
  await expect(page.locator('.entry')).toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Search entries' }).fill('nowhere to be found');
  await expect(page.getByText('Nothing is found for')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search entries' }).fill('');
  await expect(page.locator('.entry')).toHaveCount(50);
});

test('everything is marked as read, and undo takes it back', async () => {
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(page.getByTestId('summary')).toHaveText('0 unread in 2 feeds');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByTestId('summary')).toHaveText('60 unread in 2 feeds');
});

test('what is new appears by itself, and waits while one reads further down', async () => {
  plants.titles.unshift('Thyme');
  const look = async () => {
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('button', { name: 'Look for new entries now' }).click();
  };
  await look();
  await expect(entry('Thyme')).toBeVisible();
  await page.evaluate(() => scrollTo(0, 2_000));
  plants.titles.unshift('Sage');
  await page.evaluate(() =>
    fetch('/api/feed-look', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
  );
  await expect(page.getByRole('button', { name: '1 new entry' })).toBeAttached();
  await expect(entry('Sage')).toHaveCount(0);
  await page.getByRole('button', { name: '1 new entry' }).click();
  await expect(entry('Sage')).toBeVisible();
});

test('a feed that can not be had says why, and keeps what it has', async () => {
  plants.isDown = true;
  await page.evaluate(() =>
    fetch('/api/feed-look', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
  );
  await expect(sources().getByText('(status 503)')).toBeAttached();
  await sources()
    .getByRole('link', { name: /^Plants/ })
    .click();
  await expect(page.getByText('It could not be read anew')).toBeVisible();
  await expect(page.locator('.entry')).toHaveCount(4);
  plants.isDown = false;
});

test('it is renamed and moved, removed and brought back', async () => {
  await page.getByRole('button', { name: 'Change Plants' }).click();
  await dialog().getByLabel('Name').fill('Herbs');
  await dialog().getByLabel('Category').fill('House');
  await expectAccessible(page);
  await dialog().getByRole('button', { name: 'Save' }).click();
  await expect(sources().getByRole('link', { name: /^Herbs/ })).toBeVisible();
  await expect(sources().getByRole('link', { name: /^House/ })).toBeVisible();
  await page.getByRole('button', { name: 'Change Herbs' }).click();
  await dialog().getByRole('button', { name: 'Remove feed' }).click();
  await expect(sources().getByRole('link', { name: /^Herbs/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(sources().getByRole('link', { name: /^Herbs/ })).toBeVisible();
});

test('the list goes to another reader and comes from one', async () => {
  await page.getByRole('button', { name: 'More' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export OPML' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('amud-feeds.opml');
  const opml = '<opml version="2.0"><body><outline text="New" xmlUrl="http://new.invalid/feed"/></body></opml>';
  await page.getByRole('button', { name: 'More' }).click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Import OPML' }).click(),
  ]);
  await chooser.setFiles({ name: 'feeds.opml', mimeType: 'text/x-opml', buffer: Buffer.from(opml) });
  await expect(page.getByText('Added: 1. Here already: 0. Not usable: 0.')).toBeVisible();
  await expect(sources().getByRole('link', { name: /^New/ })).toBeVisible();
});

test('it is accessible in dark and light, wide and narrow, and nothing of others was asked for', async () => {
  await page.goto(`${amud.url}/feeds`);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await expect(page.locator('.entry').first()).toBeVisible();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  }
  expect(elsewhere.filter((url) => !url.startsWith(rack.url))).toEqual([]);
  expect(complaints).toEqual([]);
});
