import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../packages/server/test/eventually.ts';

const dist = join(import.meta.dirname, '../dist');

/** `amud …` as it is shipped, in a data folder of its own, on a port of its own. */
export type Amud = {
  child: ChildProcess;
  folder: string;
  out: string[];
  err: string[];
  /** After the start: where it is, and the first password if it was printed. */
  url: string;
  password: string;
  /** Process ids of the server and the agent. */
  pids(): { server: number; agent: number };
  exit: Promise<number | null>;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  remove(): void;
};

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'amud-system-'));

/** Starts a command without waiting for anything. */
export const spawnAmud = (words: string[], env: Record<string, string> = {}, folder = newFolder()): Amud => {
  const out: string[] = [];
  const err: string[] = [];
  const child = spawn(process.execPath, [join(dist, 'amud.js'), ...words], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      DB_PATH: join(folder, 'data/amud.db'),
      AMUD_NODE_TAG: 'this-host',
      AMUD_LOG_FORMAT: 'json',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout?.on('data', (data) => out.push(...String(data).split('\n').filter(Boolean)));
  child.stderr?.on('data', (data) => err.push(...String(data).split('\n').filter(Boolean)));
  const exit = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    child,
    folder,
    out,
    err,
    url: '',
    password: '',
    pids: () => ({ server: childPid(child, 'server.js'), agent: childPid(child, 'agent.js') }),
    exit,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return exit;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** Starts `amud up` and waits for its address. */
export const startAmud = async (env: Record<string, string> = {}, folder?: string): Promise<Amud> => {
  const amud = spawnAmud(['up'], env, folder);
  const said = (pattern: RegExp) => amud.out.flatMap((line) => pattern.exec(line)?.[1] ?? [])[0];
  amud.url = await eventually(() => {
    const url = said(/^AMUD is at (\S+)\/$/);
    if (!url) throw new Error(`no address was printed:\n${amud.err.join('\n')}`);
    return url;
  }, 20_000);
  amud.password = said(/^First sign-in: admin \/ (\S+)$/) ?? '';
  return amud;
};

/** The process below `parent` that runs `script`, read from /proc. */
const childPid = (parent: ChildProcess, script: string): number => {
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const isChild = Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]) === parent.pid;
      if (isChild && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(script)) return Number(name);
    } catch {
      // It ended while we looked.
    }
  }
  throw new Error(`no process runs ${script}`);
};

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};

export const freePort = async (): Promise<number> => {
  const { createServer } = await import('node:net');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
};
