import { openCollectors } from '../../packages/agent/src/collectors/index.ts';
import { silentLog } from '../../packages/agent/src/log.ts';
import { dialAgent, helloFor } from '../../packages/server/test/fake-agent.ts';
import { sleep } from './figures.ts';

/** Plays many agents in one process: `swarm.ts ADDRESS SECRET COUNT INTERVAL_MS`. Each sends this host's own reading. */
const [address = '', secret = '', count = '1', intervalMs = '5000'] = process.argv.slice(2);

const sampler = openCollectors({
  paths: { proc: '/proc', sys: '/sys', root: '/' },
  log: silentLog(),
});
await sampler.sample({ at: Date.now(), monotonicMs: performance.now() });
await sleep(1_000);
const reading = await sampler.sample({ at: Date.now(), monotonicMs: performance.now() });

let sent = 0;
const start = async (index: number): Promise<void> => {
  const agent = dialAgent(address);
  const { nonce } = await agent.next('challenge');
  agent.send(helloFor(nonce, { secret, nodeId: `node-${index}` }));
  await agent.next('welcome');
  agent.send({ type: 'backfill', samples: [], isLast: true });
  let seq = 0;
  const look = (): void => {
    seq += 1;
    sent += 1;
    agent.send({ type: 'sample', seq, at: Date.now(), reading });
  };
  setTimeout(
    () => {
      look();
      timers.push(setInterval(look, Number(intervalMs)));
    },
    (index * Number(intervalMs)) / Number(count),
  );
};

const timers: NodeJS.Timeout[] = [];
for (let index = 0; index < Number(count); index += 20) {
  await Promise.all(Array.from({ length: Math.min(20, Number(count) - index) }, (_, inner) => start(index + inner)));
}
process.send?.({ kind: 'connected', value: Number(count) });
process.on('message', () => {
  for (const timer of timers) clearInterval(timer);
  process.send?.({ kind: 'sent', value: sent });
});
