import type { Strength } from '@amud/protocol/password-strength.ts';
import { createGate } from '../../core/gate.ts';
import { FaultError } from '../../http/faults.ts';

/** @throws FaultError `too-many-requests` or `unavailable`. */
export type Estimate = (password: string, username: string) => Promise<Strength>;

const LEAST_SCORE = 3;
const ANSWER_MS = 10_000;

/** Refuses what others guess first (security 20). Length is the schema's matter. @throws FaultError `invalid`. */
export const refuseGuessable = async (estimate: Estimate, next: string, username: string): Promise<void> => {
  const name = username.toLowerCase();
  if (next.toLowerCase().includes(name) && next.length < name.length + 8)
    throw new FaultError('invalid', 'Choose a password that is not built around your user name.', { field: 'next' });
  const { score, warning, suggestions } = await estimate(next, username);
  if (score >= LEAST_SCORE) return;
  const why = warning ?? 'It is easy to guess.';
  const what = suggestions[0] ?? 'Add a few unrelated words.';
  throw new FaultError('invalid', `This password is too easy to guess. ${why} ${what}`, { field: 'next' });
};

/** For what only its owner knows, such as the passphrase of a backup. @throws FaultError `invalid` */
export const refuseGuessablePassphrase = async (estimate: Estimate, passphrase: string): Promise<void> => {
  const { score, warning, suggestions } = await estimate(passphrase, '');
  if (score >= LEAST_SCORE) return;
  const why = warning ?? 'It is easy to guess.';
  const what = suggestions[0] ?? 'Add a few unrelated words.';
  throw new FaultError('invalid', `This passphrase is too easy to guess. ${why} ${what}`, { field: 'passphrase' });
};

/**
 * Estimates in a process that lives only meanwhile: the word lists take 90 MB and a third of a second, and passwords are
 * chosen rarely. It gets nothing of our environment, and the password on its standard input, where no other user sees it.
 */
export const createEstimate = (script: string): Estimate => {
  const gate = createGate(1, 16);
  return (password, username) => {
    const result = gate(() => ask(script, JSON.stringify({ password, username })));
    if (result !== undefined) return result;
    throw new FaultError('too-many-requests', 'Too many passwords are being changed. Try again in a few seconds.', {
      headers: { 'Retry-After': '5' },
    });
  };
};

const ask = async (script: string, question: string): Promise<Strength> => {
  const { execFile } = await import('node:child_process');
  return new Promise((resolve, reject) => {
    const options = { timeout: ANSWER_MS, killSignal: 'SIGKILL', env: {} } as const;
    const child = execFile(process.execPath, [script], options, (error, answer) => {
      if (error) reject(new FaultError('unavailable', 'The password could not be examined. Try again in a moment.'));
      else resolve(JSON.parse(answer));
    });
    // One that ended already: the answer above says it.
    child.stdin?.on('error', () => {});
    child.stdin?.end(question);
  });
};
