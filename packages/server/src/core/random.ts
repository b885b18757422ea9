import { createHash, randomBytes, randomInt } from 'node:crypto';

/** 32 random bytes from the system, base64url: 43 characters. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

export const sha256Hex = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789';

/**
 * A password that a person can copy by hand: 25 signs of 54 without look-alikes, in groups of five, 143 bits.
 * Bytes past the last whole multiple are thrown away, so that every sign is equally likely.
 */
export const randomPassword = (): string => {
  const signs: string[] = [];
  const most = 256 - (256 % alphabet.length);
  while (signs.length < 25) {
    for (const byte of randomBytes(32))
      if (byte < most && signs.length < 25) signs.push(alphabet.charAt(byte % alphabet.length));
  }
  return (signs.join('').match(/.{5}/g) ?? []).join('-');
};

const idAlphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** An id of our own things: 12 signs, 62 bits. Nobody guards a thing by it. */
export const randomShortId = (): string => Array.from({ length: 12 }, () => idAlphabet[randomInt(36)]).join('');
