import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@amud/protocol/clock.ts';
import { limits } from '@amud/protocol/limits.ts';
import { Secret } from '@amud/protocol/secret.ts';
import type { Secrets } from '../../store/secrets.ts';

/**
 * A browser that signed in before (security 19): its cookie says who and since when, and is signed. It signs nobody in;
 * it only gives that browser a count of failures of its own, so that a stranger can't lock the owner out. See the OWASP
 * cheat sheet on device cookies.
 */
export type KnownDevices = {
  /** For a browser where this user just signed in. */
  issue(userId: number): string;
  /** The key of its own counter; undefined for a stranger, another user's browser, or one known too long ago. */
  counterKey(cookie: string | undefined, userId: number): string | undefined;
};

const OWNER = 'server';
const FIELD = 'device-cookie-key';

/** Finds or makes the key that signs the cookies. */
export const createKnownDevices = async (parts: { secrets: Secrets; clock: Clock }): Promise<KnownDevices> => {
  const { secrets, clock } = parts;
  // One that no longer opens is no loss: browsers become known again.
  let key = await secrets.get(OWNER, FIELD).catch(() => undefined);
  if (!key) {
    key = new Secret(randomBytes(32).toString('base64url'));
    await secrets.set(OWNER, FIELD, key);
  }
  const sign = (text: string): Buffer => createHmac('sha256', key.reveal()).update(text).digest();
  return {
    issue: (userId) => {
      const text = `${userId}.${clock.now()}.${randomBytes(16).toString('base64url')}`;
      return `${text}.${sign(text).toString('base64url')}`;
    },
    counterKey: (cookie, userId) => {
      const [, text, signature] =
        /^(\d{1,15}\.\d{1,15}\.[A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/.exec(cookie ?? '') ?? [];
      if (text === undefined || signature === undefined) return undefined;
      if (!timingSafeEqual(sign(text), Buffer.from(signature, 'base64url'))) return undefined;
      const [owner, issuedAt, nonce] = text.split('.');
      const isOld = clock.now() - Number(issuedAt) > limits.signIn.deviceMs;
      return Number(owner) === userId && !isOld ? nonce : undefined;
    },
  };
};
