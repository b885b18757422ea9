import { fork } from 'node:child_process';
import { LIVE_SUBPROTOCOL } from '@amud/protocol/channel.ts';
import { WebSocket } from 'ws';
import { freePort, spawnAmud } from '../../test/process.ts';
import { NEW_PASSWORD, post, signIn } from '../../test/session.ts';
import { cpuPercentOver, memoryOf, print, sleep } from './figures.ts';

const SECRET = 'a secret for the benchmark';
const BROWSERS = 500;
const PER_SESSION = 25;
const NODES = 20;

/** 500 browsers on the list of 20 nodes: what each receives, what the server spends. Containers are not read yet. */
export const measureBrowsers = async (): Promise<void> => {
  const port = await freePort();
  const server = spawnAmud(['server'], { AMUD_AGENT_SECRET: SECRET, PORT: String(port) });
  while (!server.out.some((line) => line.startsWith('AMUD is at'))) await sleep(20);
  const url = `http://127.0.0.1:${port}`;
  await signIn({ url }, /admin \/ (\S+)/.exec(server.out.join('\n'))?.[1] ?? '');
  const swarm = fork(new URL('./swarm.ts', import.meta.url), [
    `ws://127.0.0.1:${port}/agent`,
    SECRET,
    String(NODES),
    '5000',
  ]);
  await new Promise((resolve) => swarm.once('message', resolve));
  const pid = server.child.pid ?? 0;
  const before = memoryOf(pid).residentMb;
  let bytes = 0;
  for (let count = 0; count < BROWSERS; count += PER_SESSION) {
    const answer = await post(url, '/api/auth/sign-in', { username: 'admin', password: NEW_PASSWORD });
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    await Promise.all(
      Array.from({ length: PER_SESSION }, () =>
        look(url, cookie, (length) => {
          bytes += length;
        }),
      ),
    );
  }
  await sleep(6_000);
  bytes = 0;
  const began = performance.now();
  const cpu = await cpuPercentOver(pid, 20_000);
  print('bytes_per_client_500_browsers', bytes / BROWSERS / ((performance.now() - began) / 1000), 'B/s', {
    most: 5_000,
  });
  print('server_cpu_500_browsers', cpu, '%core', { most: 10 });
  print('server_resident_500_browsers', memoryOf(pid).residentMb, 'MB');
  print('server_resident_per_browser', ((memoryOf(pid).residentMb - before) * 1024) / BROWSERS, 'kB');
  swarm.kill();
  await server.stop();
  server.remove();
};

const look = (url: string, cookie: string, received: (bytes: number) => void): Promise<void> =>
  new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/live`, LIVE_SUBPROTOCOL, {
      headers: { origin: url, cookie },
    });
    socket.on('open', () => {
      socket.send('{"type":"subscribe","topic":"nodes"}');
      resolve();
    });
    socket.on('message', (data) => received((data as Buffer).length));
    socket.on('error', () => {});
  });
