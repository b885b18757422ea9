/// <reference lib="dom" />
import { join } from 'node:path';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import SqliteDatabase from 'better-sqlite3';
import { connectAgent, readingOf } from '../../packages/server/test/fake-agent.ts';
import { AGENT_SECRET } from '../../packages/server/test/lab.ts';
import { type Amud, startAmud } from '../process.ts';
import { NEW_PASSWORD } from '../session.ts';
import { enter, expectAccessible, watchComplaints } from './watched-page.ts';

test.describe.configure({ mode: 'serial' });

let amud: Amud;
let page: Page;
let theirs: Page;
let contexts: BrowserContext[];
let complaints: string[];
let password = '';

test.beforeAll(async ({ browser }) => {
  amud = await startAmud({ AMUD_AGENT_SECRET: AGENT_SECRET });
  contexts = [await browser.newContext(), await browser.newContext()];
  [page, theirs] = (await Promise.all(contexts.map((context) => context.newPage()))) as [Page, Page];
  complaints = watchComplaints(page);
});
test.afterAll(async () => {
  await amud?.stop();
  amud?.remove();
});

const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

test('an admin makes an account, with the keyboard alone', async () => {
  await enter(page, amud);
  await press('g', 'u');
  await expect(page.getByRole('heading', { name: 'Users' })).toBeVisible();
  await expect(page.getByText('You are the only one.')).toBeVisible();
  await page.getByRole('button', { name: 'Add a user' }).focus();
  await press('Enter');
  await page.keyboard.type('two words');
  await press('Enter');
  await expect(page.getByText('letters a to z')).toBeVisible();
  await expectAccessible(page);
  await press('Control+a');
  await page.keyboard.type('anna');
  await press('Enter');
  await expect(page.getByRole('heading', { name: 'The account is made' })).toBeVisible();
  password = await page.getByLabel('One-time password', { exact: true }).inputValue();
  expect(password.length).toBeGreaterThan(20);
  await expectAccessible(page);
  await press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByText('never signed in')).toBeVisible();
});

test('the person chooses a password of their own, and a guessable one is refused while it is typed', async () => {
  await theirs.goto(amud.url);
  await theirs.getByLabel('User name').fill('anna');
  await theirs.getByLabel('Password', { exact: true }).fill(password);
  await theirs.getByRole('button', { name: 'Sign in' }).click();
  await theirs.getByLabel('The password you were given').fill(password);
  const next = theirs.getByLabel('New password', { exact: true });
  await next.fill('passwordpassword');
  await expect(theirs.getByText('very easy to guess')).toBeVisible();
  await theirs.getByLabel('New password again').fill('passwordpassword');
  await theirs.getByRole('button', { name: 'Set password' }).click();
  await expect(theirs.getByText('too easy to guess')).toBeVisible();
  await next.fill('seven green tractors');
  await expect(theirs.getByText('strong')).toBeVisible();
  await theirs.getByLabel('New password again').fill('seven green tractors');
  await theirs.getByRole('button', { name: 'Set password' }).click();
  await expect(theirs.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
});

test('a viewer sees their own settings only', async () => {
  await theirs.goto(`${amud.url}/settings/security`);
  await expect(theirs.getByRole('heading', { name: 'Sign-ins' })).toBeVisible();
  await expect(theirs.getByRole('heading', { name: 'Check-up' })).toHaveCount(0);
  await expect(theirs.getByRole('link', { name: 'Users' })).toHaveCount(0);
  for (const path of ['/settings/users', '/settings/audit']) {
    await theirs.goto(`${amud.url}${path}`);
    await expect(theirs.getByRole('heading', { name: 'For admins' })).toBeVisible();
  }
});

test('disabling an account shows its pages the door at once, without a reload', async () => {
  await theirs.goto(`${amud.url}/nodes`);
  await expect(theirs.getByRole('heading', { name: 'Nodes' })).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Manage anna' }).click();
  await page.getByRole('button', { name: 'Disable…' }).click();
  await page.getByRole('button', { name: 'Disable', exact: true }).click();
  await expect(page.getByText('anna is disabled.')).toBeVisible();
  await expect(page.getByText('disabled', { exact: true })).toBeVisible();
  await expect(theirs.getByRole('heading', { name: 'Sign in to AMUD' })).toBeVisible();
  await theirs.getByLabel('User name').fill('anna');
  await theirs.getByLabel('Password', { exact: true }).fill('seven green tractors');
  await theirs.getByRole('button', { name: 'Sign in' }).click();
  await expect(theirs.getByText('This account is disabled')).toBeVisible();
});

test('a guest is told that nothing is shared, rather than left looking', async () => {
  await page.getByRole('button', { name: 'Manage anna' }).click();
  await page.getByRole('button', { name: 'Enable…' }).click();
  await page.getByRole('button', { name: 'Enable', exact: true }).click();
  await expect(page.getByText('anna can sign in again.')).toBeVisible();
  await page.getByRole('button', { name: 'Manage anna' }).click();
  await page.getByRole('radio', { name: 'Guest' }).check();
  await page.getByRole('button', { name: 'Make anna guest' }).click();
  await expect(page.getByText('anna is guest now.')).toBeVisible();
  await theirs.getByRole('button', { name: 'Sign in' }).click();
  await expect(theirs.getByRole('heading', { name: 'Nothing is shared with you yet' })).toBeVisible();
  for (const path of ['/nodes', '/nodes/this-host']) {
    await theirs.goto(`${amud.url}${path}`);
    await expect(theirs.getByRole('heading', { name: 'Nothing is shared with you yet' })).toBeVisible();
  }
});

test('after a while, the password is asked for again, and what was begun goes on', async () => {
  const database = new SqliteDatabase(join(amud.folder, 'data/amud.db'));
  database.exec('UPDATE sessions SET confirmed_at = 0');
  database.close();
  await page.getByRole('button', { name: 'Manage anna' }).click();
  await page.getByRole('radio', { name: 'Viewer' }).check();
  await page.getByRole('button', { name: 'Make anna viewer' }).click();
  await expect(page.getByRole('heading', { name: 'Is it still you?' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.type('not my password');
  await press('Enter');
  await expect(page.getByText('This is not your password.')).toBeVisible();
  await press('Escape');
  await expect(page.getByText('Type your password to go on.')).toBeVisible();
  await page.getByRole('button', { name: 'Make anna viewer' }).click();
  await page.getByLabel('Your password', { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText('anna is viewer now.')).toBeVisible();
});

test('the last admin can not lock everybody out', async () => {
  await page.getByRole('button', { name: 'Manage admin' }).click();
  await page.getByRole('button', { name: 'Remove…' }).click();
  await page.getByRole('button', { name: 'Remove for good' }).click();
  await expect(page.getByText('This is the last admin')).toBeVisible();
  await press('Escape');
});

test('the audit log tells it all, filters, shows an entry, and exports', async () => {
  await press('g', 'a');
  await expect(page.getByText(/^Whole: \d+ entries/)).toBeVisible();
  const entries = page.getByRole('region', { name: 'Entries' }).getByRole('listitem');
  await expect(entries.filter({ hasText: 'admin made the account anna' })).toBeVisible();
  await expect(entries.filter({ hasText: 'admin tried to remove the account' })).toBeVisible();
  await page.getByRole('radio', { name: 'Refused' }).check();
  await expect(entries.filter({ hasText: 'made the account' })).toHaveCount(0);
  await expect(entries.filter({ hasText: 'anna failed to sign in' })).toBeVisible();
  await page.getByLabel('Search the audit log').fill('nothing is called so');
  await expect(page.getByText('No entry matches.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await entries.filter({ hasText: 'admin made the account anna' }).getByRole('button').click();
  await expect(page.getByRole('dialog').getByText('viewer')).toBeVisible();
  await expectAccessible(page);
  await press('Escape');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^amud-audit-.*\.csv$/);
});

test('an admin removes a host that is gone, and nobody else can', async () => {
  const agent = await connectAgent(`ws+unix:${join(amud.folder, 'data/run/amud.sock')}:/agent`);
  agent.send({ type: 'sample', seq: 1, at: Date.now(), reading: readingOf(5) });
  await page.goto(`${amud.url}/nodes/nas`);
  await expect(page.getByRole('heading', { name: 'nas', level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove…' })).toHaveCount(0);
  agent.socket.terminate();
  await page.getByRole('button', { name: 'Remove…' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Remove with its readings' }).click();
  await expect(page.getByText('nas is removed.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Nodes', level: 1 })).toBeVisible();
  await expect(page.getByTestId('node-nas')).toHaveCount(0);
});

test('gave the browser nothing to complain of', () => {
  expect(complaints).toEqual([]);
});
