import { limits } from '@amud/protocol/limits.ts';
import type { Tone } from '@amud/protocol/look/backdrop.ts';
import type { Sharp } from 'sharp';
import { createGate } from '../../core/gate.ts';
import { FaultError } from '../../http/faults.ts';
import { isDrawing, type Rasterise } from './drawing.ts';
import { isIconFile, largestImage } from './icon-file.ts';

/** `tone` is what a background needs to know of it so that text can be read over it. */
export type Picture = { bytes: Buffer; width: number; height: number; tone: Tone };

/** First bytes of what we take; what a file is called or says of itself counts for nothing. */
const isPicture = (bytes: Buffer): boolean => {
  const text = (from: number, to: number): string => bytes.toString('latin1', from, to);
  return (
    text(0, 8) === '\x89PNG\r\n\x1a\n' ||
    text(0, 3) === '\xff\xd8\xff' ||
    /^GIF8[79]a$/.test(text(0, 6)) ||
    (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') ||
    (text(4, 8) === 'ftyp' && /avif|avis/.test(text(8, 32)))
  );
};

/** Whether `redraw` would try. */
export const isTaken = (bytes: Buffer): boolean => isPicture(bytes) || isIconFile(bytes) || isDrawing(bytes);

const gate = createGate(limits.upload.concurrent, limits.upload.waiting);

/**
 * Draws the picture anew as WebP (security 23), so that nothing of the file itself is kept: no metadata, no second
 * meaning, no bytes behind its end. Too large a one is scaled down. A drawing becomes a picture.
 * @throws FaultError `unsupported-media-type` or `invalid`, saying what to do; `too-many-requests`.
 */
export const redraw = async (bytes: Buffer, rasterise: Rasterise): Promise<Picture> => {
  if (!isTaken(bytes))
    throw new FaultError(
      'unsupported-media-type',
      'This is no picture that AMUD takes: PNG, JPEG, WebP, GIF, AVIF, SVG or ICO.',
    );
  const result = gate(async () => draw(await sourceOf(bytes, rasterise)));
  if (result !== undefined) return result;
  throw new FaultError('too-many-requests', 'Too many pictures are being uploaded. Try again in a few seconds.', {
    headers: { 'Retry-After': '5' },
  });
};

type Source = { bytes: Buffer; raw?: { width: number; height: number; channels: 4 } };

const sourceOf = async (bytes: Buffer, rasterise: Rasterise): Promise<Source> => {
  if (isPicture(bytes)) return { bytes };
  if (isDrawing(bytes)) return { bytes: await rasterise(bytes) };
  const image = largestImage(bytes);
  if (!image) throw unreadable();
  if ('png' in image) return { bytes: image.png };
  const { pixels, width, height } = image;
  return { bytes: pixels, raw: { width, height, channels: 4 } };
};

const draw = async ({ bytes, raw }: Source): Promise<Picture> => {
  // Some 30 MB: only for those who upload.
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  const { pixels, frames, sidePixels } = limits.upload;
  try {
    const options = { limitInputPixels: pixels, failOn: 'error', animated: true, ...(raw ? { raw } : {}) } as const;
    const { pages = 1, width = 0, height = 0 } = await sharp(bytes, options).metadata();
    // With `animated`, the height is that of all frames one below the other.
    if (pages > frames || width * height > pixels) throw new Error('too large');
    const { data, info } = await sharp(bytes, options)
      .autoOrient()
      .resize({ width: sidePixels, height: sidePixels, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 84, effort: 3 })
      .toBuffer({ resolveWithObject: true });
    const tone = await toneOf(sharp(data).resize({ width: TONE_SIDE, height: TONE_SIDE, fit: 'fill' }));
    return { bytes: data, width: info.width, height: info.pageHeight ?? info.height, tone };
  } catch {
    throw unreadable();
  }
};

/** Finer than this nothing is as large as a letter. */
const TONE_SIDE = 64;

const toneOf = async (small: Sharp): Promise<Tone> => {
  const pixels = await small.flatten().toColourspace('srgb').removeAlpha().raw().toBuffer();
  const channels = [0, 1, 2].map((channel) => pixels.filter((_, index) => index % 3 === channel));
  const hex = (values: number[]): string => `#${values.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
  return {
    darkest: hex(channels.map((values) => Math.min(...values))),
    brightest: hex(channels.map((values) => Math.max(...values))),
  };
};

const unreadable = (): FaultError => {
  const { pixels, frames } = limits.upload;
  return new FaultError(
    'invalid',
    `The picture can't be read: it is damaged, or has more than ${pixels / 1_000_000} million pixels or ${frames} frames. Save it anew or smaller, then try again.`,
    { field: 'file' },
  );
};
