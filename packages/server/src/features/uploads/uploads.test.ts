import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Upload } from '@amud/protocol/http.ts';
import { limits } from '@amud/protocol/limits.ts';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
    const row = lab.store.database.prepare('INSERT INTO uploads VALUES (?, NULL, 0, 1, 1, 1)');
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
