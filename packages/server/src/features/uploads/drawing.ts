import { limits } from '@amud/protocol/limits.ts';
import { FaultError } from '../../http/faults.ts';

/** Makes a picture (PNG) of a drawing (SVG). @throws FaultError `invalid`, saying what to do. */
export type Rasterise = (svg: Buffer) => Promise<Buffer>;

/** An element, after what may stand before it: a mark of its encoding, declarations, comments. */
const opening = /^(?:\uFEFF|\s|<\?[^>]{0,500}\?>|<!--[\s\S]{0,4000}?-->|<!DOCTYPE[^>[]{0,500}>)*<svg[\s>]/i;

export const isDrawing = (bytes: Buffer): boolean => opening.test(bytes.toString('utf8', 0, 16 * 1024));

const LARGEST_PICTURE_BYTES = 4 * 1024 * 1024;

/**
 * Draws in a process that lives only meanwhile: a small drawing can keep librsvg busy for minutes, and only a process can
 * be ended. It asks nobody for anything: librsvg loads nothing from elsewhere for a drawing that comes from memory.
 */
export const createRasterise =
  (script: string): Rasterise =>
  (svg) => {
    if (svg.length > limits.icons.drawingBytes)
      throw new FaultError('too-large', `A drawing has ${limits.icons.drawingBytes / 1024} KiB at most.`, {
        field: 'file',
      });
    return draw(script, svg);
  };

const draw = async (script: string, svg: Buffer): Promise<Buffer> => {
  const { execFile } = await import('node:child_process');
  return new Promise((resolve, reject) => {
    const options = {
      timeout: limits.icons.drawingMs,
      killSignal: 'SIGKILL',
      env: {},
      encoding: 'buffer',
      maxBuffer: LARGEST_PICTURE_BYTES,
    } as const;
    const words = [script, String(limits.icons.drawingPixels)];
    const child = execFile(process.execPath, words, options, (error, picture) => {
      if (error) reject(refusal(error.killed === true));
      else resolve(picture);
    });
    // One that ended already: the answer above says it.
    child.stdin?.on('error', () => {});
    child.stdin?.end(svg);
  });
};

const refusal = (isSlow: boolean): FaultError =>
  new FaultError(
    'invalid',
    isSlow
      ? `The drawing takes longer than ${limits.icons.drawingMs / 1000} s. Save it as PNG and upload that.`
      : 'The drawing can’t be read. Save it anew as SVG or PNG, then try again.',
    { field: 'file' },
  );
