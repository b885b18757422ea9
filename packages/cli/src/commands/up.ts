import { dirname, join, resolve } from 'node:path';
import type { cliEnvironment, Values } from '@amud/protocol/environment.ts';
import { keepAgentSecret } from './agent-secret.ts';
import { programPath } from './programs.ts';
import { type Child, superviseChild } from './supervise.ts';

/**
 * Starts the server and the agent of this host and keeps both running until a signal comes; then stops both. One that
 * can't even start (port in use, bad setting) has said why: then everything stops with it.
 */
export const up = (env: Values<typeof cliEnvironment>, outer: NodeJS.ProcessEnv): Promise<number> => {
  const folder = dirname(resolve(env.DB_PATH));
  const secret = env.AMUD_AGENT_SECRET ?? keepAgentSecret(join(folder, 'agent-secret'));
  const shared = {
    AMUD_SOCKET_PATH: join(folder, 'run', 'amud.sock'),
    AMUD_SPOOL_PATH: join(folder, 'spool'),
    // Threads that wait for a hung network mount must not be missing for everything else.
    UV_THREADPOOL_SIZE: '8',
    ...outer,
    AMUD_AGENT_SECRET: secret.reveal(),
  };
  return new Promise((finish) => {
    let code = 0;
    let stopping = false;
    const children: Child[] = [];
    const stop = (exitCode: number): void => {
      if (stopping) return;
      stopping = true;
      code = exitCode;
      void Promise.all(children.map((child) => child.stop())).then(() => finish(code));
    };
    for (const name of ['server', 'agent'] as const) {
      children.push(superviseChild({ name, path: programPath(name), env: shared, gaveUp: () => stop(1) }));
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));
  });
};
