/** Icons of the ICO kind, as web sites have them: a file with one picture in several sizes, PNG or bitmap each. */

/** A picture of an icon file: a PNG, or pixels as red, green, blue, alpha. */
export type IconImage = { png: Buffer } | { pixels: Buffer; width: number; height: number };

const HEAD_BYTES = 6;
const ENTRY_BYTES = 16;
const MOST_ENTRIES = 64;
const MOST_SIDE = 256;

export const isIconFile = (bytes: Buffer): boolean =>
  bytes.length >= HEAD_BYTES + ENTRY_BYTES && bytes.readUInt32LE(0) === 0x00010000 && bytes.readUInt16LE(4) > 0;

/** The largest picture that can be read. Undefined when there is none. */
export const largestImage = (bytes: Buffer): IconImage | undefined => {
  const count = Math.min(bytes.readUInt16LE(4), MOST_ENTRIES);
  const entries = Array.from({ length: count }, (_, index) => HEAD_BYTES + index * ENTRY_BYTES)
    .filter((at) => at + ENTRY_BYTES <= bytes.length)
    .map((at) => ({
      // A byte holds no 256, so 0 means it.
      side: bytes[at] || MOST_SIDE,
      bits: bytes.readUInt16LE(at + 6),
      data: bytes.subarray(bytes.readUInt32LE(at + 12), bytes.readUInt32LE(at + 12) + bytes.readUInt32LE(at + 8)),
    }))
    .sort((one, other) => other.side - one.side || other.bits - one.bits);
  for (const { data } of entries) {
    const image = data.toString('latin1', 1, 4) === 'PNG' ? { png: data } : readBitmap(data);
    if (image) return image;
  }
  return undefined;
};

type Bitmap = { data: Buffer; width: number; height: number; bits: number; palette: number; rows: number };

/** A bitmap without its file header: twice as high as it says, since the mask of what shines through is below it. */
const readBitmap = (data: Buffer): IconImage | undefined => {
  if (data.length < 40) return undefined;
  const [width, height] = [data.readInt32LE(4), Math.abs(data.readInt32LE(8)) / 2];
  const bits = data.readUInt16LE(14);
  const colours = bits <= 8 ? data.readUInt32LE(32) || 2 ** bits : 0;
  const isPlain = data.readUInt32LE(16) === 0 && [1, 4, 8, 24, 32].includes(bits) && Number.isInteger(height);
  if (!isPlain || width < 1 || height < 1 || width > MOST_SIDE || height > MOST_SIDE || colours > 256) return undefined;
  const palette = data.readUInt32LE(0);
  const rows = palette + colours * 4;
  const bitmap = { data, width, height, bits, palette, rows };
  if (rows + strideOf(width, bits) * height > data.length) return undefined;
  return { pixels: toPixels(bitmap), width, height };
};

/** Rows begin at whole groups of four bytes. */
const strideOf = (width: number, bits: number): number => Math.ceil((width * bits) / 32) * 4;

const toPixels = (bitmap: Bitmap): Buffer => {
  const { data, width, height, bits, rows } = bitmap;
  const pixels = Buffer.alloc(width * height * 4);
  const mask = rows + strideOf(width, bits) * height;
  let isSeen = false;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      // The lowest row comes first.
      const row = height - 1 - y;
      const at = colourAt(bitmap, x, row);
      const masked = ((data[mask + strideOf(width, 1) * row + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
      const alpha = bits === 32 ? (data[at + 3] ?? 0) : masked ? 0 : 255;
      isSeen ||= alpha > 0;
      pixels.set([data[at + 2] ?? 0, data[at + 1] ?? 0, data[at] ?? 0, alpha], (y * width + x) * 4);
    }
  // Old ones have 32 bits and leave the last eight empty.
  if (!isSeen) for (let at = 3; at < pixels.length; at += 4) pixels[at] = 255;
  return pixels;
};

/** Where the colour of a pixel is: in its row, or in the palette that its row points into. */
const colourAt = ({ data, width, bits, palette, rows }: Bitmap, x: number, row: number): number => {
  const start = rows + strideOf(width, bits) * row;
  if (bits > 8) return start + x * (bits / 8);
  const byte = data[start + ((x * bits) >> 3)] ?? 0;
  const shift = 8 - bits - ((x * bits) & 7);
  return palette + ((byte >> shift) & (2 ** bits - 1)) * 4;
};
