/// <reference lib="dom" />

import { expect, type Page, test } from '@playwright/test';
import { themeNames } from '../../packages/protocol/src/look/theme-names.ts';
import { type Amud, startAmud } from '../process.ts';
import { enter, expectAccessible, watchComplaints } from './watched-page.ts';

test.describe.configure({ mode: 'serial' });

let amud: Amud;
let page: Page;
let complaints: string[];

test.beforeAll(async ({ browser }) => {
  amud = await startAmud();
  page = await (await browser.newContext()).newPage();
  complaints = watchComplaints(page);
});
test.afterAll(async () => {
  await amud?.stop();
  amud?.remove();
});

const paths = [
  '/',
  '/apps',
  '/feeds',
  '/setup',
  '/settings',
  '/settings/region',
  '/settings/look',
  '/settings/search',
  '/settings/backup',
  '/settings/export',
  '/settings/installation',
  '/settings/about',
  '/nodes',
  '/nodes/this-host',
  '/settings/security',
  '/settings/users',
  '/settings/audit',
  '/nowhere',
  '/nodes/nobody',
];
const sizes = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
  { width: 3840, height: 2160 },
];

test('the door is accessible, dark and light', async () => {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${amud.url}/sign-in`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page);
  }
  await enter(page, amud);
});

/** Each page in another theme: so all rules are asked on every page, and in every theme. */
const themeOf = (path: string) => themeNames[paths.indexOf(path) % themeNames.length];

for (const path of paths) {
  test(`${path} is accessible in ${themeOf(path)}, dark and light, and fits from 360 px to 4K`, async () => {
    const data = { for: 'me', set: { theme: themeOf(path) } };
    expect((await page.request.patch(`${amud.url}/api/settings`, { data, headers: { origin: amud.url } })).ok()).toBe(
      true,
    );
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${amud.url}${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForTimeout(500);
      await expectAccessible(page);
    }
    for (const size of sizes) {
      await page.setViewportSize(size);
      await page.waitForTimeout(150);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${path} at ${size.width} px`).toBeLessThanOrEqual(0);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });
}

for (const path of ['/', '/nodes/this-host']) {
  test(`nothing jumps while ${path} loads and lives`, async () => {
    expect(await jumpsAt(path)).toBeLessThan(0.01);
  });
}

test('a board has its name, where it stays, before the app is there', async ({ browser }) => {
  const storageState = await page.context().storageState();
  const slow = await (await browser.newContext({ storageState, serviceWorkers: 'block' })).newPage();
  const place = () => slow.getByRole('heading', { name: 'Home', level: 1 }).boundingBox();
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await slow.route(/\/common-.*\.js$/, (route) => released.then(() => route.continue()));
  await slow.goto(amud.url, { waitUntil: 'commit' });
  await expect.poll(() => slow.evaluate<number>('document.styleSheets.length')).toBeGreaterThan(0);
  await slow.evaluate('document.fonts.ready.then(() => true)');
  const before = await place();
  const nodes = slow.getByRole('link', { name: 'Nodes', exact: true });
  await expect(nodes).toHaveCount(0);
  release();
  await expect(nodes).toBeVisible();
  expect(await place()).toEqual(before);
  await slow.context().close();
});

const jumpsAt = async (path: string): Promise<number> => {
  await page.goto(`${amud.url}${path}`);
  // As text: the types of Node.js know no layout shift.
  return page.evaluate<number>(`new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => resolve(sum), 3000);
  })`);
};

test('everything can be reached by keyboard', async () => {
  await page.goto(`${amud.url}/nodes`);
  await expect(page.getByTestId('node-this-host')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: /skip/i })).toBeFocused();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'this-host', level: 1 })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  await expect(page.getByRole('heading', { name: 'Nodes', level: 1 })).toBeVisible();
});

test('the browser never complained: no CSP report, no error', () => {
  expect(complaints).toEqual([]);
});
