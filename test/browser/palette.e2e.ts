/// <reference lib="dom" />
import { expect, type Page, test } from '@playwright/test';
import { fillHome } from '../home.ts';
import { type Amud, startAmud } from '../process.ts';
import { NEW_PASSWORD, type Person, signIn } from '../session.ts';
import { expectAccessible, signInAs, watchComplaints } from './watched-page.ts';

test.describe.configure({ mode: 'serial' });

let amud: Amud;
let person: Person;
let page: Page;
let complaints: string[];

test.beforeAll(async ({ browser }) => {
  amud = await startAmud();
  person = await signIn(amud, amud.password);
  await fillHome(amud, person, 30);
  page = await (await browser.newContext()).newPage();
  complaints = watchComplaints(page);
  await page.goto(amud.url);
  await signInAs(page, NEW_PASSWORD);
  await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
});
test.afterAll(async () => {
  await amud?.stop();
  amud?.remove();
});

const field = () => page.getByRole('combobox', { name: 'Search' });
const options = () => page.getByRole('option');
const chosen = () => page.getByRole('option', { selected: true });
const open = async (keys = '/') => {
  await page.keyboard.press(keys);
  await expect(field()).toBeFocused();
};
const find = async (words: string) => {
  await open();
  await field().fill(words);
};
const close = async () => {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Search' })).toBeHidden();
};

test('opens with / and with Ctrl+K, and closes with Escape where it was opened', async () => {
  await open('/');
  await expectAccessible(page);
  await page.screenshot({ path: 'test-results/palette.png' });
  await close();
  await open('Control+k');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Search' })).toBeHidden();
});

test('is an app with two keystrokes after it: its letter, and Enter', async () => {
  await open();
  await page.keyboard.press('j');
  await expect(chosen()).toContainText('Jellyfin');
  await expect(chosen()).toHaveAttribute('href', /jellyfin\.home\.arpa:8096/);
  const [opened] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Enter')]);
  await opened.close();
});

for (const [typed, found] of [
  ['jelyfin', 'Jellyfin'],
  ['home asistant', 'Home Assistant'],
  ['ngx', 'Paperless-ngx'],
  ['npm', 'Nginx Proxy Manager'],
  ['this-host', 'this-host'],
  ['temprature', 'Temperature'],
  ['audit', 'Audit log'],
  ['dark', 'Dark mode'],
] as const)
  test(`finds “${found}” for “${typed}”`, async () => {
    await find(typed);
    await expect(options().first()).toContainText(found);
    await close();
  });

test('what is used comes first', async () => {
  await find('p');
  const [before] = await options().allTextContents();
  expect(before).not.toContain('Prometheus');
  await field().fill('prometheus');
  for (let times = 0; times < 3; times += 1) {
    if (times > 0) await find('prometheus');
    const [opened] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Enter')]);
    await opened.close();
  }
  await find('p');
  await expect(options().first()).toContainText('Prometheus');
  await field().fill('');
  await expect(page.getByRole('group', { name: 'Used lately' }).getByRole('option').first()).toContainText(
    'Prometheus',
  );
  await close();
});

test('leads to a setting itself', async () => {
  await find('first day of the week');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/settings\/region#weekStart$/);
  await page.goBack();
});

test('does things: dark mode, addresses from outside, a new app, a new board, editing', async () => {
  await find('dark mode');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-mode', 'dark');

  await find('i am outside');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'admin' }).click();
  const addresses = page.getByRole('radiogroup', { name: 'Addresses of apps' });
  await expect(addresses.getByRole('radio', { name: 'Outside' })).toBeChecked();
  await page.screenshot({ path: 'test-results/person-menu.png' });
  await addresses.getByRole('radio', { name: 'Auto' }).check();
  await page.keyboard.press('Escape');

  await find('new app');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByLabel('Name', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');

  await find('new board');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'New board' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await find('edit this board');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Done' })).toBeVisible();
  await page.getByRole('button', { name: 'Done' }).click();
});

test('asks the web: the default, a bang, an own engine, an address', async () => {
  await find('weather tomorrow');
  await expect(options().last()).toHaveAttribute('href', 'https://duckduckgo.com/?q=weather+tomorrow');
  await field().fill('!w oxford comma');
  await expect(options().first()).toHaveAttribute('href', /en\.wikipedia\.org.*oxford\+comma/);
  await field().fill('nas.lan:5000');
  await expect(options().first()).toHaveAttribute('href', 'http://nas.lan:5000/');
  await close();

  await page.goto(`${amud.url}/settings/search`);
  await page.getByRole('button', { name: 'Add an engine' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Searx');
  await page.getByLabel('Bang', { exact: true }).fill('!x');
  await page.getByLabel('Address', { exact: true }).fill('https://searx.lan/search?q=%s');
  await page.getByLabel('Search the web with', { exact: true }).selectOption('own');
  await expect(page.getByText(/Saved/).first()).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: 'test-results/settings-search.png' });
  await page.goto(amud.url);
  await find('!x soup');
  await expect(options().first()).toHaveAttribute('href', 'https://searx.lan/search?q=soup');
  await field().fill('nowhere to be found');
  await expect(options().last()).toHaveAttribute('href', 'https://searx.lan/search?q=nowhere+to+be+found');
  await close();
});

test('the browser never complained', () => {
  expect(complaints.filter((text) => !/ERR_(NAME_NOT_RESOLVED|FAILED|BLOCKED)/.test(text))).toEqual([]);
});
