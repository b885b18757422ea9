import { type Browser, chromium, type Page } from '@playwright/test';
import { fillHome } from '../../test/home.ts';
import { startAmud } from '../../test/process.ts';
import { NEW_PASSWORD, signIn } from '../../test/session.ts';
import { findChromium } from '../chromium.mjs';
import { median, print, quantile, sleep } from './figures.ts';
import { serveYardstick, yardstick } from './yardstick.ts';

/** The home page with 100 apps, in Chromium: what it fetches, how soon it is painted, what it costs when nobody touches it; then with 500. */
export const measurePage = async (): Promise<void> => {
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  for (const apps of [100, 500]) await measureHome(browser, apps);
  await browser.close();
};

const LOADS = 9;
const IDLE_SECONDS = 0.6;
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
  const known = await serveYardstick();
  await sleep(5_000);
  const loads: Load[] = [];
  const knownLoads: Load[] = [];
  for (let count = 0; count < LOADS; count += 1) {
    loads.push(await loadOnce(browser, amud.url));
    knownLoads.push(await loadOnce(browser, known.url));
  }
  const medianOf = (all: Load[], key: keyof Load) => median(all.map((load) => load[key]));
  const mostOf = (most: number | undefined) => (apps !== 100 || most === undefined ? {} : { most });
  for (const [key, unit] of Object.entries(units) as [keyof Load, string][])
    print(`home_${apps}_${key}`, medianOf(loads, key), unit, mostOf(budgets[key]));
  for (const key of ['paintMs', 'mainThreadMs'] as const) {
    print(`yardstick_${key}`, medianOf(knownLoads, key), 'ms');
    const share = medianOf(loads, key) / medianOf(knownLoads, key);
    print(`home_${apps}_${key}_of_yardstick`, share, 'x', mostOf((budgets[key] ?? 0) / yardstick[key]));
  }
  const idle = await idleMinute(browser, amud.url);
  print(`home_${apps}_main_thread_per_minute`, idle.seconds, 's', mostOf(IDLE_SECONDS));
  print(`home_${apps}_requests_per_minute`, idle.requests, 'requests', { most: 0 });
  const knownIdle = await idleMinute(browser, known.url);
  print('yardstick_main_thread_per_minute', knownIdle.seconds, 's');
  const share = idle.seconds / knownIdle.seconds;
  const most = IDLE_SECONDS / yardstick.mainThreadPerMinute;
  print(`home_${apps}_main_thread_per_minute_of_yardstick`, share, 'x', mostOf(most));
  known.close();
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
const idleMinute = async (browser: Browser, url: string): Promise<{ seconds: number; requests: number }> => {
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
  const seconds = (await taskSeconds(cdp)) - before;
  await page.context().close();
  return { seconds, requests };
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
  // A look each second: long enough that one in a hundred is not the worst of all.
  await sleep(150_000);
  const delays = await page.evaluate<number[]>('window.delays');
  print('sample_to_pixel_median', median(delays), 'ms');
  print('sample_to_pixel_p99', quantile(delays, 0.99), 'ms', { most: 100 });
  await page.context().close();
};
