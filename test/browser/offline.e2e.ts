/// <reference lib="dom" />
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { fillHome } from '../home.ts';
import { type Amud, freePort, spawnAmud, startAmud } from '../process.ts';
import { NEW_PASSWORD, signIn } from '../session.ts';
import { expectAccessible, signInAs, watchComplaints } from './watched-page.ts';

test.describe.configure({ mode: 'serial' });

let amud: Amud;
let port: string;
let page: Page;
let complaints: string[];

const keys = () =>
  page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) found.push(`${name} ${new URL(url).pathname}`);
    return found;
  });
const kept = (path: string) => expect.poll(keys, { timeout: 15_000 }).toContain(path);
const stop = () => amud.stop();
const startAgain = async () => {
  const { folder, password } = amud;
  amud = { ...(await startAmud({ PORT: port }, folder)), password };
};
const line = () => page.locator('.link-line');

test.beforeAll(async ({ browser }) => {
  port = String(await freePort());
  amud = await startAmud({ PORT: port });
  await fillHome(amud, await signIn(amud, amud.password), 12);
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

test('can be installed: the browser finds nothing missing', async () => {
  const cdp = await page.context().newCDPSession(page);
  const { errors, data = '{}' } = await cdp.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { icons } = JSON.parse(data) as { icons: { src: string; sizes: string }[] };
  const sizes = await page.evaluate(
    (all) =>
      Promise.all(
        all.map(async ({ src }) => {
          const picture = new Image();
          picture.src = src;
          await picture.decode();
          return `${picture.naturalWidth}x${picture.naturalHeight}`;
        }),
      ),
    icons.filter(({ sizes }) => sizes !== 'any'),
  );
  expect(sizes).toEqual(['192x192', '512x512', '512x512']);
  const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
  // A window without a profile of its own installs nothing, whatever the page is.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
});

test('keeps what was seen: the page, its files, home and nodes; nothing of the API', async () => {
  await page.reload();
  await kept('amud-shot /.shot/board');
  // A page that was only just loaded does not keep yet.
  await expect(async () => {
    await page.getByRole('link', { name: 'Nodes', exact: true }).click();
    await expect(page.getByTestId('node-this-host')).toBeVisible();
    await page.getByRole('link', { name: 'Home', exact: true }).click();
    await expect.poll(keys, { timeout: 2_000 }).toContain('amud-shot /.shot/nodes');
  }).toPass({ timeout: 30_000 });
  expect((await keys()).filter((key) => key.includes('/api/'))).toEqual([]);
});

test('shows it, marked as old, when the server does not answer', async () => {
  await stop();
  await page.reload();
  await expect(line()).toContainText(/As of \d\d:\d\d\. AMUD does not answer\./);
  await expect(page.getByRole('link', { name: /Jellyfin/ }).first()).toHaveAttribute('href', /jellyfin/);
  await expect(page.getByRole('button', { name: 'Edit this board' })).toHaveCount(0);
  await expect(page.locator('.app-icon svg').first()).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: 'test-results/offline-home.png' });
});

test('has its pages by links and by address, and says which it has not', async () => {
  await page.getByRole('link', { name: 'Nodes', exact: true }).click();
  await expect(page.getByTestId('node-this-host')).toBeVisible();
  await page.goto(`${amud.url}/nodes`);
  await expect(page.getByTestId('node-this-host')).toBeVisible();
  await page.screenshot({ path: 'test-results/offline-nodes.png' });
  await page.goto(`${amud.url}/settings/users`);
  await expect(page.getByRole('heading', { name: 'Not kept' })).toBeVisible();
  await page.screenshot({ path: 'test-results/offline-not-kept.png' });
  await page.goto(amud.url);
});

test('is as it is now as soon as the server answers', async () => {
  await startAgain();
  await expect(line()).not.toContainText('does not answer', { timeout: 40_000 });
  await expect(page.getByRole('button', { name: 'Edit this board' })).toBeVisible();
});

test('signing out leaves nothing in the browser', async () => {
  await kept('amud-shot /.shot/board');
  await page.getByRole('button', { name: 'admin' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect.poll(keys).toEqual([]);
  await stop();
  const answer = await page.reload().catch((error: Error) => error.message);
  expect(String(answer)).toContain('ERR_CONNECTION_REFUSED');
  // The browser's own page of the error would load ours at a moment of its own.
  await expect(() => page.goto('about:blank')).toPass();
  await startAgain();
});

test('a session that ended while the server was away is not waited for', async () => {
  await page.goto(amud.url);
  await signInAs(page, NEW_PASSWORD);
  await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
  await stop();
  const command = spawnAmud(['reset-password', 'admin'], { DB_PATH: join(amud.folder, 'data/amud.db') });
  expect(await command.exit).toBe(0);
  command.remove();
  await startAgain();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible({ timeout: 40_000 });
});

test('the browser never complained', () => {
  // That the server is away is not one.
  expect(complaints.filter((text) => !/net::ERR_FAILED|error occurred when fetching the script/.test(text))).toEqual(
    [],
  );
});
