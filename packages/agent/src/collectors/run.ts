import { execFile } from 'node:child_process';

/** What a program printed, or why it could not be had. */
export type Run = (
  program: string,
  words: string[],
) => Promise<{ ok: true; text: string } | { ok: false; isMissing: boolean; reason: string }>;

const DEADLINE_MS = 3_000;
const MOST_BYTES = 256 * 1024;

/** Without a shell, with a deadline and a bound, and never asked to speak another language. */
export const runProgram: Run = (program, words) =>
  new Promise((resolve) => {
    const options = {
      timeout: DEADLINE_MS,
      killSignal: 'SIGKILL' as const,
      maxBuffer: MOST_BYTES,
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    };
    execFile(program, words, options, (error, text, complaint) => {
      if (!error) return resolve({ ok: true, text });
      const reason =
        complaint.trim().split('\n')[0] ||
        (error.killed ? `${program} did not end within ${DEADLINE_MS / 1000} s` : error.message);
      resolve({ ok: false, isMissing: error.code === 'ENOENT', reason: reason.slice(0, 200) });
    });
  });
