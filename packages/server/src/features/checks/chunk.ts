import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type Columns, createColumns } from './columns.ts';

const VERSION = 1;
const BYTES_PER_SLOT = 9;
/** Nothing of ours is longer: the minutes of four hours, of more apps than there can be. */
const MOST_SLOTS = 1_000_000;

/**
 * Columns as bytes: column after column, low bytes apart from high ones, since the high ones hardly ever change; the
 * longest latency as what it has more than the average. About two bytes a slot come out.
 */
export const pack = (columns: Columns): Buffer => {
  const { length, known, down, worst, average, most } = columns;
  const bytes = Buffer.alloc(1 + length * BYTES_PER_SLOT);
  bytes[0] = VERSION;
  let at = 1;
  const put = (value: (index: number) => number): void => {
    for (let index = 0; index < length; index += 1) bytes[at + index] = value(index) & 0xff;
    at += length;
  };
  const putBoth = (value: (index: number) => number): void => {
    put(value);
    put((index) => value(index) >> 8);
  };
  putBoth((index) => known[index] ?? 0);
  putBoth((index) => down[index] ?? 0);
  put((index) => worst[index] ?? 0);
  putBoth((index) => average[index] ?? 0);
  putBoth((index) => (most[index] ?? 0) - (average[index] ?? 0));
  return deflateRawSync(bytes);
};

/** @returns undefined for bytes that are no chunk: a damaged one costs its own time and nothing else. */
export const unpack = (packed: Uint8Array): Columns | undefined => {
  const bytes = inflate(packed);
  if (!bytes || bytes[0] !== VERSION || (bytes.length - 1) % BYTES_PER_SLOT !== 0) return undefined;
  const length = (bytes.length - 1) / BYTES_PER_SLOT;
  const columns = createColumns(length);
  const take = (plane: number, index: number): number => bytes[1 + plane * length + index] ?? 0;
  for (let index = 0; index < length; index += 1) {
    columns.known[index] = take(0, index) | (take(1, index) << 8);
    columns.down[index] = take(2, index) | (take(3, index) << 8);
    columns.worst[index] = take(4, index);
    columns.average[index] = take(5, index) | (take(6, index) << 8);
    columns.most[index] = (columns.average[index] ?? 0) + (take(7, index) | (take(8, index) << 8));
  }
  return columns;
};

const inflate = (packed: Uint8Array): Buffer | undefined => {
  try {
    return inflateRawSync(packed, { maxOutputLength: 1 + MOST_SLOTS * BYTES_PER_SLOT });
  } catch {
    return undefined;
  }
};
