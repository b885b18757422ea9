/// <reference lib="dom" />
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { connectAgent, type FakeAgent, readingOf } from '../../packages/server/test/fake-agent.ts';
import { AGENT_SECRET } from '../../packages/server/test/lab.ts';
import { type Amud, startServer } from '../process.ts';
import { begin, expectAccessible, watchComplaints } from './watched-page.ts';

test.describe.configure({ mode: 'serial' });

let amud: Amud;
let page: Page;
let complaints: string[];
let agent: FakeAgent | undefined;
const servers: Server[] = [];

const listen = async (title: string): Promise<number> => {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<title>${title}</title>`);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

test.beforeAll(async ({ browser }) => {
  // Without its own agent: what runs on this machine is nobody's business here.
  amud = await startServer({ AMUD_AGENT_SECRET: AGENT_SECRET, AMUD_OUTBOUND_ALLOW: '127.0.0.1' });
  page = await (await browser.newContext()).newPage();
  complaints = watchComplaints(page);
});
test.afterAll(async () => {
  agent?.close();
  for (const server of servers) server.close();
  await amud?.stop();
  amud?.remove();
});

const heading = (name: string) => page.getByRole('heading', { name, level: 1 });
const next = () => page.getByRole('button', { name: 'Next' }).click();

test('the first admin is led through it, and a reload goes on where it was left', async () => {
  await begin(page, amud);
  await expectAccessible(page);
  await page.getByLabel('What shall it be called?').fill('Our house');
  await next();
  await expect(heading('Where is it?')).toBeFocused();
  await expectAccessible(page);
  await page.reload();
  await expect(heading('Where is it?')).toBeVisible();
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByLabel('What shall it be called?')).toHaveValue('Our house');
  await page.goBack();
  await expect(heading('Where is it?')).toBeVisible();
});

test('whoever leaves in the middle is led back there', async () => {
  await page.goto(`${amud.url}/nodes`);
  await expect(page.getByRole('heading', { name: 'Nodes', level: 1 })).toBeVisible();
  await page.goto(amud.url);
  await expect(heading('Where is it?')).toBeVisible();
  await next();
  await page.getByRole('radio', { name: 'Dark', exact: true }).check();
  await expect(page.locator('html')).toHaveAttribute('data-mode', 'dark');
  await expectAccessible(page);
  await next();
});

test('without an agent it says so, and how to go on', async () => {
  await expect(page.getByText('No agent is connected')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add by hand' })).toBeVisible();
  await expectAccessible(page);
});

test('what runs on a host is found by its page and its labels, to be kept, left or ignored', async () => {
  const ports = await Promise.all(['Jellyfin', 'Sign in · Gitea', 'Router'].map(listen));
  agent = await connectAgent(`ws+unix:${join(amud.folder, 'data/run/amud.sock')}:/agent`);
  agent.send({ type: 'sample', seq: 1, at: Date.now(), reading: readingOf(5) });
  const labels = { 'amud.name': 'Wiki', 'amud.url': 'http://wiki.home.arpa/', 'amud.group': 'Family' };
  const value = {
    addresses: ['127.0.0.1'],
    ports: ports.map((port) => ({ port, address: '0.0.0.0' })),
    containers: [{ id: 'aa', name: 'wiki', image: 'me/wiki', ports: [], usesHostNetwork: false, labels }],
  };
  agent.socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as { type: string; id: string };
    if (message.type === 'ask') agent?.send({ type: 'result', id: message.id, value });
  });
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(page.getByRole('checkbox', { name: /^Jellyfin/ })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: /^Wiki/ })).toBeChecked();
  await page.getByRole('checkbox', { name: /^Router/ }).uncheck();
  await page.getByRole('button', { name: 'Ignore Gitea' }).click();
  await expect(page.getByText('Ignored: 1')).toBeVisible();
  await expectAccessible(page);
});

test('it ends on a board with what was kept, and a hint', async () => {
  await page.getByRole('button', { name: 'Add 2 apps' }).click();
  await expect(heading('Home')).toBeVisible();
  await expect(page.locator('.app-card')).toHaveCount(2);
  await expect(page.getByRole('heading', { name: 'Family' })).toBeVisible();
  const hint = page.getByRole('region', { name: 'Ready' });
  await expect(hint).toBeFocused();
  await expectAccessible(page);
  await hint.getByRole('button', { name: 'Got it' }).click();
  await expect(hint).toHaveCount(0);
  await page.reload();
  await expect(heading('Home')).toBeVisible();
});

test('it can be opened again, and knows what is there and what was ignored', async () => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('set up');
  await page.getByRole('option', { name: /^Set up AMUD/ }).click();
  await expect(page).toHaveURL(/\/setup/);
  await page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: 'Apps' }).click();
  await expect(page.getByText('In AMUD already: 2')).toBeVisible();
  await expect(page.getByText('Ignored: 1')).toBeVisible();
  await page.getByText('Ignored: 1').click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('checkbox', { name: /^Gitea/ })).toBeVisible();
});

test('gave the browser nothing to complain of', () => {
  expect(complaints).toEqual([]);
});
