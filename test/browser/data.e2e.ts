/// <reference lib="dom" />
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Page, expect as quickly, test } from '@playwright/test';
import { type Amud, freePort, startAmud } from '../process.ts';
import { NEW_PASSWORD } from '../session.ts';
import { enter, expectAccessible, signInAs, watchComplaints } from './watched-page.ts';

test.describe.configure({ mode: 'serial', timeout: 240_000 });

/** Passphrases are slow on purpose, and each is weighed in a process of its own. */
const expect = quickly.configure({ timeout: 40_000 });

const PASSPHRASE = 'seven green tractors sing';

let amud: Amud;
let page: Page;
let complaints: string[];

test.beforeAll(async ({ browser }) => {
  amud = await startAmud({ PORT: String(await freePort()) });
  page = await (await browser.newContext()).newPage();
  complaints = watchComplaints(page);
  await enter(page, amud);
});
test.afterAll(async () => {
  await amud?.stop();
  amud?.remove();
});

const call = async <T>(method: string, path: string, data?: object): Promise<T> => {
  const answer = await page.request.fetch(`${amud.url}${path}`, { method, data, headers: { origin: amud.url } });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
};
const addApp = async (name: string) => {
  const url = `http://${name.toLowerCase()}.lan/`;
  return (await call<{ app: { id: string } }>('POST', '/api/apps', { name, url, tags: ['media'] })).app.id;
};
const appNames = async (): Promise<string[]> => {
  const { apps } = await call<{ apps: { name: string }[] }>('GET', '/api/apps');
  return apps.map(({ name }) => name).sort();
};
const fillTwice = async (passphrase: string) => {
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel('Passphrase again').fill(passphrase);
};
const backups = () => page.getByRole('region', { name: 'Backups' }).getByRole('listitem');
/** A schedule that was overdue makes one of its own. */
const own = () => backups().filter({ hasText: 'by hand' });
const brought = () => backups().filter({ hasText: 'brought here' });

test('says that there is no backup yet, and makes one that is sealed', async () => {
  await addApp('Jellyfin');
  await page.goto(`${amud.url}/settings/backup`);
  await expect(page.getByRole('heading', { name: 'There is no backup yet' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Make a backup' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Make one now' }).click();
  await expect(page.getByText(/12 characters or more/).first()).toBeVisible();
  await fillTwice('password1234');
  await page.getByRole('button', { name: 'Make one now' }).click();
  await expect(page.locator('[name="passphrase"][aria-invalid="true"]')).toBeVisible();
  await fillTwice(PASSPHRASE);
  await page.getByRole('checkbox', { name: /Keep this passphrase/ }).check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Make one now' }).click();
  await expect(page.getByRole('heading', { name: 'The backup is made' })).toBeVisible();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('heading', { name: /^Last backup/ })).toBeVisible();
  await expect(backups()).toHaveCount(1);
});

test('keeps a schedule at once, and takes it back', async () => {
  await page.getByRole('radio', { name: 'Each week' }).check();
  await page.getByLabel('On', { exact: true }).selectOption({ label: 'Wednesday' });
  await expect(page.getByText(/^Next: Wednesday/)).toBeVisible();
  await page.getByLabel('Keep', { exact: true }).selectOption({ label: 'the newest 3' });
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(page.getByLabel('Keep', { exact: true })).toHaveValue('7');
  await expectAccessible(page);
});

test('restores it after a change: all is as it was, and what was before is kept', async () => {
  await addApp('Sonarr');
  expect(await appNames()).toEqual(['Jellyfin', 'Sonarr']);
  await own()
    .getByRole('button', { name: /^Restore the backup of/ })
    .click();
  await page.getByLabel('Its passphrase').fill('seven green tractors sang');
  await page.getByRole('button', { name: 'Open and examine' }).click();
  await expect(page.getByText('This is not the passphrase of this backup')).toBeVisible();
  await page.getByLabel('Its passphrase').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Open and examine' }).click();
  await expect(page.getByText(/^Whole and readable/)).toBeVisible();
  await expect(page.getByRole('row', { name: 'Apps 1 2' })).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByRole('button', { name: 'Replace everything' })).toBeDisabled();
  await page.getByLabel('Type “restore” to go on').fill('restore');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The backup is in place. Sign in with a password of it.')).toBeVisible();
  await signInAs(page, NEW_PASSWORD);
  await expect(page.getByRole('heading', { name: 'Backup', level: 1 })).toBeVisible();
  expect(await appNames()).toEqual(['Jellyfin']);
  await expect(page.getByText(/^before-restore-/)).toBeVisible();
});

test('restores a file from elsewhere, refuses one that is none, and deletes one', async () => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    own()
      .getByRole('link', { name: /^Download the backup of/ })
      .click(),
  ]);
  const path = join(amud.folder, 'taken.amudbackup');
  await download.saveAs(path);
  await page.getByTestId('backup-file').setInputFiles({
    ...{ name: 'x.amudbackup', mimeType: 'application/octet-stream' },
    buffer: Buffer.from('not a backup'),
  });
  await expect(page.getByText('This file is no backup of AMUD.')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByTestId('backup-file').setInputFiles(path);
  await page.getByLabel('Its passphrase').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Open and examine' }).click();
  await expect(page.getByText(/^Whole and readable/)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(brought()).toHaveCount(1);
  await brought()
    .getByRole('button', { name: /^Delete/ })
    .click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await expect(brought()).toHaveCount(0);
});

const exported = async (): Promise<string> => {
  await page.goto(`${amud.url}/settings/export`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('amud-export.yaml');
  const path = join(amud.folder, 'export.yaml');
  await download.saveAs(path);
  return readFileSync(path, 'utf8');
};

test('exports, is emptied, imports, and exports the same bytes', async () => {
  const id = (letter: string) => letter.repeat(10);
  const apps = [await addApp('Immich'), await addApp('Grafana')];
  const place = { desktop: { x: 0, y: 0, w: 3, h: 1 } };
  const items = apps.map((appId, index) => ({ kind: 'app', id: id(`${index}`), appId, ...place }));
  const content = { name: 'Media', icon: '', sections: [{ id: id('s'), title: 'Photos', items }] };
  const { board } = await call<{ board: { id: string } }>('POST', '/api/boards', { content });
  await call('PATCH', '/api/settings', { for: 'everyone', set: { title: 'Our house' } });
  const before = await exported();
  expect(before).toContain('name: Immich');
  await expectAccessible(page);

  const { apps: all } = await call<{ apps: { id: string }[] }>('GET', '/api/apps');
  for (const app of all) await call('DELETE', `/api/apps/${app.id}`);
  const { boards } = await call<{ boards: { id: string }[] }>('GET', '/api/boards');
  for (const one of boards) await call('DELETE', `/api/boards/${one.id}`);
  await call('PATCH', '/api/settings', { for: 'everyone', reset: ['title'] });
  expect(await exported()).not.toBe(before);

  const path = join(amud.folder, 'before.yaml');
  writeFileSync(path, before);
  await page.getByTestId('import-file').setInputFiles(path);
  await expect(page.getByText(/^\d+ to add, \d+ to change, 0 to remove/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Boards' }).getByText('Media')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText(/^Imported: .*The backup from before is/)).toBeVisible();
  expect(await exported()).toBe(before);
  await page.goto(`${amud.url}/boards/${board.id}`);
  await expect(page.getByRole('link', { name: /Immich/ }).first()).toBeVisible();
});

test('shows what differs, and says at which line a file is wrong', async () => {
  const text = (await exported()).replace('title: Our house', 'title: Their house');
  await page.getByRole('button', { name: 'Paste text' }).click();
  await page.getByLabel('The text of an export').fill(text);
  await page.getByRole('button', { name: 'Read it' }).click();
  await expect(page.getByText('Our house')).toBeVisible();
  await expect(page.getByText('Their house')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Paste text' }).click();
  await page.getByLabel('The text of an export').fill(text.replace('    title:', '    titel:'));
  await page.getByRole('button', { name: 'Read it' }).click();
  await expect(page.getByText('There is no setting "titel".')).toBeVisible();
  await expect(page.getByText('settings.everyone.titel')).toBeVisible();
  await expectAccessible(page);
});

test('is for admins, and works on a phone in the dark', async () => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 360, height: 780 });
  for (const path of ['/settings/backup', '/settings/export']) {
    await page.goto(`${amud.url}${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await expectAccessible(page);
  }
});

test('gave the browser nothing to complain of', () => {
  expect(complaints).toEqual([]);
});
