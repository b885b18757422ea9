/// <reference lib="dom" />
import type { Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { makeCertificate } from '../../packages/server/test/targets.ts';
import { type Amud, startAmud } from '../process.ts';
import { enter, expectAccessible, watchComplaints } from './watched-page.ts';

test.describe.configure({ mode: 'serial' });

let amud: Amud;
let page: Page;
let complaints: string[];
let target: Server;
let isBroken = false;

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const listen = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

test.beforeAll(async ({ browser }) => {
  target = createTlsServer(makeCertificate(), (_, response) => {
    response.writeHead(isBroken ? 503 : 200).end('Welcome');
  });
  await listen(target);
  // What is checked here is this machine itself, which AMUD would not touch otherwise.
  amud = await startAmud({ AMUD_OUTBOUND_ALLOW: '127.0.0.1' });
  page = await (await browser.newContext()).newPage();
  complaints = watchComplaints(page);
  await enter(page, amud);
});
test.afterAll(async () => {
  target?.closeAllConnections();
  target?.close();
  await amud?.stop();
  amud?.remove();
});

const call = <T>(method: string, path: string, body: object = {}): Promise<T> =>
  page.evaluate(
    async ({ method, path, body }) => {
      const headers = { 'content-type': 'application/json' };
      const given = method === 'GET' ? {} : { body: JSON.stringify(body) };
      return (await fetch(path, { method, headers, ...given })).json();
    },
    { method, path, body },
  );
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const dialog = () => page.getByRole('dialog');
const card = () => page.locator('.app-card');

test('an app is on a board as a card that leads to it', async () => {
  const url = `https://127.0.0.1:${portOf(target)}/`;
  const { app } = await call<{ app: { id: string } }>('POST', '/api/apps', { name: 'NAS', url });
  const items = [
    { kind: 'app', id: 'carditem01', appId: app.id, desktop: { x: 0, y: 0, w: 3, h: 2 }, visibleTo: 'public' },
  ];
  const content = { name: 'Apps', sections: [{ id: 'sectionone1', title: 'Media', items }] };
  const { board } = await call<{ board: { id: string } }>('POST', '/api/boards', { content });
  await page.goto(`${amud.url}/boards/${board.id}`);
  const link = card().getByRole('link');
  await expect(link).toHaveAttribute('href', url);
  await expect(link).toHaveAttribute('rel', 'noopener');
  await expect(link).toHaveAttribute('target', '_blank');
});

test('its details open and close by keyboard, and the focus comes back', async () => {
  const link = card().getByRole('link');
  await link.focus();
  await press('i');
  await expect(dialog().getByRole('heading', { name: 'NAS' })).toBeFocused();
  await expect(dialog().getByText('Nobody watches this app.')).toBeVisible();
  await expectAccessible(page);
  await press('Escape');
  await expect(dialog()).toHaveCount(0);
  await expect(link).toBeFocused();
});

test('a test names the step that failed and shows the certificate, which is trusted there', async () => {
  await card().getByRole('link').focus();
  await press('i');
  await dialog().getByRole('button', { name: 'Edit' }).click();
  await expect(dialog().getByLabel('Name', { exact: true })).toHaveValue('NAS');
  await dialog().getByRole('switch', { name: 'Watch it' }).check();
  await dialog().getByRole('button', { name: 'Test' }).click();
  await expect(dialog().locator('.hop[data-hop="tls"]')).toHaveAttribute('data-state', 'failed');
  await expect(dialog().locator('.hop[data-hop="http"]')).toHaveAttribute('data-state', 'open');
  await expect(dialog().locator('.certificate .fingerprint span')).toHaveCount(16);
  await expectAccessible(page);
  await dialog().getByRole('button', { name: 'Trust this certificate' }).click();
  await expect(dialog().getByText('It works.')).toBeVisible();
  await expect(dialog().getByText('Trusts this one certificate')).toBeVisible();
});

test('what is wrong is said at its field, and the first of it has the focus', async () => {
  const every = dialog().getByLabel('Every');
  await every.fill('5');
  await dialog().getByRole('button', { name: 'Save' }).click();
  await expect(every).toBeFocused();
  await expect(dialog().getByText('From 10 seconds to a day')).toBeVisible();
  await every.fill('10');
  await dialog().getByLabel('Try again').fill('0');
});

test('what was typed survives a dialog that is closed by mistake', async () => {
  await press('Escape');
  await expect(dialog()).toHaveCount(0);
  await page.getByRole('button', { name: 'Open again' }).click();
  await expect(dialog().getByText('This is what you typed before.')).toBeVisible();
  await expect(dialog().getByLabel('Every')).toHaveValue('10');
  await dialog().getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('NAS is saved.')).toBeVisible();
  await expect(dialog()).toHaveCount(0);
});

test('the card goes down and up again by itself, and the details tell when', async () => {
  await expect(card()).toHaveAttribute('data-state', 'up', { timeout: 30_000 });
  isBroken = true;
  await card().getByRole('link').focus();
  await press('i');
  await dialog().getByRole('button', { name: 'Check now' }).click();
  await expect(dialog().getByText('It answered 503').first()).toBeVisible();
  await expect(card()).toHaveAttribute('data-state', 'down', { timeout: 30_000 });
  isBroken = false;
  await dialog().getByRole('button', { name: 'Check now' }).click();
  await expect(card()).toHaveAttribute('data-state', 'up', { timeout: 30_000 });
  await expect(dialog().getByRole('region', { name: 'What happened' }).getByText('Answered 503')).toBeVisible();
  await dialog().getByRole('slider', { name: 'Availability' }).focus();
  await press('ArrowLeft');
  await expect(dialog().getByRole('slider')).toHaveAttribute('aria-valuetext', /Down/);
  await expectAccessible(page);
});

test('it is removed, and undo brings it back with its card', async () => {
  await dialog().getByRole('button', { name: 'Edit' }).click();
  await dialog().getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('NAS is removed.')).toBeVisible();
  await expect(card()).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('NAS is back.')).toBeVisible();
  await expect(card()).toHaveCount(1);
});

test('gave the browser nothing to complain of', () => {
  expect(complaints).toEqual([]);
});
