import { timingSafeEqual } from 'node:crypto';
import { limits } from '@amud/protocol/limits.ts';
import { hash, verify } from '@node-rs/argon2';
import { createGate } from '../../core/gate.ts';
import { randomToken, sha256Hex } from '../../core/random.ts';
import { FaultError } from '../../http/faults.ts';

/** Argon2id as security 1 says it; 2 is the library's number for the "id" kind. */
const argon2id = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

export type Passwords = {
  /** PHC text. */
  hash(password: string): Promise<string>;
  /**
   * Takes the same time for every stored value, also for none and for a legacy one (security 10). Those we know wait in
   * a queue of their own, so that strangers who try thousands don't keep them out.
   * @throws FaultError `too-many-requests` when too many checks wait already.
   */
  verify(stored: string | undefined, password: string, isKnown?: boolean): Promise<boolean>;
};

export const createPasswords = (): Passwords => {
  const strangers = createGate(limits.signIn.concurrent, limits.signIn.waiting);
  const known = createGate(limits.signIn.concurrent, limits.signIn.waiting);
  const inTurn = <T>(run: () => Promise<T>, gate = known): Promise<T> => {
    const result = gate(run);
    if (result !== undefined) return result;
    throw new FaultError('too-many-requests', 'Too many people sign in right now. Try again in a few seconds.', {
      headers: { 'Retry-After': '5' },
    });
  };
  const decoy = inTurn(() => hash(randomToken(), argon2id));
  return {
    hash: (password) => inTurn(() => hash(password, argon2id)),
    verify: async (stored, password, isKnown = false) => {
      const isArgon2 = stored?.startsWith('$argon2') ?? false;
      const proven = await inTurn(
        async () => verify(isArgon2 && stored ? stored : await decoy, password).catch(() => false),
        isKnown ? known : strangers,
      );
      return isArgon2 ? proven : isLegacyMatch(stored ?? '', password);
    },
  };
};

/** A value of the original AMUD, or one written by hand: the SHA-256 of the password, lower-case hex (security 2). */
export const isLegacyHash = (stored: string): boolean => /^[0-9a-f]{64}$/.test(stored);

/** Made with other parameters than ours: renewed at the next sign-in. */
export const isOutdated = (stored: string): boolean => {
  const { memoryCost, timeCost, parallelism } = argon2id;
  const ours = `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$`;
  return stored.startsWith('$argon2') && !stored.startsWith(ours);
};

const isLegacyMatch = (stored: string, password: string): boolean =>
  isLegacyHash(stored) && timingSafeEqual(Buffer.from(stored), Buffer.from(sha256Hex(password)));
