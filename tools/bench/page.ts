import { type Browser, chromium, type Page } from '@playwright/test';
import { fillHome } from '../../test/home.ts';
import { startAmud } from '../../test/process.ts';
import { NEW_PASSWORD, signIn } from '../../test/session.ts';
import { findChromium } from '../chromium.mjs';
import { median, print, quantile, sleep } from './figures.ts';

/** The home page with 100 apps, in Chromium: what it fetches, how soon it is painted, what it costs when nobody touches it; then with 500. */
export const measurePage = async (): Promise<void> => {
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  for (const apps of [100, 500]) await measureHome(browser, apps);
  await browser.close();
};

const budgets: Partial<Load> = {
  requests: 12,
  kilobytes: 130,
  scriptKilobytes: 60,
  paintMs: 120,
  mainThreadMs: 400,
};
const units: Record<keyof Load, string> = {
  requests: 'requests',
  kilobytes: 'kB',
  scriptKilobytes: 'kB',
  paintMs: 'ms',
  cardsMs: 'ms',
  mainThreadMs: 'ms',
};

/** Only the page of 100 apps has budgets: of 500, nothing may have grown more than their number. */
const measureHome = async (browser: Browser, apps: number): Promise<void> => {
  const amud = await startAmud();
  await fillHome(amud, await signIn(amud, amud.password), apps);
  await sleep(5_000);
  const loads: Load[] = [];
  for (let count = 0; count < 5; count += 1) loads.push(await loadOnce(browser, amud.url));
  for (const [key, unit] of Object.entries(units) as [keyof Load, string][]) {
    const most = apps === 100 ? budgets[key] : undefined;
    print(`home_${apps}_${key}`, median(loads.map((load) => load[key])), unit, most === undefined ? {} : { most });
  }
  await measureIdle(browser, amud.url, apps);
  if (apps === 100) await measureLatency(browser, amud.url);
  await amud.stop();
  amud.remove();
};

type Load = {
  requests: number;
  kilobytes: number;
  scriptKilobytes: number;
  /** The first thing that says something: the name of the board. */
  paintMs: number;
  /** The largest paint: the cards are there. */
  cardsMs: number;
  mainThreadMs: number;
};

const openPage = async (browser: Browser, url: string): Promise<Page> => {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.request.post(`${url}/api/auth/sign-in`, {
    data: { username: 'admin', password: NEW_PASSWORD },
    headers: { origin: url },
  });
  return page;
};

/** A first visit: nothing is cached. */
const loadOnce = async (browser: Browser, url: string): Promise<Load> => {
  const page = await openPage(browser, url);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Performance.enable');
  const load = { requests: 0, kilobytes: 0, scriptKilobytes: 0 };
  const scripts = new Set<string>();
  cdp.on('Network.responseReceived', ({ requestId, type }) => {
    load.requests += 1;
    if (type === 'Script') scripts.add(requestId);
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    load.kilobytes += encodedDataLength / 1000;
    if (scripts.has(requestId)) load.scriptKilobytes += encodedDataLength / 1000;
  });
  await page.goto(url, { waitUntil: 'load' });
  await sleep(700);
  const mainThreadMs = (await taskSeconds(cdp)) * 1000;
  const paintMs = await page.evaluate<number>(
    "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN",
  );
  const cardsMs = await page.evaluate<number>(`new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? NaN))
      .observe({ type: 'largest-contentful-paint', buffered: true });
  })`);
  await page.context().close();
  return { ...load, paintMs, cardsMs, mainThreadMs };
};

type Cdp = Awaited<ReturnType<ReturnType<Page['context']>['newCDPSession']>>;

const taskSeconds = async (cdp: Cdp): Promise<number> => {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
};

/** A minute of a page that nobody touches. */
const measureIdle = async (browser: Browser, url: string, apps: number): Promise<void> => {
  const page = await openPage(browser, url);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  await page.goto(url);
  await sleep(3_000);
  let requests = 0;
  page.on('request', () => {
    requests += 1;
  });
  const before = await taskSeconds(cdp);
  await sleep(60_000);
  print(
    `home_${apps}_main_thread_per_minute`,
    (await taskSeconds(cdp)) - before,
    's',
    apps === 100 ? { most: 0.6 } : {},
  );
  print(`home_${apps}_requests_per_minute`, requests, 'requests', { most: 0 });
  await page.context().close();
};

/** From the moment that a look begins (`at`, same clock) to the end of the frame that paints its numbers. */
const measureLatency = async (browser: Browser, url: string): Promise<void> => {
  const page = await openPage(browser, url);
  await page.addInitScript(`
    window.delays = [];
    const Original = window.WebSocket;
    window.WebSocket = class extends Original {
      constructor(...words) {
        super(...words);
        this.addEventListener('message', ({ data }) => {
          const { type, patch } = JSON.parse(data);
          const at = type === 'delta' ? patch.at : undefined;
          if (at) requestAnimationFrame(() => setTimeout(() => window.delays.push(Date.now() - at)));
        });
      }
    };`);
  await page.goto(`${url}/nodes/this-host`);
  await sleep(45_000);
  const delays = await page.evaluate<number[]>('window.delays');
  print('sample_to_pixel_median', median(delays), 'ms');
  print('sample_to_pixel_p99', quantile(delays, 0.99), 'ms', { most: 100 });
  await page.context().close();
};
