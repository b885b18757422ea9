import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Secret } from '@amud/protocol/secret.ts';
import { StartError } from '@amud/protocol/start-error.ts';

/**
 * The secret that server and agent share: made once, kept in a file that only its owner can read.
 * @throws StartError when the folder can't be written or the file holds too little.
 */
export const keepAgentSecret = (path: string): Secret => {
  try {
    if (!existsSync(path)) {
      mkdirSync(dirname(path), { recursive: true, mode: 0o750 });
      writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    }
    chmodSync(path, 0o600);
    const text = readFileSync(path, 'utf8').trim();
    if (text.length >= 16) return new Secret(text);
  } catch (error) {
    throw new StartError(
      `The agent secret ${path} can't be kept (${(error as NodeJS.ErrnoException).code}). Give the folder to the user that runs AMUD, or set DB_PATH to a file in another folder.`,
    );
  }
  throw new StartError(
    `The agent secret in ${path} is shorter than 16 characters. Delete the file, and a new one is made.`,
  );
};
