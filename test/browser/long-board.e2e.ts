/// <reference lib="dom" />
import { expect, type Page, test } from '@playwright/test';
import { fillHome } from '../home.ts';
import { type Amud, startAmud } from '../process.ts';
import { NEW_PASSWORD, signIn } from '../session.ts';
import { enter, watchComplaints } from './watched-page.ts';

test.describe.configure({ mode: 'serial' });

const APPS = 150;

let amud: Amud;
let page: Page;
let complaints: string[];

test.beforeAll(async ({ browser }) => {
  amud = await startAmud();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  complaints = watchComplaints(page);
  await enter(page, amud);
  await fillHome(amud, await signIn(amud, NEW_PASSWORD), APPS);
});
test.afterAll(async () => {
  await amud?.stop();
  amud?.remove();
});

/** Where there is a place for a card and no card in it. */
const emptyPlaces = () =>
  page.evaluate(() =>
    [...document.querySelectorAll('.board-item')]
      .filter((place) => place.childElementCount === 0)
      .map((place) => ({ top: Math.round(place.getBoundingClientRect().top), height: place.clientHeight })),
  );
const drawn = () => page.locator('.board-item > .app-card');

test('the first screen of a long board is drawn first, the rest when somebody wants to see it', async () => {
  // Never a second after loading: only a person can ask for the rest.
  await page.addInitScript(() => {
    const { setTimeout: original } = window;
    window.setTimeout = ((run: () => void, ms?: number) =>
      original(run, ms === 1_000 ? 3_600_000 : ms)) as typeof setTimeout;
  });
  for (const ask of [() => page.mouse.wheel(0, 300), () => page.keyboard.press('ArrowDown')]) {
    await page.goto(amud.url);
    await expect(drawn().first()).toBeVisible();
    const empty = await emptyPlaces();
    expect(empty.length).toBeGreaterThan(APPS / 3);
    for (const { top, height } of empty) {
      expect(top).toBeGreaterThan(900);
      expect(height).toBe(80);
    }
    const tall = await page.evaluate(() => document.documentElement.scrollHeight);
    await ask();
    await expect(drawn()).toHaveCount(APPS);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(tall);
  }
});

test('who goes to its end at once sees what is there before what is above', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies(await page.context().cookies());
  const other = await context.newPage();
  // As if the browser had time but once.
  await other.addInitScript(() => {
    const { requestIdleCallback: original } = window;
    let times = 0;
    window.requestIdleCallback = (run, options) => (++times === 1 ? original(run, options) : 0);
  });
  await other.goto(amud.url);
  await expect(other.locator('.board-item > .app-card').first()).toBeVisible();
  await other.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await expect(other.locator('.board-item').last().locator('.app-card')).toBeVisible();
  expect(await other.locator('.board-item > .app-card').count()).toBeLessThan(APPS);
  await context.close();
});

test('edit mode draws all at once', async () => {
  await page.goto(amud.url);
  await expect(drawn().first()).toBeVisible();
  await page.goto(`${amud.url}/?edit`);
  await expect(page.locator('.board.editing .board-item .app-card')).toHaveCount(APPS);
});

test('on a screen that nobody touches the rest comes a moment after loading', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies(await page.context().cookies());
  const other = await context.newPage();
  await other.goto(amud.url);
  await expect(other.locator('.board-item > .app-card')).toHaveCount(APPS);
  await context.close();
});

test('the browser had nothing to complain about', () => {
  expect(complaints).toEqual([]);
});
