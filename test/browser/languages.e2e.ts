/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { fillHome } from '../home.ts';
import { type Amud, startAmud } from '../process.ts';
import { type Person, signIn } from '../session.ts';
import { expectAccessible } from './watched-page.ts';

const locales = ['en', 'de', 'fr', 'es', 'ar'] as const;
type Locale = (typeof locales)[number];

const paths = ['/', '/nodes', '/nodes/this-host', '/settings/security', '/settings/users', '/settings/audit'];
const sizes = [
  { width: 360, height: 740 },
  { width: 1440, height: 900 },
];

let amud: Amud;
let person: Person;

test.beforeAll(async () => {
  amud = await startAmud();
  person = await signIn(amud, amud.password);
  await fillHome(amud, person, 14);
});
test.afterAll(async () => {
  await amud?.stop();
  amud?.remove();
});

const openAs = async (browser: Browser, locale: Locale, more: object = {}): Promise<Page> => {
  const context = await browser.newContext({ locale, ...more });
  const [name = '', value = ''] = person.cookie.split('=', 2);
  await context.addCookies([{ name, value, url: amud.url }]);
  return context.newPage();
};

const save = async (whose: 'me' | 'everyone', set: object): Promise<void> => {
  const answer = await fetch(`${amud.url}/api/settings`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', origin: amud.url, cookie: person.cookie },
    body: JSON.stringify({ for: whose, set }),
  });
  expect(answer.status).toBe(200);
};

const root = (page: Page) =>
  page.evaluate(() => ({ lang: document.documentElement.lang, dir: document.documentElement.dir }));

const messages = (area: string, locale: Locale): Record<string, unknown> =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, `../../packages/web/messages/${area}/${locale}.json`), 'utf8'),
  ) as Record<string, unknown>;

const areas = ['shell', 'account', 'nodes', 'node', 'board', 'apps', 'widgets', 'search', 'offline'];

/** Names of boards, sections and tags are what people called them. */
const names = ['Home', 'Media', 'Network', 'House', 'Files', 'Watch', 'Work'];

/** Sentences of English that this language says otherwise: none of them may be seen in it. */
const englishOnly = (locale: Locale): Set<string> => {
  const found = areas.flatMap((area) => {
    const own = messages(area, locale);
    return Object.entries(messages(area, 'en')).flatMap(([key, text]) =>
      typeof text === 'string' && text.length > 3 && !text.includes('{') && own[key] !== text ? [text] : [],
    );
  });
  // Where another language has the very word for something else.
  const said = new Set(areas.flatMap((area) => Object.values(messages(area, locale))));
  return new Set(found.filter((text) => !said.has(text) && !names.includes(text)));
};

const seenTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent && !parent.closest('script, style, noscript')) found.push(node.textContent?.trim() ?? '');
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]'))
      for (const name of ['aria-label', 'title', 'placeholder']) found.push(element.getAttribute(name) ?? '');
    return found.filter((text) => text !== '');
  });

for (const locale of locales) {
  test(`in ${locale}: language and direction, nothing in English, everything fits`, async ({ browser }) => {
    const page = await openAs(browser, locale);
    const foreign = locale === 'en' ? new Set<string>() : englishOnly(locale);
    for (const path of paths) {
      await page.goto(amud.url + path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForTimeout(400);
      expect(await root(page)).toEqual({ lang: locale, dir: locale === 'ar' ? 'rtl' : 'ltr' });
      expect(
        (await seenTexts(page)).filter((text) => foreign.has(text)),
        path,
      ).toEqual([]);
      for (const size of sizes) {
        await page.setViewportSize(size);
        await page.waitForTimeout(200);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, `${path} at ${size.width} px`).toBeLessThanOrEqual(0);
        const name = path === '/' ? 'home' : path.slice(1).replaceAll('/', '-');
        await page.screenshot({ path: `test-results/languages/${locale}-${name}-${size.width}.png` });
      }
    }
    await page.context().close();
  });
}

test('Arabic is a mirror: the rail is at the right, cards begin there, numbers and charts do not turn', async ({
  browser,
}) => {
  const page = await openAs(browser, 'ar', { viewport: { width: 1440, height: 900 } });
  await page.goto(amud.url);
  const box = async (selector: string) => {
    const found = await page.locator(selector).first().boundingBox();
    if (!found) throw new Error(`${selector} is not drawn`);
    return found;
  };
  expect((await box('.rail')).x).toBeGreaterThan(1_300);
  const cards = await page
    .locator('a', { hasText: /Jellyfin|Plex/ })
    .evaluateAll((all) => all.map((one) => ({ name: one.textContent ?? '', x: one.getBoundingClientRect().x })));
  const at = (name: string) => cards.find((card) => card.name.includes(name))?.x ?? Number.NaN;
  expect(at('Jellyfin')).toBeGreaterThan(at('Plex'));
  await expectAccessible(page);

  await page.keyboard.press('/');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type('jell');
  await expect(page.getByRole('option').first()).toContainText('Jellyfin');
  await page.screenshot({ path: 'test-results/languages/ar-palette.png' });
  await page.keyboard.press('Escape');

  await page.goto(`${amud.url}/nodes/this-host`);
  await expect(page.locator('canvas').first()).toBeVisible();
  // A chart that is drawn anew meanwhile has none.
  const direction = () =>
    page
      .locator('.uplot, canvas')
      .first()
      .evaluate((one) => getComputedStyle(one).direction);
  await expect.poll(direction).toBe('ltr');
  await page.context().close();
});

test('menus and dialogs in Arabic', async ({ browser }) => {
  const page = await openAs(browser, 'ar', { viewport: { width: 1440, height: 900 } });
  await page.goto(amud.url);
  await page.locator('[popovertarget="person-menu"]').click();
  await page.waitForTimeout(300);
  await page.screenshot({ path: 'test-results/languages/ar-person-menu.png' });
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.screenshot({ path: 'test-results/languages/ar-keys.png' });
  await page.keyboard.press('Escape');
  await page.keyboard.press('e');
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: 'test-results/languages/ar-edit.png' });
  await page.context().close();
});

test('the language: of the browser, unless it was chosen for everyone, or by the person', async ({ browser }) => {
  const visitor = await (await browser.newContext({ locale: 'de-AT' })).newPage();
  await visitor.goto(`${amud.url}/sign-in`);
  expect((await root(visitor)).lang).toBe('de');
  await expect(visitor.getByRole('button', { name: 'Anmelden' })).toBeVisible();

  const choose = (whose: 'me' | 'everyone', language: string) => save(whose, { language });
  await choose('everyone', 'fr');
  await visitor.reload();
  expect((await root(visitor)).lang).toBe('fr');

  const page = await openAs(browser, 'de');
  await page.goto(amud.url);
  expect((await root(page)).lang).toBe('fr');
  // A page that is open follows.
  await choose('me', 'ar');
  await expect.poll(() => root(page).catch(() => undefined)).toEqual({ lang: 'ar', dir: 'rtl' });
  expect((await root(visitor)).lang).toBe('fr');
  await choose('everyone', 'auto');
  await choose('me', 'auto');
});

test('a browser in a language that AMUD has not is answered in English', async ({ browser }) => {
  const page = await (await browser.newContext({ locale: 'fi-FI' })).newPage();
  await page.goto(`${amud.url}/sign-in`);
  expect(await root(page)).toEqual({ lang: 'en', dir: 'ltr' });
});

test('the board of a new installation is named in the language of who sets it up', async ({ browser }) => {
  const skip = async (locale: Locale): Promise<Page> => {
    const page = await openAs(browser, locale);
    await page.goto(`${amud.url}/setup`);
    await page.getByRole('button', { name: String(messages('setup', locale)['setup_skip']) }).click();
    return page;
  };
  // Somebody who looks at it again later does not rename what is there.
  await expect((await skip('de')).getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
  await save('everyone', { setupDone: false });
  await expect((await skip('fr')).getByRole('heading', { name: 'Accueil', level: 1 })).toBeVisible();
});
