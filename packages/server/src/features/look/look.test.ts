import { themeNames } from '@amud/protocol/look/theme-names.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Client, type Lab, startLab } from '../../../test/lab.ts';

let lab: Lab;
let admin: Client;

beforeAll(async () => {
  lab = await startLab();
  admin = await lab.admin();
});
afterAll(() => lab.stop());

const change = (whose: 'me' | 'everyone', set: object) => admin.send('PATCH', '/api/settings', { for: whose, set });
beforeEach(async () => {
  const reset = ['theme', 'mode', 'accent', 'density', 'corners', 'background', 'backgroundGradient'];
  for (const whose of ['me', 'everyone']) await admin.send('PATCH', '/api/settings', { for: whose, reset });
});

const rootOf = async (client: Client, path = '/sign-in') => {
  const { text } = await client.get(path);
  return { text, attributes: /<html([^>]*)>/.exec(text)?.[1] ?? '' };
};
const own = (client: Client, set?: object) =>
  client.get(`/look/own.css${set ? `?set=${encodeURIComponent(JSON.stringify(set))}` : ''}`);

describe('the first paint', () => {
  it('has the look of the person, and of who has not signed in that of the installation', async () => {
    await change('everyone', { theme: 'moss', density: 'compact' });
    await change('me', { mode: 'light', corners: 'sharp' });
    expect((await rootOf(lab.client())).attributes).toBe(
      ' lang="en" data-theme="moss" data-mode="auto" data-density="compact"',
    );
    expect((await rootOf(admin, '/nodes')).attributes).toBe(
      ' lang="en" data-theme="moss" data-mode="light" data-density="compact" data-corners="sharp"',
    );
  });

  it('links the sheet of a theme, and none for the preset one', async () => {
    expect((await rootOf(admin)).text).not.toContain('stylesheet');
    await change('me', { theme: 'moss' });
    expect((await rootOf(admin)).text).toContain(
      '<link id="theme-sheet" rel="stylesheet" href="/assets/theme-moss-0.css">',
    );
  });

  it("colours the browser's own frame for both modes, or for the one that was chosen", async () => {
    expect((await rootOf(admin)).text.match(/name="theme-color"/g)?.length).toBe(2);
    await change('me', { mode: 'dark' });
    const { text } = await rootOf(admin);
    expect(text.match(/name="theme-color"/g)?.length).toBe(1);
    expect(text).toContain('<meta name="color-scheme" content="dark">');
  });

  it('has the title of the installation, whatever is in it', async () => {
    await change('everyone', { title: 'Küche </title><script>alert(1)</script>' });
    const { text } = await rootOf(lab.client());
    expect(text).toContain('<title>Küche &#60;/title&#62;&#60;script&#62;alert(1)&#60;/script&#62;</title>');
    expect(text).not.toContain('<script>alert');
    await admin.send('PATCH', '/api/settings', { for: 'everyone', reset: ['title'] });
  });
});

describe('the sheet of one’s own', () => {
  it('is linked where something differs from the theme, and may be kept as long as it is the same', async () => {
    await change('me', { accent: '#aa3355' });
    const href = /id="own-sheet" rel="stylesheet" href="([^"]*)"/.exec((await rootOf(admin)).text)?.[1] ?? '';
    const sheet = await admin.get(href);
    expect(sheet.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(sheet.headers.get('cache-control')).toContain('immutable');
    expect(sheet.text).toMatch(
      /^html:root\[data-theme\]\{--accent:light-dark\(oklch\([\d. ]+\),oklch\([\d. ]+\)\);.*\}\n$/,
    );
    await change('me', { accent: '#33aa55' });
    expect((await admin.get(href)).headers.get('cache-control')).toBe('no-store');
  });

  it('shows what is tried to who is signed in, and to others only what was chosen', async () => {
    expect((await own(admin)).text).toBe('');
    expect((await own(admin, { background: 'gradient', backgroundGradient: 'tide' })).text).toContain(
      '--backdrop:linear-gradient(',
    );
    expect((await own(lab.client(), { background: 'gradient' })).text).toBe('');
  });

  it('holds for every theme, background and accent', async () => {
    for (const theme of themeNames) {
      const set = { theme, accent: '#ff00ff', background: 'colour', backgroundColour: '#808080' };
      expect((await own(admin, set)).text).toMatch(
        /--scrim:light-dark\(color-mix\(in srgb,var\(--bg\) \d+%,transparent\),/,
      );
    }
  });

  it.each([
    [{ title: 'x' }, 'title'],
    [{ nonsense: 1 }, 'nonsense'],
    [{ accent: 'red;}body{display:none' }, 'accent'],
    [{ backgroundPicture: 'https://elsewhere.example/x.webp' }, 'backgroundPicture'],
    [{ backgroundBlur: 1e9 }, 'backgroundBlur'],
  ])('refuses to try %j', async (set, field) => {
    expect((await own(admin, set)).body).toMatchObject({ error: { kind: 'invalid', field } });
  });

  it('refuses what is not JSON', async () => {
    for (const set of ['{', '1', 'null'])
      expect((await admin.get(`/look/own.css?set=${set}`)).body).toMatchObject({ error: { kind: 'malformed' } });
  });
});

describe('what an admin wrote', () => {
  const write = (customCss: string) => change('everyone', { customCss });
  const links = async (path: string) =>
    /id="custom-css"[^>]*href="([^"]*)"/.exec((await rootOf(admin, path)).text)?.[1];

  it('is on every page in its scope, not in the settings, and may be kept as long as it is the same', async () => {
    expect((await write('.card { color: red }')).status).toBe(200);
    const href = (await links('/nodes')) ?? '';
    const sheet = await lab.client().get(href);
    expect(sheet.text).toBe('@scope (:root) to (.settings, .toasts) {\n.card { color: red }\n}\n');
    expect(sheet.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(sheet.headers.get('cache-control')).toContain('immutable');
    await write('.card { color: green }');
    expect((await lab.client().get(href)).headers.get('cache-control')).toBe('no-store');
  });

  it('is left out of a page that is asked for without it', async () => {
    await write('body { display: none }');
    expect(await links('/settings/installation?safe')).toBeUndefined();
    expect(await links('/settings/installation')).toBeDefined();
  });

  it.each(['} body { display: none', '/* open', 'a { content: "', '\\7d {}', 'x'.repeat(20_001)])(
    'security 26: is refused where it would leave its scope or its bound: %.20s',
    async (css) => {
      await admin.send('PATCH', '/api/settings', { for: 'everyone', reset: ['customCss'] });
      const { status, body } = await write(css);
      expect([status, body]).toMatchObject([422, { error: { kind: 'invalid', field: 'customCss' } }]);
      expect(await links('/nodes')).toBeUndefined();
    },
  );

  it('is no business of who is not an admin', async () => {
    await write('.card { color: red }');
    const { text } = await lab.client().get('/sign-in');
    expect(JSON.parse(/id="first">(.*?)<\/script>/.exec(text)?.[1] ?? '').settings.shared.customCss).toBeUndefined();
    await admin.send('PATCH', '/api/settings', { for: 'everyone', reset: ['customCss'] });
  });
});
