import { basename, join } from 'node:path';
import { readTextLater } from './files.ts';
import { clampText } from './numbers.ts';

/** TASK_COMM_LEN less the zero at its end. */
const CUT_BYTES = 15;
const DEADLINE_MS = 200;

/** A name can be empty, hold any byte, and be cut within a letter. */
export const printable = (name: string): string =>
  clampText(name.replace(/[\p{Cc}\p{Cs}\uFFFD]/gu, '?').trim(), 64) || '?';

/** The kernel cuts names at 15 bytes, and Node.js names its main thread "MainThread". */
const isVague = (name: string): boolean => Buffer.byteLength(name) >= CUT_BYTES || name === 'MainThread';

/** The program's own word for itself, the first of its command line, where it is the same one or the name says nothing. */
export const fullName = (name: string, commandLine: string): string => {
  const program = printable(basename(commandLine.split('\0')[0]?.split(' ')[0] ?? ''));
  const isSame = program.startsWith(name) || (name === 'MainThread' && program !== '?');
  return isVague(name) && isSame ? program : name;
};

type Process = { pid: number; stat: { name: string; startedAt: number } };

/**
 * Names of processes in full. A command line lies in the memory of its process, and who asks for that of one that is
 * stuck (`ps` knows it) is stuck too: so it is asked for once, one at a time, and not waited for long.
 */
export const createNames = (proc: string, read = readTextLater) => {
  let names = new Map<string, string>();
  let isAsking = false;
  const keyOf = ({ pid, stat }: Process) => `${pid} ${stat.startedAt} ${stat.name}`;
  const ask = async (process: Process): Promise<void> => {
    isAsking = true;
    const text = await read(join(proc, String(process.pid), 'cmdline'));
    isAsking = false;
    names.set(keyOf(process), fullName(process.stat.name, text ?? ''));
  };
  return {
    nameOf: async (process: Process): Promise<string> => {
      const { name } = process.stat;
      if (!isVague(name)) return name;
      const key = keyOf(process);
      if (!names.has(key) && !isAsking) {
        names.set(key, name);
        await Promise.race([ask(process), wait(DEADLINE_MS)]);
      }
      return names.get(key) ?? name;
    },
    /** Forgets those that are gone. */
    keep: (processes: Process[]): void => {
      const keys = new Set(processes.map(keyOf));
      names = new Map([...names].filter(([key]) => keys.has(key)));
    },
  };
};

const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
