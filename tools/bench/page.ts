import { type Browser, chromium, type Page } from '@playwright/test';
import { startAmud } from '../../test/process.ts';
import { NEW_PASSWORD, signIn } from '../../test/session.ts';
import { findChromium } from '../chromium.mjs';
import { median, print, quantile, sleep } from './figures.ts';

/** The page with the nodes, in Chromium: what it fetches, how soon it is painted, what it costs when nobody touches it. */
export const measurePage = async (): Promise<void> => {
  const amud = await startAmud();
  await signIn(amud, amud.password);
  await sleep(5_000);
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const loads: Load[] = [];
  for (let count = 0; count < 5; count += 1) loads.push(await loadOnce(browser, amud.url));
  const of = (key: keyof Load) => median(loads.map((load) => load[key]));
  print('page_requests', of('requests'), 'requests', { most: 12 });
  print('page_bytes', of('kilobytes'), 'kB', { most: 130 });
  print('page_script', of('scriptKilobytes'), 'kB', { most: 60 });
  print('page_first_contentful_paint', of('paintMs'), 'ms', { most: 120 });
  print('page_main_thread_to_load', of('mainThreadMs'), 'ms', { most: 400 });
  await measureIdle(browser, amud.url);
  await measureLatency(browser, amud.url);
  await browser.close();
  await amud.stop();
  amud.remove();
};

type Load = { requests: number; kilobytes: number; scriptKilobytes: number; paintMs: number; mainThreadMs: number };

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
  await page.goto(`${url}/nodes`, { waitUntil: 'load' });
  await sleep(700);
  const mainThreadMs = (await taskSeconds(cdp)) * 1000;
  const paintMs = await page.evaluate<number>(
    "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN",
  );
  await page.context().close();
  return { ...load, paintMs, mainThreadMs };
};

type Cdp = Awaited<ReturnType<ReturnType<Page['context']>['newCDPSession']>>;

const taskSeconds = async (cdp: Cdp): Promise<number> => {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
};

/** A minute in which a look arrives each second: one node is watched closely. */
const measureIdle = async (browser: Browser, url: string): Promise<void> => {
  const page = await openPage(browser, url);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  await page.goto(`${url}/nodes`);
  await sleep(3_000);
  let requests = 0;
  page.on('request', () => {
    requests += 1;
  });
  const before = await taskSeconds(cdp);
  await sleep(60_000);
  print('page_main_thread_per_minute', (await taskSeconds(cdp)) - before, 's', { most: 0.6 });
  print('page_requests_per_minute', requests, 'requests', { most: 0 });
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
