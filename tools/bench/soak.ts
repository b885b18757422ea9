import { fillHome } from '../../test/home.ts';
import { startAmud } from '../../test/process.ts';
import { NEW_PASSWORD, signIn } from '../../test/session.ts';
import { cpuPercentOver, median, memoryOf, print, sleep } from './figures.ts';

const MINUTE = 60_000;
/** What the start still moves about is given back by then. */
const SETTLED_AFTER = 5;
const MINUTES = 60;

/** An hour of server and agent as they are at home, 100 apps looked at each minute: do they grow? Only when asked for by name. */
export const measureSoak = async (): Promise<void> => {
  const allow = { AMUD_OUTBOUND_ALLOW: '127.0.0.1' };
  const first = await startAmud(allow);
  const { port } = new URL(first.url);
  const check = { kind: 'tcp', host: '127.0.0.1', port: Number(port), intervalSeconds: 60 };
  await fillHome(first, await signIn(first, first.password), 100, { check });
  await first.stop();
  const amud = await startAmud({ ...allow, PORT: port }, first.folder);
  await signIn(amud, NEW_PASSWORD);
  const { server, agent } = amud.pids();
  const sizes = { server: [] as number[], agent: [] as number[] };
  for (let minute = 1; minute <= SETTLED_AFTER + MINUTES; minute += 1) {
    await sleep(MINUTE);
    if (minute < SETTLED_AFTER) continue;
    sizes.server.push(memoryOf(server).residentMb);
    sizes.agent.push(memoryOf(agent).residentMb);
  }
  for (const [name, values] of Object.entries(sizes)) {
    const [early, late] = [median(values.slice(0, 5)), median(values.slice(-5))];
    print(`soak_${name}_first`, early, 'MB');
    print(`soak_${name}_last`, late, 'MB');
    print(`soak_${name}_most`, Math.max(...values), 'MB');
    print(`soak_${name}_growth`, (late / early - 1) * 100, '%', { most: 5 });
  }
  print('soak_server_cpu', await cpuPercentOver(server, MINUTE), '%core');
  await amud.stop();
  amud.remove();
};
