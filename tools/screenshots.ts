import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import sharp from 'sharp';
import { newFolder, startAmud, startServer } from '../test/process.ts';
import { NEW_PASSWORD, signIn } from '../test/session.ts';
import { findChromium } from './chromium.mjs';
import { fillHouse, startTargets } from './screenshots/home.ts';
import { startHosts } from './screenshots/hosts.ts';
import { writePast } from './screenshots/past.ts';
import { type Shot, shots } from './screenshots/shots.ts';

/** Makes the pictures of the manual: `npm run screenshots`, or only those that are named after it. */
const SECRET = 'for the pictures of the manual';
const SETTLED_MS = 25_000;
const wanted = process.argv.slice(2);
const folder = newFolder();
const env = { AMUD_OUTBOUND_ALLOW: '127.0.0.1', AMUD_AGENT_SECRET: SECRET };
const targets = await startTargets();

const first = await startServer(env, folder);
const ids = await fillHouse(first, await signIn(first, first.password), targets.url);
await first.stop();
await writePast(join(folder, 'data/amud.db'), ids);

const house = await startServer(env, folder);
const stopHosts = await startHosts(`ws+unix:${join(folder, 'data/run/amud.sock')}:/agent`, SECRET);
const fresh = await startAmud({ AMUD_NODE_TAG: 'nas' });
const { cookie: freshCookie } = await signIn(fresh, fresh.password);
const { cookie } = await signIn(house, NEW_PASSWORD);
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-background-networking'],
});
await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
for (const shot of shots) if (wanted.length === 0 || wanted.includes(shot.name)) await take(browser, shot);
await browser.close();
stopHosts();
targets.stop();
for (const amud of [house, fresh]) {
  await amud.stop();
  amud.remove();
}
process.exit(0);

async function take(from: Browser, shot: Shot): Promise<void> {
  const { mode = 'dark', phone = false, height = 900 } = shot;
  const { url } = shot.fresh ? fresh : house;
  const size = phone ? { width: 390, height: 844 } : { width: 1_440, height };
  const context = await from.newContext({
    colorScheme: mode,
    viewport: size,
    locale: 'en-GB',
    serviceWorkers: 'block',
    ...(phone ? { isMobile: true, hasTouch: true, deviceScaleFactor: 2 } : {}),
  });
  const [name = '', value = ''] = (shot.fresh ? freshCookie : cookie).split('=');
  if (!shot.signedOut) await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  await page.goto(`${url}${shot.path}`);
  await page.waitForTimeout(2_500);
  await shot.act?.(page);
  if (shot.isLost) await house.stop();
  await page.waitForTimeout(shot.waitMs ?? 500);
  const picture = await page.screenshot();
  await context.close();
  // A palette is a third of the size, and no eye sees the difference.
  const small = await sharp(picture).png({ palette: true, quality: 90, effort: 10 }).toBuffer();
  writeFileSync(join(import.meta.dirname, `../docs/images/${shot.name}.png`), small);
  console.log(`${shot.name}: ${Math.round(small.length / 1024)} kB`);
}
