import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { systemClock } from '@amud/protocol/clock.ts';
import { agentEnvironment, EnvironmentError, readEnvironment } from '@amud/protocol/environment.ts';
import { toNodeId } from '@amud/protocol/ids.ts';
import { StartError } from '@amud/protocol/start-error.ts';
import { createAgent } from './agent.ts';
import { openCollectors } from './collectors/index.ts';
import { readBootId, readPlatform } from './collectors/platform.ts';
import { createDiscover } from './discovery/discover.ts';
import { openLog } from './log.ts';
import { openSpool } from './spool.ts';
import { linkAddress } from './target.ts';
import { version } from './version.ts';

/** The agent's process; the only reader of the environment. */
const main = async (): Promise<void> => {
  const env = readEnvironment(agentEnvironment, process.env, (path) => readFileSync(path, 'utf8'));
  if (!env.AMUD_AGENT_SECRET) {
    throw new StartError(
      'AMUD_AGENT_SECRET is not set. Give the agent the secret of its server, or start with "amud up", which does.',
    );
  }
  const log = openLog(env.AMUD_LOG_LEVEL, env.AMUD_LOG_FORMAT);
  const paths = { proc: env.AMUD_PROC, sys: env.AMUD_SYS, root: env.AMUD_ROOT };
  const platform = readPlatform(paths);
  const nodeName = env.AMUD_NODE_TAG ?? platform.hostName;
  const nodeId = toNodeId(nodeName);
  if (nodeId === '')
    throw new StartError(`"${nodeName}" makes no node id. Set AMUD_NODE_TAG to a name with letters or digits.`);
  const bootId = readBootId(paths);
  const runId = randomBytes(16).toString('base64url');
  const socketPath = resolve(env.AMUD_SOCKET_PATH ?? join(dirname(env.AMUD_SPOOL_PATH), 'run', 'amud.sock'));
  const agent = createAgent({
    address: linkAddress(env.AMUD_SERVER_URL, socketPath, env.AMUD_INSECURE_LINK),
    secret: env.AMUD_AGENT_SECRET,
    clock: systemClock,
    log,
    random: Math.random,
    runId,
    identity: { nodeId, nodeName, version, platform, ...(bootId === undefined ? {} : { bootId }) },
    sampler: openCollectors({ paths, log }),
    discover: createDiscover(paths, { use: env.AMUD_DOCKER, host: env.DOCKER_HOST }),
    spool: openSpool({ folder: resolve(env.AMUD_SPOOL_PATH), now: Date.now, log }),
  });
  stopOnSignal(agent.stop, () => log.info('stopped'));
  agent.start();
  log.info({ version, node: nodeId }, 'started');
};

/** Stops once on a signal, or when the process that started us is gone. */
const stopOnSignal = (stop: () => Promise<void>, done: () => void): void => {
  // Timers of the clock don't keep a process alive; this does, also while no server is there.
  const alive = setInterval(() => {}, 2 ** 30);
  let stopping = false;
  const run = (): void => {
    if (stopping) return;
    stopping = true;
    clearInterval(alive);
    setTimeout(() => process.exit(1), 5_000).unref();
    void stop().then(() => {
      done();
      process.exit(0);
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, run);
  if (process.send) process.on('disconnect', run);
};

main().catch((error: unknown) => {
  const isExpected = error instanceof StartError || error instanceof EnvironmentError;
  console.error(isExpected ? `amud-agent: ${error.message}` : error);
  process.exit(1);
});
