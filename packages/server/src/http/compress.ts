import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Encoding } from './web-app.ts';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Quickly rather than tightly: what changes all the time is packed again all the time. */
export const compress = (encoding: Encoding, data: string | Buffer): Promise<Buffer<ArrayBuffer>> =>
  encoding === 'br' ? brotli(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }) : zip(data, { level: 4 });
