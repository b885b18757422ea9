import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { type Amud, startAmud, startFreshClone } from '../process.ts';
import { NEW_PASSWORD, passSetup } from '../session.ts';

/** In CI the story is played on a fresh clone with `npm start`; at the desk on what is built here. */
export const startForStory = (env: Record<string, string>): Promise<Amud> =>
  process.env['CI'] ? startFreshClone(env) : startAmud(env);

/** Every complaint of the browser about a page: CSP reports, errors. The connection being away is not one. */
export const watchComplaints = (page: Page): string[] => {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const text = message.text();
    const isExpected =
      /WebSocket connection to .* failed|ERR_CONNECTION_REFUSED|status of (401|403|404|409|422|429)/.test(text);
    if (message.type() === 'error' && !isExpected) complaints.push(text);
    if (/content.security.policy|trusted.?type/i.test(text)) complaints.push(text);
  });
  return complaints;
};

export const signInAs = async (page: Page, password: string): Promise<void> => {
  await page.getByLabel('User name').fill('admin');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
};

/** From the printed password to the guided set-up. */
export const begin = async (page: Page, amud: Amud): Promise<void> => {
  await page.goto(`${amud.url}/`);
  await signInAs(page, amud.password);
  await page.getByLabel('The password you were given').fill(amud.password);
  await page.getByLabel('New password', { exact: true }).fill(NEW_PASSWORD);
  await page.getByLabel('New password again').fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Set password and continue' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome', level: 1 })).toBeVisible();
};

/** From the printed password to the board that a new installation begins with, without the guided set-up. */
export const enter = async (page: Page, amud: Amud): Promise<void> => {
  await begin(page, amud);
  const cookies = await page.context().cookies(amud.url);
  await passSetup(amud, cookies.map(({ name, value }) => `${name}=${value}`).join('; '));
  await page.goto(`${amud.url}/`);
  await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
};

/** WCAG 2.2 AA and axe's best practices: nothing found. */
export const expectAccessible = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
  ).toEqual([]);
};
