/// <reference lib="dom" />
import { spawn, spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { eventually } from '../../packages/server/test/eventually.ts';
import { type Amud, freePort, isAlive } from '../process.ts';
import { NEW_PASSWORD } from '../session.ts';
import { signInAs, startForStory, watchComplaints } from './watched-page.ts';

test.describe.configure({ mode: 'serial' });

let amud: Amud;
let page: Page;
let complaints: string[];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000);
  amud = await startForStory({ PORT: String(await freePort()) });
  page = await (await browser.newContext()).newPage();
  complaints = watchComplaints(page);
});
test.afterAll(async () => {
  await amud?.stop();
  amud?.remove();
});

const cpu = async (): Promise<number> => Number.parseFloat((await page.getByTestId('tile-cpu').textContent()) ?? '');
/** Survives everything but a reload. */
const mark = () => page.evaluate(() => Object.assign(window, { untouched: true }));
const expectNotReloaded = async () => expect(await page.evaluate(() => 'untouched' in window)).toBe(true);
const history = () =>
  page.evaluate(async () => {
    const answer = await fetch('/api/nodes/this-host/history?series=host.uptimeSeconds');
    if (!answer.ok) throw new Error(`the history was answered with ${answer.status}`);
    return (await answer.json()) as { at: number[]; values: (number | null)[] };
  });
/** While the server comes back there is none. */
const lookCount = async () => (await history().catch(() => ({ at: [] }))).at.length;

test('a second start has nothing to install and nothing to build', () => {
  test.skip(!process.env['CI'], 'only where a fresh clone was started');
  const words = [join('tools', 'setup.mjs'), 'start'];
  const { status, stderr } = spawnSync(process.execPath, words, { cwd: join(amud.folder, 'clone'), encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

test('turns a wrong password away in words, at the field', async () => {
  await page.goto(`${amud.url}/nodes`);
  await expect(page.getByRole('heading', { name: 'Sign in to AMUD' })).toBeVisible();
  await signInAs(page, 'not the password');
  await expect(page.getByText('The user name or the password is wrong.')).toBeVisible();
});

test('asks for an own password before anything else', async () => {
  await signInAs(page, amud.password);
  await expect(page.getByRole('heading', { name: 'Choose your own password' })).toBeVisible();
  await page.goto(`${amud.url}/nodes/this-host`);
  await expect(page.getByRole('heading', { name: 'Choose your own password' })).toBeVisible();
  await page.getByLabel('The password you were given').fill(amud.password);
  await page.getByLabel('New password', { exact: true }).fill('short');
  await page.getByLabel('New password again').fill('short');
  await page.getByRole('button', { name: 'Set password and continue' }).click();
  await expect(page.getByText(/12 characters or more/).first()).toBeVisible();
  await page.getByLabel('New password', { exact: true }).fill(NEW_PASSWORD);
  await page.getByLabel('New password again').fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Set password and continue' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome', level: 1 })).toBeVisible();
});

test('offers a guided set-up, which can be skipped', async () => {
  await page.getByRole('button', { name: 'Skip the set-up' }).click();
  await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Got it' }).click();
});

test('shows this host with numbers in the very page, before any script has run', async () => {
  await page.getByRole('link', { name: 'Nodes' }).click();
  await expect(page.getByRole('heading', { name: 'Nodes', level: 1 })).toBeVisible();
  await expect(page.getByTestId('node-this-host')).toHaveAttribute('data-state', 'online');
  const html = await page.evaluate(async () => (await fetch('/nodes/this-host')).text());
  const first = JSON.parse(/id="first">(.*?)<\/script>/s.exec(html)?.[1] ?? '{}') as {
    snapshots: [{ data: { reading: { cpu: { busyPercent: number } } } }];
  };
  expect(first.snapshots[0].data.reading.cpu.busyPercent).toBeGreaterThanOrEqual(0);
});

test('sees a look each second, and the CPU move when something runs', async () => {
  let deltas = 0;
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (String(payload).includes('"reading"')) deltas += 1;
    }),
  );
  await page.getByTestId('node-this-host').click();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'this-host', level: 1 })).toBeVisible();
  await expect.poll(() => deltas, { timeout: 15_000 }).toBeGreaterThan(5);
  const loops = cpus().map(() =>
    spawn(process.execPath, ['-e', 'const end = Date.now() + 60000; while (Date.now() < end);']),
  );
  await expect.poll(cpu, { timeout: 50_000 }).toBeGreaterThan(80);
  for (const loop of loops) loop.kill('SIGKILL');
  await expect.poll(cpu, { timeout: 60_000 }).toBeLessThan(70);
});

test('says that the agent is gone, and goes on when it is back', async () => {
  await mark();
  const stopped = amud.pids().agent;
  process.kill(stopped, 'SIGKILL');
  await eventually(() => expect(amud.pids().agent).not.toBe(stopped), 10_000);
  const before = (await history()).at.length;
  await expect.poll(lookCount, { timeout: 20_000 }).toBeGreaterThan(before + 2);
  await expectNotReloaded();
});

test('catches up without a reload when the server is killed, with no look lost or twice', async () => {
  const before = await history();
  const killed = amud.pids().server;
  process.kill(killed, 'SIGKILL');
  await expect(page.locator('[data-state="reconnecting"]')).toBeVisible();
  await expect(page.getByText(/Reconnecting/)).toBeVisible();
  await eventually(() => expect(amud.pids().server).not.toBe(killed), 10_000);
  await expect(page.locator('[data-state="live"]')).toHaveCount(1, { timeout: 20_000 });
  await expect.poll(lookCount, { timeout: 60_000 }).toBeGreaterThan(before.at.length + 2);
  const { at, values } = await history();
  const steps = at.slice(1).map((time, index) => time - (at[index] ?? 0));
  expect(Math.min(...steps)).toBeGreaterThan(0);
  expect(Math.max(...steps)).toBeLessThan(12_000);
  // What the agent of the last test had in memory went with it; all that this one took is there again.
  const kept = before.values.slice(-2);
  for (const value of kept) expect(values).toContain(value);
  await expectNotReloaded();
});

test('comes back to where it was after the session ended elsewhere', async () => {
  await page.goto(`${amud.url}/nodes/this-host`);
  await expect(page.getByTestId('tile-cpu')).toBeVisible();
  await page.evaluate(() => fetch('/api/auth/sign-out', { method: 'POST' }));
  await expect(page.getByRole('heading', { name: 'Sign in to AMUD' })).toBeVisible();
  await signInAs(page, NEW_PASSWORD);
  await expect(page.getByRole('heading', { name: 'this-host', level: 1 })).toBeVisible();
});

test('gave the browser nothing to complain of', () => {
  expect(complaints).toEqual([]);
});

test.describe('elsewhere', () => {
  test('says how long to wait after too many wrong passwords', async ({ browser }) => {
    const other = await browser.newPage();
    await other.goto(`${amud.url}/sign-in`);
    for (let count = 0; count < 6; count += 1) {
      await signInAs(other, `wrong ${count}`);
      await expect(other.locator('[aria-invalid="true"]').first()).toBeVisible();
      await other.waitForTimeout(150);
    }
    await expect(other.getByText(/Too many failed sign-ins.*amud reset-password/)).toBeVisible();
    await expect(other.getByRole('button', { name: /Try again in/ })).toBeDisabled();
    await other.close();
  });
});

test('stops with the signal its starter gets, and leaves nothing running', async () => {
  const { server, agent } = amud.pids();
  await amud.stop('SIGTERM');
  expect([isAlive(server), isAlive(agent)]).toEqual([false, false]);
});
