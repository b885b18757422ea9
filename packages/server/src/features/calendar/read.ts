import { limits } from '@amud/protocol/limits.ts';
import { createGate } from '../../core/gate.ts';
import { RemoteError } from '../../core/outbound/remote.ts';
import type { Content } from './ics.ts';

/** What of a calendar touches a window of time. @throws RemoteError `content`, `slow` or `busy`. */
export type ReadCalendar = (text: string, window: { from: number; to: number }, host: string) => Promise<Content>;

const LARGEST_ANSWER_BYTES = 8 * 1024 * 1024;

/**
 * Reads in a process that lives only meanwhile: a calendar can be written so that reading it takes for ever, and only a
 * process can be ended. It gets nothing of our environment.
 */
export const createReadCalendar = (script: string): ReadCalendar => {
  const gate = createGate(limits.calendar.concurrent, limits.calendar.waiting);
  return async (text, { from, to }, host) => {
    const content = await gate(() => run(script, text, [String(from), String(to)], host));
    if (content === undefined) throw new RemoteError('busy', host);
    if (content === null) throw new RemoteError('content', host);
    return content;
  };
};

const run = async (script: string, text: string, words: string[], host: string): Promise<Content | null> => {
  const { execFile } = await import('node:child_process');
  return new Promise((resolve, reject) => {
    const options = {
      timeout: limits.calendar.readMs,
      killSignal: 'SIGKILL',
      env: {},
      maxBuffer: LARGEST_ANSWER_BYTES,
    } as const;
    const memory = `--max-old-space-size=${limits.calendar.readMegabytes}`;
    const child = execFile(process.execPath, [memory, script, ...words], options, (error, answer) => {
      if (error) reject(new RemoteError('large', host, { cause: error }));
      else resolve(JSON.parse(answer));
    });
    // One that ended already: the answer above says it.
    child.stdin?.on('error', () => {});
    child.stdin?.end(text);
  });
};
