/// <reference lib="dom" />
import { expect, type Page, test } from '@playwright/test';
import { type Amud, freePort, startServer } from '../process.ts';
import { enter, expectAccessible, watchComplaints } from './watched-page.ts';

test.describe.configure({ mode: 'serial' });

const env = { AMUD_AGENT_SECRET: 'a secret for the settings of home' };
let amud: Amud;
let port: string;
let page: Page;
let complaints: string[];

test.beforeAll(async ({ browser }) => {
  port = String(await freePort());
  amud = await startServer({ ...env, PORT: port });
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  complaints = watchComplaints(page);
  await enter(page, amud);
});
test.afterAll(async () => {
  await amud?.stop();
  amud?.remove();
});

const setting = (key: string) => page.locator(`#${key}`);
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

test('one is found by another word for it, led to, changed and taken back with keys alone', async () => {
  await page.goto(`${amud.url}/settings`);
  await page.getByLabel('Search the settings').focus();
  await page.keyboard.type('fahrenhiet');
  await expect(page.locator('.settings-found')).toContainText('Temperature');
  await press('Enter');
  await expect(page).toHaveURL(/\/settings\/region#temperature$/);
  await expect(setting('temperature')).toHaveClass(/marked/);
  await setting('temperature').getByRole('radio').first().focus();
  await press('ArrowRight');
  await expect(setting('temperature').getByRole('radio', { name: '°C' })).toBeChecked();
  await expect(setting('temperature')).toContainText('Yours');
  await expect(page.getByText('Saved: Temperature')).toBeVisible();
  await expectAccessible(page);
  await press('Control+z');
  await expect(setting('temperature').getByRole('radio', { name: 'As usual here' })).toBeChecked();
  await expect(setting('temperature')).toContainText('Preset');
});

test('what is chosen for everyone counts for who has not chosen, and says so', async () => {
  await page.getByRole('radio', { name: 'For everyone' }).check({ force: true });
  await setting('hours').getByRole('radio', { name: '24 hours' }).check({ force: true });
  await expect(page.getByText('Saved: Clock')).toBeVisible();
  await page.getByRole('radio', { name: 'For me' }).check({ force: true });
  await expect(setting('hours').getByRole('radio', { name: '24 hours' })).toBeChecked();
  await expect(setting('hours')).toContainText('Everyone’s');
  await page.reload();
  await expect(setting('hours')).toContainText('Everyone’s');
});

test('what nobody calls so is not found, and it is said', async () => {
  await page.getByLabel('Search the settings').fill('zzzzzz');
  await expect(page.getByText('No setting fits “zzzzzz”.')).toBeVisible();
  await press('Escape');
});

test('while the server is away a change is kept, and saved when it is back', async () => {
  await amud.stop();
  await setting('sizes')
    .getByRole('radio', { name: /Decimal/ })
    .check({ force: true });
  await expect(page.getByText('The server can’t be reached. Changes are saved again once it is back.')).toBeVisible();
  const { folder, password } = amud;
  amud = { ...(await startServer({ ...env, PORT: port }, folder)), password };
  await expect(setting('sizes')).toContainText('Yours', { timeout: 40_000 });
  await page.reload();
  await expect(setting('sizes').getByRole('radio', { name: /Decimal/ })).toBeChecked();
});

test('a title is in the rail and the tab as soon as it is saved', async () => {
  await page.goto(`${amud.url}/settings/installation#title`);
  const title = setting('title').getByRole('textbox');
  await title.fill('Our house');
  await expect(page.getByText(/^Saved: /)).toBeVisible();
  await expect(page.locator('.rail')).toContainText('Our house');
  await expect(page).toHaveTitle(/Our house/);
});

/** A picture and a film of one second, drawn by the browser itself, in base64. */
const drawn = (kind: 'png' | 'webm') =>
  page.evaluate<string>(`(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
    const drawing = canvas.getContext('2d');
    const draw = (hue) => {
      drawing.fillStyle = 'hsl(' + hue + ' 50% 30%)';
      drawing.fillRect(0, 0, 640, 360);
    };
    draw(210);
    if (${kind === 'png'}) return canvas.toDataURL('image/png').split(',')[1];
    const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: 'video/webm' });
    const pieces = [];
    recorder.ondataavailable = ({ data }) => pieces.push(data);
    recorder.start();
    for (let hue = 0; hue < 360; hue += 36) {
      draw(hue);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await new Promise((resolve) => { recorder.onstop = resolve; recorder.stop(); });
    const reader = new FileReader();
    return new Promise((resolve) => {
      reader.onload = () => resolve(reader.result.split(',')[1]);
      reader.readAsDataURL(new Blob(pieces));
    });
  })()`);
const choose = async (key: string, name: string, mimeType: string, content: string) =>
  setting(key)
    .locator('input[type="file"]')
    .setInputFiles({ name, mimeType, buffer: Buffer.from(content, 'base64') });
const behind = () =>
  page.locator('.backdrop').evaluate((element) => getComputedStyle(element, '::before').backgroundImage);
const keep = async () => {
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Keep', exact: true })).toBeHidden();
};

test('a picture becomes the background, seen at once, kept and still there after a reload', async () => {
  await page.goto(`${amud.url}/settings/look`);
  await setting('background').getByRole('combobox').selectOption({ label: 'Picture' });
  await choose('backgroundPicture', 'sea.png', 'image/png', await drawn('png'));
  await expect.poll(behind).toContain('/uploads/');
  await keep();
  await page.goto(amud.url);
  await expect.poll(behind).toContain('/uploads/');
  await expectAccessible(page);
});

test('a film brings its first picture, runs, and stands still for who wants no motion', async () => {
  await page.goto(`${amud.url}/settings/look`);
  await setting('backgroundPicture').getByRole('button', { name: 'Remove' }).click();
  await setting('background').getByRole('combobox').selectOption({ label: 'Video' });
  await choose('backgroundVideo', 'waves.webm', 'video/webm', await drawn('webm'));
  await expect(setting('backgroundPicture').locator('img')).toHaveAttribute('src', /^\/uploads\//);
  await keep();
  await page.goto(amud.url);
  const video = page.locator('.backdrop video');
  await expect(video).toHaveAttribute('src', /^\/uploads\//);
  const isRunning = () => video.evaluate((film: HTMLVideoElement) => !film.paused && film.currentTime > 0);
  await expect.poll(isRunning).toBe(true);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect(video).toHaveCount(0);
  await expect.poll(behind).toContain('/uploads/');
});

test('gave the browser nothing to complain of', () => {
  expect(complaints).toEqual([]);
});
