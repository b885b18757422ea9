import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';

/**
 * The process of features/uploads/drawing.ts: takes a drawing (SVG) on standard input and the pixels of its longer side
 * as an argument, writes a PNG to standard output.
 */
const side = Number(process.argv[2]);
sharp.cache(false);
sharp.concurrency(1);
const drawn = await sharp(await buffer(process.stdin), { limitInputPixels: 100_000_000 })
  .resize({ width: side, height: side, fit: 'inside' })
  .png({ compressionLevel: 3 })
  .toBuffer();
process.stdout.write(drawn);
