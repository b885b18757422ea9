import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { startAmud } from '../test/process.ts';
import { NEW_PASSWORD, signIn } from '../test/session.ts';
import { findChromium } from './chromium.mjs';

/** Makes the pictures of the manual: `npm run screenshots`. It waits some minutes, so that the charts have something to show. */
const WAIT_MS = Number(process.argv[2] ?? 240_000);

const amud = await startAmud({ AMUD_NODE_TAG: 'nas' });
await signIn(amud, amud.password);
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: ['--no-sandbox', '--disable-background-networking'],
});
const shots = [
  { name: 'node-dark', path: '/nodes/nas', colorScheme: 'dark', width: 1440, height: 1000 },
  { name: 'node-light', path: '/nodes/nas', colorScheme: 'light', width: 1440, height: 1000 },
  { name: 'nodes-dark', path: '/nodes', colorScheme: 'dark', width: 1440, height: 640 },
  { name: 'node-phone', path: '/nodes/nas', colorScheme: 'dark', width: 390, height: 844 },
  { name: 'sign-in-light', path: '/sign-in', colorScheme: 'light', width: 1440, height: 900 },
] as const;
const open = async (shot: (typeof shots)[number]) => {
  const { colorScheme, width, height } = shot;
  const phone = width < 640 ? { isMobile: true, hasTouch: true, deviceScaleFactor: 2 } : {};
  const context = await browser.newContext({ colorScheme, viewport: { width, height }, locale: 'en-GB', ...phone });
  const page = await context.newPage();
  if (shot.path !== '/sign-in') {
    const data = { username: 'admin', password: NEW_PASSWORD };
    await page.request.post(`${amud.url}/api/auth/sign-in`, { data, headers: { origin: amud.url } });
  }
  await page.goto(`${amud.url}${shot.path}`);
  return page;
};
// One page watches all the while, so that there is a look each second.
await open(shots[0]);
await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
for (const shot of shots) {
  const page = await open(shot);
  await page.waitForTimeout(2_500);
  await page.screenshot({ path: join(import.meta.dirname, `../docs/images/${shot.name}.png`) });
}
await browser.close();
await amud.stop();
amud.remove();
process.exit(0);
