/// <reference lib="dom" />
import { expect, type Page, test } from '@playwright/test';
import { makeNewerBuild } from '../newer-build.ts';
import { type Amud, freePort, startAmud } from '../process.ts';
import { NEW_PASSWORD, signIn } from '../session.ts';
import { signInAs, watchComplaints } from './watched-page.ts';

test.describe.configure({ mode: 'serial' });

const newer = makeNewerBuild();
let port: string;
let amud: Amud;
let page: Page;
let complaints: string[];
let builds: string[];

/** Nothing while the page is on its way to another one. */
const scriptOf = () =>
  page.evaluate(() => document.querySelector('script[type="module"]')?.getAttribute('src') ?? '').catch(() => '');
const line = () => page.locator('.link-line');
const home = () => page.getByRole('heading', { name: 'Home', level: 1 });

/** A page fetches what keeps it a second after it has loaded: a part of its own that would be gone. */
const hasSettled = () =>
  page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => /\/keeping-/.test(name)));

/** The same installation, with the other build. */
const upgrade = async (dist?: string) => {
  await expect.poll(hasSettled).toBe(true);
  await amud.stop();
  const { folder, password } = amud;
  amud = { ...(await startAmud({ PORT: port }, folder, dist)), password };
};

test.beforeAll(async ({ browser }) => {
  port = String(await freePort());
  amud = await startAmud({ PORT: port });
  await signIn(amud, amud.password);
  page = await (await browser.newContext()).newPage();
  complaints = watchComplaints(page);
  await page.goto(amud.url);
  await signInAs(page, NEW_PASSWORD);
  await expect(home()).toBeVisible();
  builds = [await scriptOf()];
});
test.afterAll(async () => {
  await amud?.stop();
  amud?.remove();
  newer.remove();
});

test('under an open tab: it keeps working, and says that there is a new version', async () => {
  await upgrade(newer.folder);
  await expect(line()).toContainText('A new version of AMUD is here.', { timeout: 20_000 });
  await expect(home()).toBeVisible();
  expect(await scriptOf()).toBe(builds[0]);
  await page.screenshot({ path: 'test-results/upgrade.png' });
});

test('the next step to another page takes the new version over', async () => {
  await page.getByRole('link', { name: 'Nodes', exact: true }).click();
  await expect(page.getByTestId('node-this-host')).toBeVisible();
  await expect.poll(scriptOf).not.toBe(builds[0]);
  await expect(line()).not.toContainText('new version');
  builds.push(await scriptOf());
});

test('a part that is gone with its build brings the new version', async () => {
  await upgrade();
  await expect(line()).toContainText('A new version of AMUD is here.', { timeout: 20_000 });
  await page.keyboard.press('/');
  await expect.poll(scriptOf).toBe(builds[0]);
  await expect(page.getByTestId('node-this-host')).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox', { name: 'Search' })).toBeFocused();
  await page.keyboard.press('Escape');
});

test('what is typed is never taken away', async () => {
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('link', { name: 'Security', exact: true }).click();
  await page.getByLabel('Current password').fill('half a passw');
  await upgrade(newer.folder);
  await expect(line()).toContainText('A new version of AMUD is here.', { timeout: 20_000 });
  await hide(true);
  await page.waitForTimeout(500);
  await hide(false);
  await expect(page.getByLabel('Current password')).toHaveValue('half a passw');
  expect(await scriptOf()).toBe(builds[0]);
});

test('a tab that nobody looks at is taken over at once', async () => {
  await page.getByLabel('Current password').fill('');
  await Promise.all([page.waitForEvent('load'), hide(true)]);
  await expect.poll(scriptOf).toBe(builds[1]);
});

test('the browser never complained', () => {
  // That the server is away is not one: also who looks for a new worker finds it so.
  const isExpected = /ERR_FAILED|dynamically imported module|error occurred when fetching the script/;
  expect(complaints.filter((text) => !isExpected.test(text))).toEqual([]);
});

/** As if another tab were in front: a window of tests is always seen. */
const hide = (isHidden: boolean) =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);
