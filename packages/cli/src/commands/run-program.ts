import { spawn } from 'node:child_process';
import { programPath } from './programs.ts';

/** Runs the server or the agent in the foreground, hands signals on, and ends as it ends. */
export const runProgram = (name: 'server' | 'agent', words: string[]): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [programPath(name), ...words], { stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
    child.on('exit', (code) => resolve(code ?? 1));
    child.on('error', (error) => {
      console.error(`amud: ${name} could not be started: ${error.message}`);
      resolve(1);
    });
  });
