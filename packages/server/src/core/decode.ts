/** Text in the encoding that its first bytes, the header of the answer, or its own first line says it is in. */
export const decodeText = (bytes: Buffer, contentType: string | undefined): string => {
  const named = markOf(bytes) ?? charsetIn(contentType) ?? ownName(bytes);
  return decoderFor(named).decode(bytes);
};

/** The mark of the byte order, which is right where all else may be wrong. */
const markOf = (bytes: Buffer): string | undefined => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  // XML in UTF-16 without a mark: `<` and a zero.
  if (bytes[0] === 0x3c && bytes[1] === 0) return 'utf-16le';
  return bytes[0] === 0 && bytes[1] === 0x3c ? 'utf-16be' : undefined;
};

const charsetIn = (contentType: string | undefined): string | undefined =>
  /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType ?? '')?.[1];

/** `<?xml encoding="…"?>` or `<meta charset="…">`. */
const ownName = (bytes: Buffer): string | undefined =>
  /<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]{1,40})|<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]{1,40})/i
    .exec(bytes.toString('latin1', 0, 2_048))
    ?.slice(1)
    .find((name) => name !== undefined);

const decoderFor = (name = 'utf-8'): TextDecoder => {
  try {
    return new TextDecoder(name);
  } catch {
    return new TextDecoder();
  }
};
