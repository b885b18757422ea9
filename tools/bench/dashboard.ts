import { fillHome } from '../../test/home.ts';
import { startAmud } from '../../test/process.ts';
import { NEW_PASSWORD, signIn } from '../../test/session.ts';
import { memoryOf, print, sleep } from './figures.ts';
import { requestsPerCoreSecond } from './load.ts';
import { publishMilliseconds } from './publish.ts';

/** What a board of 100 apps costs, and of 500: nothing may grow faster than their number. */
export const measureDashboard = async (): Promise<void> => {
  await measureServerWith(100, { residentMb: 80, requests: 5_000 });
  await measureServerWith(500, {});
  for (const apps of [100, 500, 1_000])
    print(`dashboard_publish_${apps}_apps`, publishMilliseconds(apps), 'ms', apps === 500 ? { most: 20 } : {});
};

const measureServerWith = async (apps: number, budget: { residentMb?: number; requests?: number }): Promise<void> => {
  const allow = { AMUD_OUTBOUND_ALLOW: '127.0.0.1' };
  const first = await startAmud(allow);
  // Each is looked at once, so that every card has a state.
  const { port } = new URL(first.url);
  const check = { kind: 'tcp', host: '127.0.0.1', port: Number(port), intervalSeconds: 86_400 };
  const home = await fillHome(first, await signIn(first, first.password), apps, { check });
  await first.stop();
  // As it is from day to day: what adding them left in memory is not its size.
  const amud = await startAmud(allow, first.folder);
  const person = await signIn(amud, NEW_PASSWORD);
  const path = `/api/boards/${home}`;
  await sleep(60_000);
  const { residentMb } = memoryOf(amud.pids().server);
  print(`server_resident_${apps}_apps`, residentMb, 'MB', budget.residentMb ? { most: budget.residentMb } : {});
  print(`dashboard_state_bytes_${apps}_apps`, JSON.stringify((await person.get(path)).body).length, 'B');
  const rate = await requestsPerCoreSecond(amud, person, path);
  print(`dashboard_state_requests_${apps}_apps`, rate, '1/s', budget.requests ? { least: budget.requests } : {});
  // As browsers ask for it.
  const zipped = await requestsPerCoreSecond(amud, person, path, { 'accept-encoding': 'gzip' });
  print(`dashboard_state_requests_${apps}_apps_gzip`, zipped, '1/s');
  await amud.stop();
  amud.remove();
};
