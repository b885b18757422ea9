import type { Page } from '@playwright/test';

export type Shot = {
  name: string;
  path: string;
  mode?: 'dark' | 'light';
  phone?: boolean;
  height?: number;
  /** By somebody who has not signed in. */
  signedOut?: boolean;
  /** By a new installation. */
  fresh?: boolean;
  /** The server goes away while the page is open. */
  isLost?: boolean;
  /** What is done before. */
  act?: (page: Page) => Promise<unknown>;
  waitMs?: number;
};

const openDetails = async (page: Page) => {
  await page.locator('.app-card', { hasText: 'Immich' }).first().getByRole('link').focus();
  await page.keyboard.press('i');
  await page.getByRole('dialog').waitFor();
};
const search = async (page: Page) => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor();
  await page.keyboard.type('no');
};
export const shots: Shot[] = [
  { name: 'home-dark', path: '/' },
  { name: 'home-light', path: '/', mode: 'light' },
  { name: 'home-phone-dark', path: '/', phone: true },
  { name: 'home-phone-light', path: '/', phone: true, mode: 'light' },
  { name: 'edit-dark', path: '/?edit', waitMs: 2_000 },
  { name: 'palette-dark', path: '/', act: search },
  { name: 'app-details-dark', path: '/', act: openDetails, waitMs: 1_500 },
  { name: 'app-details-light', path: '/', mode: 'light', act: openDetails, waitMs: 1_500 },
  { name: 'apps-light', path: '/apps', mode: 'light' },
  { name: 'look-dark', path: '/settings/look' },
  { name: 'feeds-light', path: '/feeds', mode: 'light' },
  { name: 'nodes-dark', path: '/nodes', height: 640 },
  { name: 'node-dark', path: '/nodes/nas', height: 1_000 },
  { name: 'node-light', path: '/nodes/nas', mode: 'light', height: 1_000 },
  { name: 'node-phone', path: '/nodes/nas', phone: true },
  { name: 'sign-in-light', path: '/sign-in', mode: 'light', signedOut: true },
  { name: 'setup-dark', path: '/setup?step=look', fresh: true },
  { name: 'empty-light', path: '/apps', mode: 'light', fresh: true },
  // The last one: from here on nobody answers.
  { name: 'link-lost-dark', path: '/', isLost: true, waitMs: 4_000 },
];
