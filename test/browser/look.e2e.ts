/// <reference lib="dom" />
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { themeNames } from '../../packages/protocol/src/look/theme-names.ts';
import { fillHome } from '../home.ts';
import { type Amud, startServer } from '../process.ts';
import { NEW_PASSWORD, signIn } from '../session.ts';
import { enter, expectAccessible, watchComplaints } from './watched-page.ts';

test.describe.configure({ mode: 'serial', timeout: 240_000 });

let amud: Amud;
let page: Page;
let complaints: string[];

test.beforeAll(async ({ browser }) => {
  amud = await startServer({ AMUD_AGENT_SECRET: 'a secret for the looks of home' });
  page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  complaints = watchComplaints(page);
  await enter(page, amud);
  await fillHome(amud, await signIn(amud, NEW_PASSWORD), 30);
});
test.afterAll(async () => {
  await amud?.stop();
  amud?.remove();
});

const choose = async (set: object, who: 'me' | 'everyone' = 'me') => {
  const data = { for: who, set };
  const answer = await page.request.patch(`${amud.url}/api/settings`, { data, headers: { origin: amud.url } });
  expect(answer.status()).toBe(200);
};
const html = () => page.locator('html');
const chosenTheme = () => html().getAttribute('data-theme');

test('a look that is tried is seen at once, and gone when it is discarded', async () => {
  await page.goto(`${amud.url}/settings/look`);
  const before = await chosenTheme();
  await page.locator('.theme input[value="ember"]').check({ force: true });
  await expect(html()).toHaveAttribute('data-theme', 'ember');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect.poll(chosenTheme).toBe(before);
  await page.reload();
  expect(await chosenTheme()).toBe(before);
});

test('one that is kept is there before anything is painted, and is nobody else’s', async ({ browser }) => {
  await page.locator('.theme input[value="ember"]').check({ force: true });
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Discard' })).toHaveCount(0);
  const answer = await page.request.get(amud.url);
  expect(await answer.text()).toMatch(/<html[^>]*data-theme="ember"/);
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(amud.url);
  expect(await stranger.locator('html').getAttribute('data-theme')).not.toBe('ember');
  await stranger.context().close();
});

for (const mode of ['dark', 'light'] as const)
  test(`a full board can be read in every theme, ${mode}`, async () => {
    for (const theme of themeNames) {
      await choose({ theme, mode });
      await page.goto(amud.url);
      await expect(html()).toHaveAttribute('data-theme', theme);
      await expect(page.locator('.app-card')).toHaveCount(30);
      const { violations } = await new AxeBuilder({ page })
        .withRules(['color-contrast', 'link-in-text-block'])
        .analyze();
      const found = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html: of }) => `${theme}: ${id} ${of.slice(0, 120)}`),
      );
      expect(found).toEqual([]);
    }
  });

test('a style sheet of one’s own counts on boards, and can be left out', async () => {
  await choose({ customCss: '.board-head h1 { letter-spacing: 3px; }' }, 'everyone');
  const spacing = () => page.locator('h1').evaluate((head) => getComputedStyle(head).letterSpacing);
  await page.goto(amud.url);
  await expect.poll(spacing).toBe('3px');
  await page.goto(`${amud.url}/?safe`);
  expect(await spacing()).not.toBe('3px');
});

test('gave the browser nothing to complain of', () => {
  expect(complaints).toEqual([]);
});
