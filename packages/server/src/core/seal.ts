import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A sealed value opens only with its key and in its place. */
export type Sealer = {
  seal(text: string, place: string): string;
  /** Undefined when the key is another, the place is another, or a bit was changed. */
  open(sealed: string, place: string): string | undefined;
};

const ALGORITHM = 'chacha20-poly1305';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const OURS = 'enc:v2:';
const ORIGINAL = 'enc:v1:';

/**
 * ChaCha20-Poly1305 (RFC 8439) with a 32-byte key: `enc:v2:` and the base64url, unpadded, of nonce (12 bytes),
 * ciphertext and tag (16 bytes). The place is authenticated with it, so that a value moved to another row is refused.
 */
export const createSealer = (key: Buffer): Sealer => ({
  seal: (text, place) => {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(place), { plaintextLength: Buffer.byteLength(text) });
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return OURS + Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url');
  },
  open: (sealed, place) => open(key, sealed, OURS, place),
});

/**
 * Opens a value of the original AMUD, which is bound to no place: `enc:v1:` in the same shape, without additional data.
 * For reading an old database only.
 */
export const openOriginal = (key: Buffer, sealed: string): string | undefined => open(key, sealed, ORIGINAL, undefined);

const open = (key: Buffer, sealed: string, prefix: string, place: string | undefined): string | undefined => {
  const encoded = sealed.slice(prefix.length);
  if (!sealed.startsWith(prefix) || !/^[A-Za-z0-9_-]+$/.test(encoded)) return undefined;
  const bytes = Buffer.from(encoded, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const body = bytes.subarray(NONCE_BYTES, -TAG_BYTES);
  try {
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
    if (place !== undefined) decipher.setAAD(Buffer.from(place), { plaintextLength: body.length });
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
};
