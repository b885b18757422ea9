import { type ExecFileException, execFile } from 'node:child_process';

/** What a program printed, or why it could not be had. */
export type Run = (
  program: string,
  words: string[],
) => Promise<{ ok: true; text: string } | { ok: false; isMissing: boolean; reason: string }>;

const DEADLINE_MS = 3_000;
const MOST_BYTES = 256 * 1024;
/** EACCES is what a search ends with when a folder of PATH is closed to us. */
const missing = new Set(['ENOENT', 'EACCES']);

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
      const reason = explain(program, error, complaint);
      resolve({ ok: false, isMissing: missing.has(String(error.code)), reason: reason.slice(0, 200) });
    });
  });

const explain = (program: string, error: ExecFileException, complaint: string): string => {
  if (String(error.code) === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
    return `${program} printed more than ${MOST_BYTES} bytes`;
  if (error.killed) return `${program} did not end within ${DEADLINE_MS / 1000} s`;
  return complaint.trim().split('\n')[0] || error.message;
};
