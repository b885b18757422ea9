import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Upload } from '@amud/protocol/http.ts';
import { limits } from '@amud/protocol/limits.ts';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../test/fake-clock.ts';
import { type Client, type Lab, startLab } from '../../../test/lab.ts';
import { silentLog } from '../../core/log.ts';
import { createUploads } from './uploads.ts';

let lab: Lab;
let admin: Client;
let clock: FakeClock;
let png: Buffer;
beforeEach(async () => {
  clock = createFakeClock(Date.now());
  lab = await startLab({ clock });
  admin = await lab.admin();
  png = await sharp({ create: { width: 32, height: 16, channels: 3, background: '#3a7' } })
    .png()
    .toBuffer();
});
afterEach(() => lab.stop());

const send = async (body: Buffer, cookie = admin.cookie ?? '') => {
  const response = await fetch(`${lab.url}/api/uploads`, {
    method: 'POST',
    headers: { origin: lab.url, cookie, 'content-type': 'image/png' },
    body: new Uint8Array(body),
  });
  return { status: response.status, body: (await response.json()) as { upload: Upload; error?: { kind: string } } };
};
const add = async (): Promise<Upload> => {
  const { status, body } = await send(png);
  expect(status).toBe(200);
  return body.upload;
};
const folder = () => join(lab.folder, 'uploads');
const files = () => (existsSync(folder()) ? readdirSync(folder()) : []);

describe('security 23: uploads', () => {
  it('are kept under a random name, for nobody else on the machine, and shown in a sandbox', async () => {
    const upload = await add();
    expect(upload).toMatchObject({ width: 32, height: 16, url: `/uploads/${upload.id}.webp` });
    expect(upload.id).toMatch(/^[\w-]{43}$/);
    expect(files()).toEqual([`${upload.id}.webp`]);
    expect(statSync(join(folder(), `${upload.id}.webp`)).mode & 0o007).toBe(0);
    const { status, headers } = await admin.get(upload.url);
    expect([status, headers.get('content-type'), headers.get('x-content-type-options')]).toEqual([
      200,
      'image/webp',
      'nosniff',
    ]);
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('cache-control')).toContain('private');
    expect((await lab.client().get(upload.url)).status).toBe(404);
    expect((await admin.get('/api/uploads')).body).toEqual({ uploads: [upload] });
    expect((await admin.get('/api/audit?action=upload.add')).text).toContain(upload.id);
  });

  it('go with their file', async () => {
    const { id, url } = await add();
    expect((await admin.send('DELETE', `/api/uploads/${id}`)).status).toBe(200);
    expect([files(), (await admin.get(url)).status]).toEqual([[], 404]);
    expect((await admin.send('DELETE', `/api/uploads/${id}`)).status).toBe(404);
  });

  it('security 26: are bounded in size and number, and leave nothing behind when refused', async () => {
    expect((await send(Buffer.concat([png, Buffer.alloc(limits.upload.bytes)]))).body.error?.kind).toBe('too-large');
    expect((await send(Buffer.from('<svg/>'))).body.error?.kind).toBe('unsupported-media-type');
    expect((await send(Buffer.alloc(0))).body.error?.kind).toBe('unsupported-media-type');
    const row = lab.store.database.prepare(
      'INSERT INTO uploads (id, created_at, bytes, width, height) VALUES (?, 0, 1, 1, 1)',
    );
    for (let index = 0; index < limits.upload.count; index += 1) row.run(`row-${index}`);
    expect((await send(png)).body.error?.kind).toBe('conflict');
    expect(files()).toEqual([]);
    expect((await admin.get('/api/auth/me')).status).toBe(200);
  });

  it.each([
    '../amud.db',
    '..%2famud.db',
    '%2e%2e%2famud.db',
    'x.webp',
    `${'x'.repeat(42)}/`,
    `${'x'.repeat(43)}.svg`,
    `${'x'.repeat(43)}.webp%00`,
    `${'x'.repeat(43)}.webp?`,
  ])('security 24: know no file "%s"', async (name) => {
    const { status, text } = await admin.get(`/uploads/${name}`);
    expect([status, text.includes('SQLite')]).toEqual([404, false]);
  });

  it('are swept when nothing shows them, and what lost its other half too', async () => {
    const [kept, unused, lost] = [await add(), await add(), await add()];
    rmSync(join(folder(), `${lost.id}.webp`));
    const stray = join(folder(), `${'s'.repeat(43)}.webp`);
    writeFileSync(stray, 'x');
    const { query } = lab.store;
    const sources = [{ used: () => [kept.id], shows: () => false }];
    const at = (ms: number) =>
      createUploads({
        folder: folder(),
        query,
        clock: createFakeClock(ms),
        log: silentLog(),
        rasterise: async (svg) => svg,
        sources,
      });
    const uploads = at(clock.now());
    const ids = async () => (await uploads.list()).map(({ id }) => id).toSorted();
    await uploads.sweep();
    expect([await ids(), existsSync(stray)]).toEqual([[kept.id, unused.id].toSorted(), true]);
    utimesSync(stray, 1, 1);
    await at(clock.now() + limits.upload.unusedMs).sweep();
    expect([await ids(), files()]).toEqual([[kept.id], [`${kept.id}.webp`]]);
    await expect(uploads.read('../../etc/passwd')).rejects.toThrow('no such picture');
  });

  it('that can not be written are a fault, and the next one works', async () => {
    writeFileSync(folder(), 'a file where the folder should be');
    expect((await send(png)).status).toBe(500);
    rmSync(folder());
    mkdirSync(folder());
    await add();
  });
});

describe('videos', () => {
  const film = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(2_000, 7)]);

  it('are kept as they are, told by their first bytes, and given in parts', async () => {
    const { body } = await send(film);
    expect(body.upload.url).toBe(`/uploads/${body.upload.id}.mp4`);
    const get = (headers: Record<string, string> = {}) =>
      fetch(`${lab.url}${body.upload.url}`, { headers: { cookie: admin.cookie ?? '', ...headers } });
    const whole = await get();
    expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'video/mp4']);
    expect(Buffer.from(await whole.arrayBuffer()).equals(film)).toBe(true);
    const part = await get({ range: 'bytes=4-11' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      `bytes 4-11/${film.length}`,
      'ftypisom',
    ]);
    expect((await admin.get(body.upload.url.replace('.mp4', '.webp'))).status).toBe(404);
  });

  it('security 26: are bounded', async () => {
    const large = Buffer.concat([film, Buffer.alloc(limits.upload.videoBytes)]);
    expect((await send(large)).body.error?.kind).toBe('too-large');
  });
});

describe('pictures of settings', () => {
  it('stay as long as somebody chose them, and what nobody chose is swept', async () => {
    const [chosen] = [await add(), await add()];
    await admin.send('PATCH', '/api/settings', { for: 'everyone', set: { logo: chosen.url } });
    expect((await lab.client().get(chosen.url)).status).toBe(200);
    clock.advance(limits.upload.unusedMs + limits.upload.sweepMs);
    await vi.waitFor(() => expect(files()).toEqual([`${chosen.id}.webp`]), 10_000);
  });

  it('lie under as little of the theme as text needs', async () => {
    const share = async (background: string) => {
      const picture = await sharp({ create: { width: 64, height: 64, channels: 3, background } })
        .png()
        .toBuffer();
      const set = { background: 'picture', backgroundPicture: (await send(picture)).body.upload.url };
      const { text } = await admin.get(`/look/own.css?set=${encodeURIComponent(JSON.stringify(set))}`);
      return Number(/--scrim:light-dark\([^,]*,[^,]*,[^,]*,color-mix\(in srgb,var\(--bg\) (\d+)%/.exec(text)?.[1]);
    };
    expect(await share('#101010')).toBe(0);
    expect(await share('#f0f0f0')).toBeGreaterThan(30);
  });
});
