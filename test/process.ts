import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
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
export const spawnAmud = (
  words: string[],
  env: Record<string, string> = {},
  folder = newFolder(),
  from: string = dist,
): Amud => watch(process.execPath, [join(from, 'amud.js'), ...words], folder, folder, env);

const watch = (program: string, words: string[], cwd: string, folder: string, env: Record<string, string>): Amud => {
  const out: string[] = [];
  const err: string[] = [];
  const child = spawn(program, words, { cwd, env: { ...ours(folder), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
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
    pids: () => ({
      server: descendantPid(child.pid, '/server.js'),
      agent: descendantPid(child.pid, '/agent.js'),
    }),
    exit,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return exit;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

const ours = (folder: string): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  HOME: process.env['HOME'] ?? folder,
  PORT: '0',
  DB_PATH: join(folder, 'data/amud.db'),
  AMUD_NODE_TAG: 'this-host',
  AMUD_LOG_FORMAT: 'json',
});

/** Starts `amud up` and waits for its address. `from` is another build than ours. */
export const startAmud = (env: Record<string, string> = {}, folder?: string, from?: string): Promise<Amud> =>
  untilReady(spawnAmud(['up'], env, folder, from), 20_000);

/** The server alone, without an agent. */
export const startServer = (env: Record<string, string> = {}, folder?: string): Promise<Amud> =>
  untilReady(spawnAmud(['server'], env, folder), 20_000);

/** What a newcomer does: a fresh clone of the last commit, and `npm start` in it, with what npm itself brings. */
export const startFreshClone = (env: Record<string, string> = {}): Promise<Amud> => {
  const folder = newFolder();
  const clone = join(folder, 'clone');
  execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${join(dist, '..')}`, clone]);
  // The way to Node.js that these tests run under is not the newcomer's.
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((entry) => !entry.includes('node_modules'));
  return untilReady(watch('npm', ['start'], clone, folder, { ...env, PATH: path.join(delimiter) }), 300_000);
};

const untilReady = async (amud: Amud, withinMs: number): Promise<Amud> => {
  const said = (pattern: RegExp) => amud.out.flatMap((line) => pattern.exec(line)?.[1] ?? [])[0];
  amud.url = await eventually(() => {
    const url = said(/^AMUD is at (\S+)\/$/);
    if (!url) throw new Error(`no address was printed:\n${amud.err.join('\n')}`);
    return url;
  }, withinMs);
  amud.password = said(/^First sign-in: admin \/ (\S+)$/) ?? '';
  return amud;
};

/** The process at or below `ancestor` that runs `script`, read from /proc. */
const descendantPid = (ancestor: number | undefined, script: string): number => {
  const processes = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((name) => readProcess(Number(name)));
  const isBelow = (pid: number): boolean => {
    const parent = processes.find((one) => one.pid === pid)?.parent;
    return pid === ancestor || (parent !== undefined && parent > 1 && isBelow(parent));
  };
  const found = processes.find(({ pid, words }) => words.some((word) => word.endsWith(script)) && isBelow(pid));
  if (!found) throw new Error(`no process runs ${script}`);
  return found.pid;
};

const readProcess = (pid: number): { pid: number; parent: number; words: string[] }[] => {
  try {
    const parent = Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
    return [{ pid, parent, words: readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0') }];
  } catch {
    // It ended while we looked.
    return [];
  }
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
