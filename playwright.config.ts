import { defineConfig } from '@playwright/test';
import { findChromium } from './tools/chromium.mjs';

const executablePath = findChromium();

export default defineConfig({
  testDir: 'test/browser',
  testMatch: '*.e2e.ts',
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    ...(executablePath
      ? {
          launchOptions: {
            executablePath,
            args: [
              '--disable-quic',
              '--disable-background-networking',
              '--disable-component-update',
              '--disable-sync',
              '--no-first-run',
              ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
            ],
          },
        }
      : {}),
    locale: 'en-GB',
    // A trace of all costs a quarter of the time: `--trace on` makes one of what failed.
    screenshot: 'only-on-failure',
  },
});
