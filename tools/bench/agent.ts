import { startAmud } from '../../test/process.ts';
import { cpuPercentOver, memoryOf, print, sleep } from './figures.ts';

/** The agent at its usual pace, nobody watching. Containers are not read yet. */
export const measureAgent = async (): Promise<void> => {
  const amud = await startAmud();
  await sleep(30_000);
  const { agent } = amud.pids();
  const { residentMb, privateMb } = memoryOf(agent);
  print('agent_resident', residentMb, 'MB', { most: 65 });
  print('agent_private', privateMb, 'MB', { most: 20 });
  print('agent_cpu_at_5_s', await cpuPercentOver(agent, 60_000), '%core', { most: 0.5 });
  await amud.stop();
  amud.remove();
};
