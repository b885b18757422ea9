import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addBoard, contentWith } from '../../../test/boards.ts';
import { type Client, type Lab, startLab } from '../../../test/lab.ts';

let lab: Lab;
let admin: Client;

beforeAll(async () => {
  lab = await startLab();
  admin = await lab.admin();
});
afterAll(() => lab.stop());

const change = (whose: 'me' | 'everyone', set: object) => admin.send('PATCH', '/api/settings', { for: whose, set });
afterEach(async () => {
  const look = ['theme', 'mode', 'language'];
  await admin.send('PATCH', '/api/settings', { for: 'me', reset: look });
  await admin.send('PATCH', '/api/settings', { for: 'everyone', reset: [...look, 'title', 'logo'] });
});

const read = (client: Client, headers: Record<string, string> = {}) => client.get('/manifest.webmanifest', headers);
const manifestOf = async (client: Client, headers: Record<string, string> = {}) =>
  (await read(client, headers)).body as Record<string, unknown> & { icons: { src: string; sizes: string }[] };

const upload = async (width: number, height: number) => {
  const picture = await sharp({ create: { width, height, channels: 3, background: '#a05' } })
    .png()
    .toBuffer();
  const answer = await fetch(`${lab.url}/api/uploads`, {
    method: 'POST',
    headers: { origin: lab.url, cookie: admin.cookie ?? '', 'content-type': 'application/octet-stream' },
    body: new Uint8Array(picture),
  });
  return ((await answer.json()) as { upload: { url: string } }).upload.url;
};

describe('the manifest', () => {
  it('lets a browser install AMUD: a name, a start, icons for every launcher', async () => {
    expect(await manifestOf(lab.client())).toMatchObject({
      id: '/',
      name: 'AMUD',
      short_name: 'AMUD',
      start_url: '/',
      scope: '/',
      display: 'standalone',
      icons: [
        { src: '/app-icon-192.png', sizes: '192x192', type: 'image/png' },
        { src: '/app-icon-512.png', sizes: '512x512', type: 'image/png' },
        { sizes: '512x512', purpose: 'maskable' },
        { src: '/icon.svg', sizes: 'any' },
      ],
    });
  });

  it.each([
    ['Casa', 'Casa'],
    ['The house on the hill', 'The house on'],
    ['Haushaltsübersicht', 'Haushaltsübe'],
  ])('is called %s, and %s under its icon', async (title, short) => {
    await change('everyone', { title });
    expect(await manifestOf(lab.client())).toMatchObject({ name: title, short_name: short });
  });

  it('has the colours of the theme of who asks', async () => {
    const before = await manifestOf(admin);
    await change('me', { theme: 'moss', mode: 'light' });
    const mine = await manifestOf(admin);
    expect(mine['theme_color']).toMatch(/^#[0-9a-f]{6}$/);
    expect(mine['theme_color']).not.toBe(before['theme_color']);
    expect((await manifestOf(lab.client()))['theme_color']).toBe(before['theme_color']);
  });

  it('is in the language that was chosen, else in that of the browser', async () => {
    const german = { 'accept-language': 'de-AT,de;q=0.9' };
    expect(await manifestOf(lab.client(), german)).toMatchObject({ lang: 'de', dir: 'ltr' });
    await change('everyone', { language: 'ar' });
    expect(await manifestOf(lab.client(), german)).toMatchObject({ lang: 'ar', dir: 'rtl' });
  });

  it('begins with the own logo, in its real size, which everyone may then see', async () => {
    const logo = await upload(300, 200);
    expect((await lab.client().get(logo)).status).toBe(404);
    await change('everyone', { logo });
    expect((await manifestOf(lab.client())).icons[0]).toEqual({
      src: logo,
      sizes: '300x200',
      type: 'image/webp',
      purpose: 'any',
    });
    expect((await lab.client().get(logo)).status).toBe(200);
    const { text } = await lab.client().get('/sign-in');
    expect(text).toContain(`<link rel="icon" href="${logo}" type="image/webp">`);
    expect(text).toContain(`<link rel="apple-touch-icon" href="${logo}">`);
  });

  it('leads to the boards that everyone may see, and to no other', async () => {
    await addBoard(admin, contentWith('Wall', []), 'public');
    await addBoard(admin, contentWith('Secret', []), 'admin');
    const { shortcuts } = await manifestOf(admin);
    expect(shortcuts).toMatchObject([
      { name: 'Home', url: '/' },
      { name: 'Nodes', url: '/nodes' },
      { name: 'Wall', url: /^\/boards\// },
    ]);
    expect(JSON.stringify(shortcuts)).not.toContain('Secret');
  });

  it('is asked for again each time, and answered briefly while it is the same', async () => {
    const { headers } = await read(lab.client());
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('content-type')).toBe('application/manifest+json');
    expect(headers.get('vary')).toContain('Cookie');
    const etag = headers.get('etag') ?? '';
    expect((await read(lab.client(), { 'if-none-match': etag })).status).toBe(304);
    await change('everyone', { title: 'Casa' });
    expect((await read(lab.client(), { 'if-none-match': etag })).status).toBe(200);
  });
});

it('is linked by every page, with the cookie', async () => {
  const { text } = await lab.client().get('/sign-in');
  expect(text).toContain('<link rel="manifest" href="/manifest.webmanifest" crossorigin="use-credentials">');
});
