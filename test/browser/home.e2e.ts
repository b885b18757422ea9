/// <reference lib="dom" />
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Page, expect as quickly, test } from '@playwright/test';
import { someApps } from '../home.ts';
import { type Amud, startServer } from '../process.ts';
import { NEW_PASSWORD } from '../session.ts';
import { handOn } from './hand.ts';
import { begin, expectAccessible, signInAs, watchComplaints } from './watched-page.ts';

/** The first evening with AMUD: from the printed password to a board that the family uses, and back after it was lost. */
test.describe.configure({ mode: 'serial', timeout: 240_000 });

/** Thirty apps are added one after the other. */
const expect = quickly.configure({ timeout: 40_000 });

let amud: Amud;
let page: Page;
let complaints: string[];
let boardId = '';
const apps = someApps(30);

test.beforeAll(async ({ browser }) => {
  // Without an agent: what runs on this machine is nobody's business here.
  amud = await startServer({ AMUD_AGENT_SECRET: 'a secret for the story of home' });
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' })).newPage();
  complaints = watchComplaints(page);
});
test.afterAll(async () => {
  await amud?.stop();
  amud?.remove();
});

const hand = () => handOn(page, () => boardId);
const press = (...keys: string[]) => hand().press(...keys);
const card = (name: string) => hand().card(name);
const placeOf = (name: string) => hand().placeOf(name);
const next = () => page.getByRole('button', { name: 'Next' }).click();
const call = async <T>(method: string, path: string, data?: object): Promise<T> => {
  const answer = await page.request.fetch(`${amud.url}${path}`, { method, data, headers: { origin: amud.url } });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
};

test('the guide asks for a name and a look, and leads to the home board', async () => {
  await begin(page, amud);
  await page.getByLabel('What shall it be called?').fill('Our house');
  await next();
  await next();
  await page.getByRole('radio', { name: 'Dark', exact: true }).check();
  await next();
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
  const { home } = await call<{ home: string }>('GET', '/api/boards');
  boardId = home;
});

test('thirty apps are pasted, and stand on the board', async () => {
  await page.keyboard.press('e');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.locator('.menu-item', { hasText: 'Apps' }).click();
  await page.getByRole('button', { name: 'New app' }).click();
  const lines = apps.map(({ name, url }) => `${name} ${url}`).join('\n');
  await page.getByLabel('Address', { exact: true }).evaluate((input, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, lines);
  await expect(page.getByRole('checkbox', { name: /^Add / })).toHaveCount(30);
  await page.getByRole('button', { name: 'Add 30 apps' }).click();
  await expect(page.locator('.board .app-card')).toHaveCount(30, { timeout: 150_000 });
  await hand().isSaved();
});

test('they are arranged with the mouse and with keys, and taken back', async () => {
  const before = await placeOf('Immich');
  await hand().drag(card('Jellyfin'), card('Immich'));
  expect(await placeOf('Jellyfin')).toBe(before);
  await card('Grafana').focus();
  const grafana = await placeOf('Grafana');
  await press('ArrowUp');
  await expect.poll(() => placeOf('Grafana')).not.toBe(grafana);
  await press('Control+z');
  await expect.poll(() => placeOf('Grafana')).toBe(grafana);
  await press('Control+z');
  await expect.poll(() => placeOf('Immich')).toBe(before);
  await press('Control+Shift+z');
  await expect.poll(() => placeOf('Jellyfin')).toBe(before);
  await page.getByRole('button', { name: 'Done', exact: true }).click();
});

test('a phone has it in two columns that fit, and an arrangement of its own', async () => {
  await page.setViewportSize({ width: 360, height: 780 });
  await expect(page.locator('.board')).toHaveAttribute('data-screen', 'phone');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await expectAccessible(page);
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('an app is found by two keystrokes, one of them wrong or not', async () => {
  for (const typed of ['vault', 'jelyfin']) {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(typed);
    await expect(page.getByRole('option').first()).toContainText(typed === 'vault' ? 'Vaultwarden' : 'Jellyfin');
    await page.keyboard.press('Escape');
  }
});

test('a theme is tried and kept', async () => {
  await page.goto(`${amud.url}/settings/look`);
  const theme = await page.locator('.theme input:not(:checked)').first().inputValue();
  await page.locator(`.theme input[value="${theme}"]`).check({ force: true });
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.goto(amud.url);
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
  await expectAccessible(page);
});

test('the board is shown to a visitor in another browser', async ({ browser }) => {
  await page.keyboard.press('e');
  await page.getByRole('button', { name: 'Name, icon, who sees it' }).click();
  await page.getByRole('radio', { name: 'Everyone, also without an account' }).check();
  await expect(page.getByText(/3\d cards are shown\./)).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  const visitor = await (await browser.newContext()).newPage();
  const theirs = watchComplaints(visitor);
  await visitor.goto(`${amud.url}/boards/${boardId}`);
  await expect(visitor.locator('.app-card')).toHaveCount(30);
  await expect(visitor.getByRole('button', { name: 'Edit' })).toHaveCount(0);
  expect(theirs).toEqual([]);
  await visitor.context().close();
});

const exported = async (): Promise<string> => {
  await page.goto(`${amud.url}/settings/export`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ]);
  const path = join(amud.folder, 'export.yaml');
  await download.saveAs(path);
  return readFileSync(path, 'utf8');
};

test('all of it is exported, lost with the machine, and imported into a new one: identical', async () => {
  const before = await exported();
  expect(before.match(/^ +(- )?name: /gm)?.length ?? 0).toBeGreaterThanOrEqual(30);
  await amud.stop();
  amud.remove();
  amud = await startServer({ AMUD_AGENT_SECRET: 'a secret for the story of home' });
  await page.goto(amud.url);
  await begin(page, amud);
  await page.getByRole('button', { name: 'Skip the set-up' }).click();
  await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
  const path = join(amud.folder, 'before.yaml');
  writeFileSync(path, before);
  await page.goto(`${amud.url}/settings/export`);
  await page.getByTestId('import-file').setInputFiles(path);
  await page.getByRole('radio', { name: 'Is removed' }).check();
  await page.getByRole('button', { name: 'Import and remove the rest' }).click();
  await expect(page.getByText(/^Imported: /)).toBeVisible();
  expect(await exported()).toBe(before);
  await page.goto(amud.url);
  await expect(page.locator('.board .app-card')).toHaveCount(30);
});

test('gave the browser nothing to complain of', async () => {
  await page.context().clearCookies();
  await page.goto(`${amud.url}/settings`);
  await signInAs(page, NEW_PASSWORD);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(complaints).toEqual([]);
});
