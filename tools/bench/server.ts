import { spawn } from 'node:child_process';
import { type Amud, freePort, spawnAmud, startAmud } from '../../test/process.ts';
import { signIn } from '../../test/session.ts';
import { cpuPercentOver, median, memoryOf, print, sleep } from './figures.ts';
import { requestsPerCoreSecond } from './load.ts';
import { yardstick } from './yardstick.ts';

const SECRET = 'a secret for the benchmark';
const START_MS = 300;

/** Start, memory at rest, and how fast state is handed out. */
export const measureServer = async (): Promise<void> => {
  await measureStarts();
  const amud = await startAmud();
  const person = await signIn(amud, amud.password);
  await sleep(60_000);
  const { server, agent } = amud.pids();
  print('server_resident', memoryOf(server).residentMb, 'MB', { most: 80 });
  print('server_and_agent_proportional', memoryOf(server).proportionalMb + memoryOf(agent).proportionalMb, 'MB', {
    most: 90,
  });
  print('server_cpu_idle', await cpuPercentOver(server, 20_000), '%core');
  print('state_requests_per_core_second', await requestsPerCoreSecond(amud, person, '/api/nodes'), '1/s', {
    least: 5_000,
  });
  const before = memoryOf(server).residentMb;
  print('server_resident_after_load', before, 'MB');
  await amud.stop();
  amud.remove();
};

const measureStarts = async (): Promise<void> => {
  const times: number[] = [];
  const bareTimes: number[] = [];
  let folder: string | undefined;
  for (let count = 0; count < 6; count += 1) {
    const port = await freePort();
    const began = performance.now();
    const amud: Amud = spawnAmud(['server'], { AMUD_AGENT_SECRET: SECRET, PORT: String(port) }, folder);
    folder = amud.folder;
    await untilAnswered(`http://127.0.0.1:${port}/sign-in`);
    // The first start makes the database and fills the compile cache.
    if (count > 0) times.push(performance.now() - began);
    await amud.stop();
    if (count === 5) amud.remove();
    bareTimes.push(await bareStart());
  }
  print('start_to_first_page', median(times), 'ms', { most: START_MS });
  print('yardstick_start', median(bareTimes), 'ms');
  print('start_to_first_page_of_yardstick', median(times) / median(bareTimes), 'x', {
    most: START_MS / yardstick.startMs,
  });
};

/** Node itself with a server of three lines. */
const bareStart = async (): Promise<number> => {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, [new URL('./yardstick/server.mjs', import.meta.url).pathname, String(port)]);
  await untilAnswered(`http://127.0.0.1:${port}/`);
  const time = performance.now() - began;
  child.kill();
  return time;
};

const untilAnswered = async (url: string): Promise<void> => {
  while (
    !(await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    ))
  )
    await sleep(2);
};
