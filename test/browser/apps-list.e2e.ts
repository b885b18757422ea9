/// <reference lib="dom" />
import { expect, type Page, test } from '@playwright/test';
import { addApps, fillHome, someApps } from '../home.ts';
import { type Amud, startAmud } from '../process.ts';
import { NEW_PASSWORD, signIn } from '../session.ts';
import { enter, expectAccessible, watchComplaints } from './watched-page.ts';

test.describe.configure({ mode: 'serial' });

let amud: Amud;
let page: Page;
let complaints: string[];

test.beforeAll(async ({ browser }) => {
  amud = await startAmud();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  complaints = watchComplaints(page);
  await enter(page, amud);
});
test.afterAll(async () => {
  await amud?.stop();
  amud?.remove();
});

const rows = () => page.getByRole('checkbox', { name: /^Choose (?!all)/ });
const act = (name: string) => page.locator('.chosen-bar').getByRole('button', { name, exact: true });
const undo = () => page.locator('.toast').last().getByRole('button', { name: 'Undo' }).click();

test('without apps it says what they are for, dark and light', async () => {
  await page.goto(`${amud.url}/apps`);
  await expect(page.getByRole('heading', { name: 'No app yet' })).toBeVisible();
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
});

test('what is searched for is found, and stays after a reload', async () => {
  const person = await signIn(amud, NEW_PASSWORD);
  await fillHome(amud, person, 10);
  await addApps(amud, person, [{ name: 'Loner', tags: ['Odd'], url: 'http://loner.home.arpa/', icon: '' }]);
  await page.reload();
  await expect(rows()).toHaveCount(11);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await page.getByLabel('Boards').selectOption({ label: 'On no board' });
  await expect(rows()).toHaveCount(1);
  await expect(page.getByText('1 of 11')).toBeVisible();
  await page.getByLabel('Search the apps').fill('nothing like this');
  await expect(page.getByText('No app is like this.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByLabel('Tags').selectOption('Media');
  await expect(rows()).toHaveCount(8);
  await page.reload();
  await expect(rows()).toHaveCount(8);
});

test('tags of all that are chosen are changed at once, and taken back', async () => {
  await page.getByRole('checkbox', { name: 'Choose all that are shown' }).check();
  await expect(page.getByText('8 apps chosen')).toBeVisible();
  await act('Tags').click();
  await page.getByLabel('Add tags').fill('evening');
  await page.keyboard.press('Enter');
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('8 apps are changed.')).toBeVisible();
  await page.getByLabel('Tags').first().selectOption('evening');
  await expect(rows()).toHaveCount(8);
  await undo();
  await expect(page.getByText('No app is like this.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
});

test('several are removed after it is said where they stand, and come back', async () => {
  await act('Choose nothing').click();
  await page.getByRole('checkbox', { name: 'Choose Jellyfin' }).check();
  await page.getByRole('checkbox', { name: 'Choose Loner' }).check();
  await act('Remove').click();
  await expect(page.getByRole('dialog')).toContainText('Home');
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(rows()).toHaveCount(9);
  await undo();
  await expect(rows()).toHaveCount(11);
});

test('five hundred are listed on a phone, and still found', async () => {
  await addApps(amud, await signIn(amud, NEW_PASSWORD), someApps(489));
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto(`${amud.url}/apps`);
  await expect(rows()).toHaveCount(500);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.getByLabel('Search the apps').fill('loner');
  await expect(rows()).toHaveCount(1);
});

test('an app says which host and container it runs in', async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: 'Edit Loner' }).click();
  await page.getByLabel('Runs on').selectOption({ label: 'this-host' });
  // There is no engine on the machine of the tests: why there is nothing to choose stands at the field.
  await expect(page.getByLabel('Container')).toBeVisible();
  await expect(
    page
      .getByRole('dialog')
      .getByText(/Docker|container/)
      .last(),
  ).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('gave the browser nothing to complain of', () => {
  expect(complaints).toEqual([]);
});
