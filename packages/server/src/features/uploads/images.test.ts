import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { limits } from '@amud/protocol/limits.ts';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { FaultError } from '../../http/faults.ts';
import { createRasterise } from './drawing.ts';
import { redraw as redrawWith } from './images.ts';

const rasterise = createRasterise(join(import.meta.dirname, '../../raster.ts'));
const redraw = (bytes: Buffer) => redrawWith(bytes, rasterise);
const plain = (width = 64, height = 48) => sharp({ create: { width, height, channels: 3, background: '#3a7' } });
/** A red square. */
const bitmap = (side: number, bits: number): Buffer => {
  const head = Buffer.alloc(40);
  head.writeUInt32LE(40, 0);
  head.writeInt32LE(side, 4);
  head.writeInt32LE(2 * side, 8);
  head.writeUInt16LE(bits, 14);
  const pixel = bits === 32 ? [0, 0, 255, 255] : [0, 0, 255];
  const mask = Buffer.alloc(Math.ceil(side / 32) * 4 * side);
  return Buffer.concat([head, Buffer.from(Array.from({ length: side * side }, () => pixel).flat()), mask]);
};
const iconFile = (images: { side: number; data: Buffer }[]): Buffer => {
  const head = Buffer.from([0, 0, 1, 0, images.length, 0]);
  let offset = 6 + 16 * images.length;
  const entries = images.map(({ side, data }) => {
    const entry = Buffer.alloc(16);
    entry.writeUInt8(side, 0);
    entry.writeUInt32LE(data.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += data.length;
    return entry;
  });
  return Buffer.concat([head, ...entries, ...images.map(({ data }) => data)]);
};
const faultOf = (bytes: Buffer) =>
  redraw(bytes).then(
    () => 'taken',
    (error: FaultError) => error.fault.kind,
  );

describe('security 23: an uploaded picture', () => {
  it.each(['png', 'jpeg', 'webp', 'gif', 'avif'] as const)('that is %s becomes WebP', async (format) => {
    const picture = await redraw(await plain().toFormat(format).toBuffer());
    expect([picture.width, picture.height]).toEqual([64, 48]);
    expect((await sharp(picture.bytes).metadata()).format).toBe('webp');
  });

  it('loses what a camera wrote, is turned upright and is scaled down', async () => {
    const exif = { IFD0: { Copyright: 'marked-owner' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } };
    const sent = await plain(4_000, 1_000).jpeg().withExif(exif).withMetadata({ orientation: 6, exif }).toBuffer();
    expect(sent.includes('marked-owner')).toBe(true);
    const { bytes, width, height } = await redraw(sent);
    expect([width, height]).toEqual([512, limits.upload.sidePixels]);
    expect(bytes.includes('marked-owner')).toBe(false);
    const { exif: left, orientation } = await sharp(bytes).metadata();
    expect([left, orientation]).toEqual([undefined, undefined]);
  });

  it('loses whatever is hidden in it or behind its end', async () => {
    const script = '<script>alert(document.cookie)</script>';
    const png = await plain().png().toBuffer();
    const gif = await plain().gif({ colours: 2 }).toBuffer();
    for (const sent of [Buffer.concat([png, Buffer.from(script)]), Buffer.concat([gif, Buffer.from(script)])])
      expect((await redraw(sent)).bytes.includes('script')).toBe(false);
  });

  it.each([
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a PDF', '%PDF-1.7'],
    ['a program', '\x7fELF'],
    ['nothing', ''],
    ['a lone RIFF', 'RIFF\0\0\0\0AVI '],
    ['a film', '\0\0\0\x20ftypisom'],
  ])('is not %s', async (_, text) => {
    expect(await faultOf(Buffer.from(text, 'latin1'))).toBe('unsupported-media-type');
  });

  it.each([
    '',
    '<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n',
    '\uFEFF<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
  ])('that is drawn (SVG, %j before it) becomes one, sharp, and nothing of its scripts is left', async (before) => {
    const svg = `${before}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 12"><script>alert(1)</script><rect width="12" height="12" fill="#f00"/></svg>`;
    const { bytes, width, height } = await redraw(Buffer.from(svg));
    expect([width, height]).toEqual([limits.icons.drawingPixels, limits.icons.drawingPixels / 2]);
    expect(bytes.includes('script')).toBe(false);
    const raw = await sharp(bytes).ensureAlpha().raw().toBuffer();
    const at = (x: number) => [...raw.subarray((64 * width + x) * 4, (64 * width + x) * 4 + 4)];
    expect(at(120)[0]).toBeGreaterThan(240);
    expect(at(140)[3]).toBe(0);
  });

  it('that is drawn reads no file and asks nobody', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    const folder = mkdtempSync(join(tmpdir(), 'amud-svg-'));
    writeFileSync(join(folder, 'red.png'), await plain().png().toBuffer());
    const inner = [
      `<image href="file://${folder}/red.png" width="9" height="9"/><image href="${folder}/red.png" width="9" height="9"/>`,
      `<image href="${url}/a.png" width="9" height="9"/><use href="${url}/b.svg#x"/>`,
      `<style>@import url("${url}/c.css"); rect { fill: url("${url}/d.svg#x") }</style><rect width="9" height="9"/>`,
    ].join('');
    const { bytes } = await redraw(
      Buffer.from(
        `<?xml-stylesheet href="${url}/e.css"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inner}</svg>`,
      ),
    );
    const { channels } = await sharp(bytes).stats();
    expect([asked, channels.map(({ max }) => max > 0 && max < 255)]).toEqual([[], [false, false, false, false]]);
    server.close();
    rmSync(folder, { recursive: true });
  });

  const entities = Array.from({ length: 12 }, (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`).join('');
  const uses = Array.from({ length: 30 }, (_, n) => `<g id="g${n + 1}">${`<use href="#g${n}"/>`.repeat(10)}</g>`).join(
    '',
  );
  it.each([
    [
      'names a file',
      '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg><text>&x;</text></svg>',
      'unsupported-media-type',
    ],
    [
      'repeats itself',
      `<!DOCTYPE svg [<!ENTITY a0 "lol">${entities}]><svg><text>&a12;</text></svg>`,
      'unsupported-media-type',
    ],
    [
      'is drawn for ever',
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g id="g0"><rect width="1" height="1"/></g><defs>${uses}</defs><use href="#g30"/></svg>`,
      'invalid',
    ],
    [
      'is a million pixels wide',
      '<svg xmlns="http://www.w3.org/2000/svg" width="1000000" height="1000000"/>',
      'invalid',
    ],
    ['is longer than the limit', `<svg>${' '.repeat(limits.icons.drawingBytes)}</svg>`, 'too-large'],
    ['is no XML', '<svg <<<', 'invalid'],
  ])('security 26: a drawing that %s is refused', async (_, svg, kind) => {
    expect(await faultOf(Buffer.from(svg))).toBe(kind);
  });

  it('is taken from an icon file: the largest, PNG or bitmap', async () => {
    const png = await plain(48, 48).png().toBuffer();
    const picture = await redraw(
      iconFile([
        { side: 16, data: bitmap(16, 32) },
        { side: 48, data: png },
      ]),
    );
    expect([picture.width, picture.height]).toEqual([48, 48]);
    for (const bits of [32, 24]) {
      const { bytes, width } = await redraw(iconFile([{ side: 16, data: bitmap(16, bits) }]));
      const raw = await sharp(bytes).ensureAlpha().raw().toBuffer();
      expect([width, (raw[0] ?? 0) > 200, (raw[1] ?? 0) < 60, raw[3]]).toEqual([16, true, true, 255]);
    }
    expect(await faultOf(iconFile([{ side: 16, data: Buffer.alloc(3) }]))).toBe('invalid');
  });

  it('is refused when it is damaged', async () => {
    const png = await plain(600, 600).png({ compressionLevel: 0 }).toBuffer();
    expect(await faultOf(png.subarray(0, png.length / 2))).toBe('invalid');
    expect(await faultOf(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))).toBe('invalid');
  });

  it('security 26: is refused when it is a bomb: few bytes, many pixels or frames', async () => {
    const large = await plain(7_000, 7_000).png().toBuffer();
    expect(large.length).toBeLessThan(limits.upload.bytes);
    expect(await faultOf(large)).toBe('invalid');
    const claim = Buffer.from(await plain().png({ compressionLevel: 0 }).toBuffer());
    claim.writeUInt32BE(60_000, 16);
    claim.writeUInt32BE(60_000, 20);
    expect(await faultOf(claim)).toBe('invalid');
    const frame = { create: { width: 4, height: 4, channels: 3, background: '#000' } } as const;
    const frames = await Promise.all(
      Array.from({ length: limits.upload.frames + 1 }, (_, index) =>
        sharp({ create: { ...frame.create, background: { r: index * 2, g: 0, b: 0 } } })
          .png()
          .toBuffer(),
      ),
    );
    // Without loss, or the encoder would make one of those that look alike.
    const film = await sharp(frames, { join: { animated: true } })
      .webp({ lossless: true })
      .toBuffer();
    expect(await faultOf(film)).toBe('invalid');
  });

  it('security 27: any bytes behind the beginning of a picture are refused or drawn, never more', async () => {
    const beginnings = [
      '\x89PNG\r\n\x1a\n',
      '\xff\xd8\xff\xe0',
      'GIF89a',
      'RIFF\0\0\0\0WEBPVP8 ',
      '\0\0\0\x20ftypavif',
      '\0\0\x01\0\x01\0\x10\x10\0\0\x01\0\x20\0\x64\0\0\0\x16\0\0\0',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 400 }), async (beginning, rest) => {
        const kind = await faultOf(Buffer.concat([Buffer.from(beginning, 'latin1'), rest]));
        expect(['invalid', 'taken']).toContain(kind);
      }),
      { numRuns: 60 },
    );
  });

  it('security 26: is drawn one at a time with a bounded queue', async () => {
    const sent = await plain(1_500, 1_500).png().toBuffer();
    const kinds = await Promise.all(Array.from({ length: 14 }, () => faultOf(sent)));
    const { concurrent, waiting } = limits.upload;
    expect(kinds.filter((kind) => kind === 'taken').length).toBe(concurrent + waiting);
    expect(kinds.filter((kind) => kind === 'too-many-requests').length).toBe(14 - concurrent - waiting);
  });
});
