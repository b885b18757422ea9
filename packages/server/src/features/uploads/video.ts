import { limits } from '@amud/protocol/limits.ts';
import { FaultError } from '../../http/faults.ts';

export type VideoKind = 'mp4' | 'webm';

const brands = /^(isom|iso[2-9]|mp4[12]|avc1|M4V |MSNV|dash)$/;

/** By its first bytes; what a file is called counts for nothing. A video is kept as it is: it is only ever played. */
export const videoKindOf = (bytes: Buffer): VideoKind | undefined => {
  const text = (from: number, to: number): string => bytes.toString('latin1', from, to);
  if (text(4, 8) === 'ftyp' && brands.test(text(8, 12))) return 'mp4';
  const isMatroska = bytes.length > 4 && bytes.readUInt32BE(0) === 0x1a45dfa3;
  return isMatroska && text(4, 64).includes('webm') ? 'webm' : undefined;
};

/** A picture is held to the smaller bound. @throws FaultError `too-large`. */
export const refuseLargePicture = (bytes: Buffer): void => {
  if (bytes.length > limits.upload.bytes)
    throw new FaultError('too-large', `The body is larger than ${limits.upload.bytes} bytes.`);
};
