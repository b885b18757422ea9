import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Upload } from '@amud/protocol/http.ts';
import { limits } from '@amud/protocol/limits.ts';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Lab, startLab } from '../../../test/lab.ts';
import { createOutbound } from '../../core/outbound/outbound.ts';
import { best, iconsOfManifest, iconsOfPage } from './page-icons.ts';

const square = (side: number) =>
  sharp({ create: { width: side, height: side, channels: 3, background: '#c33' } })
    .png()
    .toBuffer();

let site: Server;
let url: string;
let asked: string[] = [];
let pages: Record<string, string | Buffer> = {};
let lab: Lab;
let admin: Client;
beforeAll(async () => {
  site = createServer((request, response) => {
    asked.push(request.url ?? '');
    const body = pages[request.url ?? ''];
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  lab = await startLab({ outbound: createOutbound({ allowed: ['127.0.0.1'] }) });
  admin = await lab.admin();
});
afterAll(async () => {
  await lab.stop();
  site.close();
});

const fetchFrom = async (path: string, served: typeof pages) => {
  pages = served;
  asked = [];
  const { status, body } = await admin.send('POST', '/api/icons/fetch', { url: `${url}${path}` });
  const { upload, error } = body as { upload?: Upload; error?: { kind: string; field?: string; message: string } };
  return { status, upload, error };
};

describe('an icon by its address', () => {
  it('is the picture there, kept as an upload, asked for once', async () => {
    const { upload } = await fetchFrom('/logo.png', { '/logo.png': await square(200) });
    expect(upload).toMatchObject({ width: 200, height: 200 });
    expect(asked).toEqual(['/logo.png']);
    expect((await admin.get(upload?.url ?? '')).headers.get('content-type')).toBe('image/webp');
  });

  it('is the best one that a page names, its manifest included', async () => {
    const page = `<html><head><base href="/app/"><link rel="shortcut icon" href="favicon.ico">
      <link rel=manifest href='m.json'><LINK REL="apple-touch-icon" sizes="180x180" href="touch.png?a=1&amp;b=2"></head>`;
    const manifest = {
      icons: [
        { src: '/big.png', sizes: '512x512' },
        { src: '/mask.png', sizes: '192x192', purpose: 'maskable' },
      ],
    };
    const { upload } = await fetchFrom('/', {
      '/': page,
      '/app/m.json': JSON.stringify(manifest),
      '/app/touch.png?a=1&b=2': await square(180),
    });
    expect(upload).toMatchObject({ width: 180 });
    expect(asked).toEqual(['/', '/app/m.json', '/app/touch.png?a=1&b=2']);
  });

  it('is a drawing in the page itself, or what sites usually have', async () => {
    const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><circle cx='4' cy='4' r='4'/></svg>`;
    const inside = await fetchFrom('/', {
      '/': `<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(svg)}">`,
    });
    expect(inside.upload).toMatchObject({ width: limits.icons.drawingPixels });
    const plain = await fetchFrom('/page', { '/page': '<p>hello', '/favicon.ico': await square(32) });
    expect([plain.upload?.width, asked.at(-1)]).toEqual([32, '/favicon.ico']);
  });

  it('is refused in words where there is none, and after a handful of tries', async () => {
    const links = Array.from({ length: 40 }, (_, n) => `<link rel=icon href=/${n}.png>`).join('');
    const { status, error } = await fetchFrom('/', { '/': links });
    expect([status, error?.field]).toEqual([422, 'url']);
    expect(asked.length).toBe(limits.icons.fetches);
    expect((await fetchFrom('/gone', {})).error?.message).toMatch(/answered 404/);
  });

  it('security 22: is never asked for at the addresses that AMUD does not connect to', async () => {
    for (const address of [
      'http://169.254.169.254/latest',
      'http://[::1]/',
      'file:///etc/passwd',
      'http://0.0.0.0/',
      'x'.repeat(3_000),
    ]) {
      const { status } = await admin.send('POST', '/api/icons/fetch', { url: address });
      expect([address, status]).toEqual([address, 422]);
    }
  });

  it('security 27: any page is read, or not, but always in time', () => {
    const text = fc
      .array(fc.constantFrom('<link ', 'rel=icon ', 'href="', '"', "'", '>', '<base ', ' ', 'x', 'data:,', '&amp;'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ maxLength: 500 })), (page) => {
        best(iconsOfPage(page, 'http://a.b/').icons);
        best(iconsOfManifest(page, 'http://a.b/'));
      }),
    );
    const began = performance.now();
    for (const piece of ['<link ', '<link rel=icon ', 'a="', '<base '])
      iconsOfPage(piece.repeat(300_000), 'http://a.b/');
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});
