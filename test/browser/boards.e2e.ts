/// <reference lib="dom" />
import { expect, type Page, test } from '@playwright/test';
import { addApps, someApps } from '../home.ts';
import { type Amud, startAmud } from '../process.ts';
import { NEW_PASSWORD, signIn } from '../session.ts';
import { handOn } from './hand.ts';
import { enter, expectAccessible, watchComplaints } from './watched-page.ts';

test.describe.configure({ mode: 'serial' });

let amud: Amud;
let page: Page;
let complaints: string[];
let boardId = '';

test.beforeAll(async ({ browser }) => {
  amud = await startAmud();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  complaints = watchComplaints(page);
  await enter(page, amud);
  await addApps(amud, await signIn(amud, NEW_PASSWORD), someApps(12));
});
test.afterAll(async () => {
  await amud?.stop();
  amud?.remove();
});

const hand = () => handOn(page, () => boardId);
const press = (...keys: string[]) => hand().press(...keys);
const card = (name: string) => hand().card(name);
const section = (title: string) => hand().section(title);
const said = () => hand().said();
const isSaved = () => hand().isSaved();
const placeOf = (name: string, screen?: 'phone') => hand().placeOf(name, screen);
const drag: ReturnType<typeof handOn>['drag'] = (...parts) => hand().drag(...parts);

test('a person makes a board, and puts apps on it', async () => {
  await page.getByRole('button', { name: 'Boards', exact: true }).click();
  await page.getByRole('button', { name: 'New board' }).click();
  await page.getByRole('button', { name: 'Make the board' }).click();
  await expect(page.getByText('Give it a name.')).toBeVisible();
  await expect(page.getByLabel('Name of the board')).toBeFocused();
  await page.keyboard.type('Family');
  await expectAccessible(page);
  await press('Enter');
  await expect(page).toHaveURL(/\/boards\/[a-z0-9]+\?edit$/);
  boardId = /boards\/([a-z0-9]+)/.exec(page.url())?.[1] ?? '';
  await page.locator('.edit-foot').getByRole('button', { name: 'Section' }).click();
  await expect(page.getByLabel('Title of the section')).toBeFocused();
  await page.keyboard.type('Media');
  await press('Enter');
  await section('Media').getByRole('button', { name: 'Apps' }).click();
  const dialog = page.getByRole('dialog');
  for (const name of ['Jellyfin', 'Plex', 'Immich', 'Sonarr']) await dialog.getByLabel(name).check();
  await dialog.getByLabel('Search by name').fill('raddar');
  await expect(dialog.getByText('No app is called that.')).toBeVisible();
  await dialog.getByLabel('Search by name').fill('raDarr');
  await press('Enter', 'Enter');
  await expect(card('Radarr')).toBeVisible();
  await expect(page.locator('.board [data-item]')).toHaveCount(5);
  expect(await placeOf('Plex')).toBe('Media 2,0 2×1');
});

test('a new app goes straight onto the board, and so does a widget with its settings', async () => {
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.locator('.menu-item', { hasText: 'Apps' }).click();
  await page.getByRole('button', { name: 'New app' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Wiki');
  await page.getByLabel('Address', { exact: true }).fill('http://wiki.home.arpa/');
  await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
  await expect(card('Wiki')).toBeVisible();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.locator('.menu-item', { hasText: 'Widget' }).click();
  await page.getByRole('button', { name: /^Clock/ }).click();
  await expect(page.locator('[data-item] [data-widget="clock"]')).toBeVisible();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.getByLabel('Label').fill('Kitchen');
  await page.getByRole('button', { name: 'Done' }).last().click();
  await expect(page.locator('[data-item] [data-widget="clock"]')).toContainText('Kitchen');
  await isSaved();
});

test('edit mode is accessible, dark and light, and so are its menus', async () => {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
    await card('Jellyfin').focus();
    await press('Enter');
    await expect(page.locator('.popup')).toBeVisible();
    await expectAccessible(page);
    await press('Escape');
    await expect(card('Jellyfin')).toBeFocused();
    await page.getByRole('button', { name: 'Section Media', exact: true }).click();
    await expectAccessible(page);
    await press('Escape');
  }
});

test('a card is dragged to another place, and what was there takes its own', async () => {
  await drag(card('Jellyfin'), card('Immich'), { hold: true });
  await expect(card('Jellyfin')).toHaveClass(/held/);
  expect(await page.locator('.board').evaluate((board) => board.classList.contains('dragging'))).toBe(true);
  await page.mouse.up();
  await expect(page.locator('.carried')).toHaveCount(0);
  await expect(said()).toHaveText(/Jellyfin, row 1, column 5 of 12 in Media/);
  expect(await placeOf('Jellyfin')).toBe('Media 4,0 2×1');
  expect(await placeOf('Immich')).toBe('Media 0,0 2×1');
});

test('Escape in the middle of a drag leaves all as it was', async () => {
  const before = await placeOf('Plex');
  await drag(card('Plex'), card('Radarr'), { hold: true });
  await press('Escape');
  await page.mouse.up();
  await expect(page.locator('.carried')).toHaveCount(0);
  expect(await placeOf('Plex')).toBe(before);
  await expect(page.getByTestId('edit-saved')).toBeVisible();
});

test('a card is made larger by its corner, and shows more', async () => {
  const box = await card('Immich').boundingBox();
  if (!box) throw new Error('Immich is not on the screen.');
  await page.mouse.move(box.x + box.width - 6, box.y + box.height - 6);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 20, box.y + box.height + 60, { steps: 4 });
  await page.mouse.move(box.x + box.width - 6, box.y + box.height + 92, { steps: 4 });
  await expect(card('Immich')).toHaveAttribute('data-size', '2 × 2');
  await page.mouse.up();
  expect(await placeOf('Immich')).toBe('Media 0,0 2×2');
  await expect(card('Immich').locator('.app-card')).toHaveAttribute('data-shape', 'panel');
});

test('keys move, size, select, remove and take back, each told in words', async () => {
  await card('Sonarr').focus();
  await press('ArrowLeft');
  await expect(said()).toHaveText(/Sonarr, row 1, column 5 of 12 in Media/);
  await expect(card('Sonarr')).toBeFocused();
  await isSaved();
  await press('Shift+ArrowRight');
  await expect(said()).toHaveText(/Sonarr, 3 wide, 1 high/);
  await isSaved();
  await press('Control+z');
  await expect(said()).toHaveText(/Undone: change the size of Sonarr/);
  await isSaved();
  await press('Control+Shift+z');
  await expect(said()).toHaveText(/Done again: change the size of Sonarr/);
  await card('Sonarr').focus();
  await press('Control+ArrowRight');
  await expect(card('Sonarr')).not.toBeFocused();
  await card('Wiki').focus();
  await press(' ');
  await expect(said()).toHaveText(/Wiki selected/);
  await press('Delete');
  await expect(card('Wiki')).toHaveCount(0);
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
  await expect(card('Wiki')).toBeVisible();
  await isSaved();
});

test('what was done is taken back also after a reload', async () => {
  await card('Plex').focus();
  await press('Delete');
  await expect(card('Plex')).toHaveCount(0);
  await isSaved();
  await page.reload();
  const undo = page.getByRole('button', { name: 'Undo: remove Plex' });
  await undo.click();
  await expect(card('Plex')).toBeVisible();
  await page.getByRole('button', { name: 'Redo: remove Plex' }).click();
  await expect(card('Plex')).toHaveCount(0);
  await undo.click();
  await expect(card('Plex')).toBeVisible();
});

test('a card goes into another section, which may be empty, and several go at once', async () => {
  await page.locator('.edit-foot').getByRole('button', { name: 'Section' }).click();
  await page.keyboard.type('Family room');
  await press('Enter');
  await drag(card('Plex'), page.locator('.nothing-yet'));
  await expect(section('Family room').locator('[data-item]')).toHaveCount(1);
  expect(await placeOf('Plex')).toMatch(/^Family room /);
  await card('Jellyfin').click();
  await card('Radarr').click({ modifiers: ['Control'] });
  await expect(page.locator('.board-item.selected')).toHaveCount(2);
  await drag(card('Jellyfin'), card('Plex'));
  expect(await placeOf('Jellyfin')).toMatch(/^Family room /);
  expect(await placeOf('Radarr')).toMatch(/^Family room /);
  await press('Escape');
  await expect(page.locator('.board-item.selected')).toHaveCount(0);
});

test('a section takes half of the width, goes into another, and comes back after it was removed', async () => {
  const menu = async (entry: string) => {
    await page.getByRole('button', { name: 'Section Family room', exact: true }).click();
    await page.locator('.menu:popover-open').getByText(entry, { exact: true }).click();
  };
  await menu('Half');
  await press('Escape');
  const width = async () => (await section('Family room').last().boundingBox())?.width ?? 0;
  await expect.poll(width).toBeLessThan(720);
  await menu('Put into the section above');
  await expect(page.locator('.subsections .board-section')).toHaveCount(1);
  await menu('Take out of its section');
  await expect(page.locator('.subsections .board-section')).toHaveCount(0);
  await menu('Remove the section');
  await expect(card('Plex')).toHaveCount(0);
  await page.locator('.toast').last().getByRole('button', { name: 'Undo' }).click();
  await expect(card('Plex')).toBeVisible();
  await isSaved();
});

test('a section gets an icon, which is there for everyone and can be taken off', async () => {
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Choose the icon of Media' }).click();
  await expectAccessible(page);
  await dialog.getByRole('searchbox').fill('clapperboard');
  await dialog.getByRole('button', { name: 'Clapperboard', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await isSaved();
  await press('Escape');
  const icon = section('Media').locator('.section-fold .app-icon path');
  await expect(icon).toHaveAttribute('d', /^m/i);
  await page.reload();
  await expect(icon).toHaveAttribute('d', /^m/i);
  await press('e');
  await page.getByRole('button', { name: 'Choose the icon of Media' }).click();
  await dialog.getByRole('button', { name: 'No icon' }).click();
  await press('Control+z');
  await expect(page.getByRole('button', { name: 'Choose the icon of Media' }).locator('.app-icon')).toBeVisible();
  await press('Control+Shift+z');
  await expect(page.getByRole('button', { name: 'Choose the icon of Media' }).locator('.app-icon')).toHaveCount(0);
});

test('the phone is arranged apart from the desktop, and follows it again when told to', async () => {
  const before = await placeOf('Sonarr');
  await page.getByText('Phone', { exact: true }).click();
  await expect(page.locator('.board')).toHaveAttribute('data-screen', 'phone');
  await card('Sonarr').focus();
  await press('ArrowDown');
  expect(await placeOf('Sonarr', 'phone')).toMatch(/^Media \d,\d+ /);
  expect(await placeOf('Sonarr')).toBe(before);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Arrange as on the desktop' }).click();
  expect(await placeOf('Sonarr', 'phone')).toBe('Media by itself');
  await page.getByText('Desktop', { exact: true }).click();
});

test('gave the browser nothing to complain of', () => {
  expect(complaints).toEqual([]);
});
