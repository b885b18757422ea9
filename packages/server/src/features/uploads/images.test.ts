import { limits } from '@amud/protocol/limits.ts';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { FaultError } from '../../http/faults.ts';
import { redraw } from './images.ts';

const plain = (width = 64, height = 48) => sharp({ create: { width, height, channels: 3, background: '#3a7' } });
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
    ['an SVG with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a PDF', '%PDF-1.7'],
    ['a program', '\x7fELF'],
    ['nothing', ''],
    ['a lone RIFF', 'RIFF\0\0\0\0AVI '],
    ['a film', '\0\0\0\x20ftypisom'],
  ])('is not %s', async (_, text) => {
    expect(await faultOf(Buffer.from(text, 'latin1'))).toBe('unsupported-media-type');
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
