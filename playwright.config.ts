import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findChromium } from './tools/chromium.mjs';

const executablePath = findChromium();

const testDir = join(import.meta.dirname, 'test/browser');

export default defineConfig({
  testDir,
  // Each file has a browser of its own: pages that an earlier one left open would go on looking for their server.
  projects: globSync('*.e2e.ts', { cwd: testDir }).map((file) => ({
    name: basename(file, '.e2e.ts'),
    testMatch: file,
  })),
  workers: 1,
  // Finds what hangs; a slow machine is no failure.
  timeout: 180_000,
  expect: { timeout: 20_000 },
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
