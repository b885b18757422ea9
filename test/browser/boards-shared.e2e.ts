/// <reference lib="dom" />
import { type Browser, expect, type Page, test } from '@playwright/test';
import { addApps, someApps } from '../home.ts';
import { type Amud, startAmud } from '../process.ts';
import { NEW_PASSWORD, post, signIn } from '../session.ts';
import { handOn } from './hand.ts';
import { enter, expectAccessible, watchComplaints } from './watched-page.ts';

test.describe.configure({ mode: 'serial' });

let amud: Amud;
let page: Page;
let browser: Browser;
let complaints: string[];
let boardId = '';

/** A board called Family: Jellyfin, Plex, Immich and Sonarr in a row. */
const makeFamily = async (): Promise<string> => {
  const person = await signIn(amud, NEW_PASSWORD);
  const ids = await addApps(amud, person, someApps(4));
  const items = ids.map((appId, index) => ({
    kind: 'app',
    id: `item${appId}`,
    appId,
    desktop: { x: index * 2, y: 0, w: 2, h: 1 },
  }));
  const content = { name: 'Family', sections: [{ id: 'sectionone1', title: 'Media', items }] };
  const answer = await post(amud.url, '/api/boards', { content }, person.cookie);
  return ((await answer.json()) as { board: { id: string } }).board.id;
};

test.beforeAll(async ({ browser: given }) => {
  browser = given;
  amud = await startAmud();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  complaints = watchComplaints(page);
  await enter(page, amud);
  boardId = await makeFamily();
  await page.goto(`${amud.url}/boards/${boardId}?edit`);
});
test.afterAll(async () => {
  await amud?.stop();
  amud?.remove();
});

const hand = () => handOn(page, () => boardId);
const press = (...keys: string[]) => hand().press(...keys);
const card = (name: string, on = page) => hand().card(name, on);
const isSaved = () => hand().isSaved();
const placeOf = (name: string) => hand().placeOf(name);

test('two people arrange it at once: nothing is lost, and it is said', async () => {
  const { cookie } = await signIn(amud, NEW_PASSWORD);
  await post(amud.url, '/api/auth/confirm', { password: NEW_PASSWORD }, cookie);
  const made = await post(amud.url, '/api/users', { username: 'anna', role: 'operator' }, cookie);
  const { password } = (await made.json()) as { password: string };
  const theirs = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await theirs.goto(`${amud.url}/boards/${boardId}`);
  await theirs.getByLabel('User name').fill('anna');
  await theirs.getByLabel('Password', { exact: true }).fill(password);
  await theirs.getByRole('button', { name: 'Sign in' }).click();
  await theirs.getByLabel('The password you were given').fill(password);
  await theirs.getByLabel('New password', { exact: true }).fill('seven green tractors');
  await theirs.getByLabel('New password again').fill('seven green tractors');
  await theirs.getByRole('button', { name: 'Set password' }).click();
  await expect(theirs.getByLabel('New password again')).toHaveCount(0);
  await theirs.goto(`${amud.url}/boards/${boardId}?edit`);
  await expect(theirs.getByRole('button', { name: 'Done', exact: true })).toBeVisible();
  await card('Jellyfin', theirs).focus();
  await theirs.keyboard.press('Delete');
  await expect(page.getByText('anna is changing this board too.')).toBeVisible();
  await expect(card('Jellyfin')).toHaveCount(0);
  await card('Sonarr').focus();
  await Promise.all([page.keyboard.press('Shift+ArrowRight'), card('Immich', theirs).press('Shift+ArrowRight')]);
  await expect(theirs.getByTestId('edit-saved')).toHaveAttribute('data-state', 'saved');
  await isSaved();
  await expect.poll(() => placeOf('Immich')).toMatch(/ 3×1$/);
  await expect.poll(() => placeOf('Sonarr')).toMatch(/ 3×1$/);
  await theirs.context().close();
});

test('a card is for some only, the board for everyone: in another browser it is there without that card', async () => {
  await card('Plex').focus();
  await press('Enter');
  await page.getByLabel('Seen by').selectOption({ label: 'Operators and admins' });
  await press('Escape');
  await expect(card('Plex').locator('.item-hidden')).toBeVisible();
  await isSaved();
  await page.getByRole('button', { name: 'Name, icon, who sees it' }).click();
  await page.getByText('Everyone, also without an account').click();
  await expect(page.getByText('1 is not for everyone and stays hidden.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Family is saved.')).toBeVisible();
  const visitor = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await visitor.goto(`${amud.url}/`);
  await expect(visitor.getByRole('heading', { name: 'Family', level: 1 })).toBeVisible();
  await expect(card('Sonarr', visitor)).toBeVisible();
  await expect(card('Plex', visitor)).toHaveCount(0);
  await expect(visitor.getByRole('button', { name: 'Edit this board' })).toHaveCount(0);
  await visitor.goto(`${amud.url}/kiosk?boards=${boardId}&seconds=5`);
  await expect(card('Sonarr', visitor)).toBeVisible();
  await expectAccessible(visitor);
  await visitor.context().close();
});

test('a card is moved to another board, and one undo brings it back', async () => {
  await card('Sonarr').focus();
  await press('Enter');
  await page.getByRole('button', { name: 'Move or copy to another board' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Move there' }).click();
  await expect(page.getByText('Sonarr is now on Home')).toBeVisible();
  await expect(card('Sonarr')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo: move Sonarr to another board' }).click();
  await expect(card('Sonarr')).toBeVisible();
});

test('the wall shows boards in turn without anything around them, and Escape leaves', async () => {
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  await page.getByRole('button', { name: 'Other boards' }).click();
  await page.getByRole('button', { name: 'Show on a wall' }).click();
  await expectAccessible(page);
  await page.getByLabel('Seconds for each').fill('5');
  await page.getByRole('button', { name: 'Show here' }).click();
  await expect(page).toHaveURL(/\/kiosk\?boards=[a-z0-9]+,[a-z0-9]+&seconds=5$/);
  await expect(page.locator('.rail')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Home', level: 1, includeHidden: true })).toBeAttached();
  await expect(page.getByRole('heading', { name: 'Family', level: 1, includeHidden: true })).toBeAttached({
    timeout: 15_000,
  });
  await press('ArrowLeft');
  await expect(page.getByText('Paused for a minute')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Home', level: 1, includeHidden: true })).toBeAttached();
  await press('Escape');
  await expect(page.locator('.rail')).toBeVisible();
});

test('boards are ordered, copied, made a home, removed and brought back in one list', async () => {
  await page.getByRole('button', { name: 'Other boards' }).click();
  await page.getByRole('button', { name: 'All boards' }).click();
  const rows = page.locator('.board-row');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Family: move up' }).click();
  await expect(rows.first()).toContainText('Family');
  const menu = async (name: string, entry: string) => {
    await page.getByRole('button', { name: `More about ${name}`, exact: true }).click();
    await page.locator('.menu:popover-open').getByText(entry).click();
  };
  await menu('Home', 'Make it my home');
  await expect(rows.filter({ hasText: 'Home' }).getByText('Your home')).toBeAttached();
  await menu('Family', 'Duplicate');
  await expect(rows).toHaveCount(3);
  await menu('Family (copy)', 'Remove the board');
  await expect(rows).toHaveCount(2);
  await press('Escape');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByText('Family (copy) is back.')).toBeVisible();
});

test('gave the browser nothing to complain of', () => {
  expect(complaints).toEqual([]);
});
