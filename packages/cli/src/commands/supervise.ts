import { type ChildProcess, spawn } from 'node:child_process';
import { RESTART_CODE } from '@amud/protocol/restart.ts';

/** One that ends sooner than this after its start could not start. */
const STARTED_MS = 5_000;
const MAX_DELAY_MS = 30_000;
const KILL_MS = 10_000;

export type Child = {
  /** Asks it to stop, insists after 10 s. Resolves when it is gone. */
  stop(): Promise<void>;
};

export type ChildOptions = {
  name: string;
  path: string;
  env: NodeJS.ProcessEnv;
  /** It ended by itself right after its first start: a person has to do something. */
  gaveUp(): void;
};

/**
 * For the C library (`man mallopt`): threads share one heap, and what is 128 kB or more goes back to the system when it is freed.
 * 3 to 4 MB less resident on a server of 100 apps; a choice of one's own goes first.
 */
const allocation = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '131072' };

/**
 * A small young generation, collected a little more often: 2 to 5 MB less for each program. And of the engine's compilers not
 * the last one: 4 MB less, and nothing here is measurably slower without it. The collector may be called, as the starter of
 * build.ts does. The units and images in deploy/ say the same.
 */
export const engineWords = ['--max-semi-space-size=1', '--max-opt=2', '--expose-gc'];

/** Keeps one program running: started again after a crash, sooner at first, then at most each 30 s. */
export const superviseChild = ({ name, path, env, gaveUp }: ChildOptions): Child => {
  let child: ChildProcess | undefined;
  let stopping = false;
  let hasStarted = false;
  let crashes = 0;
  let timer: NodeJS.Timeout | undefined;
  const start = (): void => {
    const startedAt = performance.now();
    // The channel tells the program when we are gone, however we went.
    child = spawn(process.execPath, [...engineWords, path], {
      env: { ...allocation, ...env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.once('error', (error) => console.error(`amud: ${name} could not be started: ${error.message}`));
    child.once('exit', (code, signal) => ended(code, signal, performance.now() - startedAt));
  };
  const ended = (code: number | null, signal: string | null, aliveMs: number): void => {
    child = undefined;
    if (stopping) return;
    // It wants to begin anew: nothing failed, and nothing is waited for.
    if (code === RESTART_CODE) return start();
    if (!hasStarted && aliveMs < STARTED_MS && signal === null) return gaveUp();
    hasStarted = true;
    crashes = aliveMs > 60_000 ? 1 : crashes + 1;
    const delayMs = Math.min(MAX_DELAY_MS, 250 * 2 ** (crashes - 1));
    console.error(`amud: ${name} ended (${signal ?? `code ${code}`}); starting it again in ${delayMs / 1000} s`);
    timer = setTimeout(start, delayMs);
  };
  start();
  return {
    stop: () => {
      stopping = true;
      clearTimeout(timer);
      return stopChild(child);
    },
  };
};

const stopChild = (child: ChildProcess | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return resolve();
    const insist = setTimeout(() => child.kill('SIGKILL'), KILL_MS);
    child.once('exit', () => {
      clearTimeout(insist);
      resolve();
    });
    child.kill('SIGTERM');
  });
