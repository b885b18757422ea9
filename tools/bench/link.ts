import { type ChildProcess, fork } from 'node:child_process';
import { freePort, spawnAmud } from '../../test/process.ts';
import { signIn } from '../../test/session.ts';
import { cpuPercentOver, memoryOf, print, sleep } from './figures.ts';

const SECRET = 'a secret for the benchmark';
const AGENTS = 1_000;
const INTERVAL_MS = 5_000;

/** A thousand agents, a look each 5 s: what the server spends, and whether each look arrived. */
export const measureLink = async (): Promise<void> => {
  const port = await freePort();
  const server = spawnAmud(['server'], { AMUD_AGENT_SECRET: SECRET, PORT: String(port) });
  while (!server.out.some((line) => line.startsWith('AMUD is at'))) await sleep(20);
  const url = `http://127.0.0.1:${port}`;
  const person = await signIn({ url }, /admin \/ (\S+)/.exec(server.out.join('\n'))?.[1] ?? '');
  const swarm = fork(new URL('./swarm.ts', import.meta.url), [
    `ws://127.0.0.1:${port}/agent`,
    SECRET,
    String(AGENTS),
    String(INTERVAL_MS),
  ]);
  await said(swarm, 'connected');
  const pid = server.child.pid ?? 0;
  await sleep(INTERVAL_MS);
  print('server_cpu_1000_agents', await cpuPercentOver(pid, 20_000), '%core', { most: 50 });
  print('server_resident_1000_agents', memoryOf(pid).residentMb, 'MB');
  swarm.send('stop');
  const sent = await said(swarm, 'sent');
  await sleep(1_000);
  let held = 0;
  const { nodes } = (await person.get('/api/nodes')).body as { nodes: { id: string }[] };
  for (const { id } of nodes) {
    const { body } = await person.get(`/api/nodes/${id}/history?series=cpu.busyPercent`);
    held += (body as { values: (number | null)[] }).values.filter((value) => value !== null).length;
  }
  print('samples_lost_1000_agents', sent - held, 'samples', { most: 0 });
  swarm.kill();
  await server.stop();
  server.remove();
};

const said = (swarm: ChildProcess, what: string): Promise<number> =>
  new Promise((resolve) => {
    const hear = (message: unknown): void => {
      const { kind, value } = message as { kind: string; value: number };
      if (kind !== what) return;
      swarm.off('message', hear);
      resolve(value);
    };
    swarm.on('message', hear);
  });
