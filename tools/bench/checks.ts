import { type ChildProcess, fork } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Amud, startAmud } from '../../test/process.ts';
import { post, signIn } from '../../test/session.ts';
import { cpuPercentOver, memoryOf, print, sleep } from './figures.ts';

const APPS = 1_000;
const INTERVAL_SECONDS = 20;
const SERVICES = 50;
const MEASURE_MS = 60_000;

type Ports = { http: number[]; https: number[]; tcp: number[]; cert: string };
type Make = (ports: Ports, index: number) => { url: string; check: object };

const pick = (ports: number[], index: number): number => ports[index % ports.length] ?? 0;
const common = { intervalSeconds: INTERVAL_SECONDS, timeoutSeconds: 10 };
const plain: Make = ({ http }, index) => ({
  url: `http://127.0.0.1:${pick(http, index)}/`,
  check: { kind: 'http', ...common, ...(index % 4 === 0 ? { keyword: 'All is well' } : {}) },
});
const tcp: Make = (ports, index) => ({
  url: '',
  check: { kind: 'tcp', ...common, host: '127.0.0.1', port: pick(ports.tcp, index) },
});
const https: Make = (ports, index) => ({
  url: `https://127.0.0.1:${pick(ports.https, index)}/`,
  check: {
    kind: 'http',
    ...common,
    pin: new X509Certificate(ports.cert).fingerprint256.replaceAll(':', '').toLowerCase(),
  },
});

/** What a thousand checks cost the server, against services in another process. */
export const measureChecks = async (): Promise<void> => {
  const targets = fork(join(import.meta.dirname, 'targets.ts'), [String(SERVICES)]);
  const [ports] = (await once(targets, 'message')) as [Ports];
  const idle = await measure(targets, ports, 'none', undefined);
  // Four in five ask for a page, a quarter of those looks for a word in it; the rest connects.
  const mixed = await measure(targets, ports, 'mixed', (all, index) => (index % 5 === 4 ? tcp : plain)(all, index));
  print('checks_1000_at_20s', mixed, '%core', { most: 20 });
  print('checks_1000_at_20s_less_idle', mixed - idle, '%core');
  print('checks_1000_at_20s_https', await measure(targets, ports, 'https', https), '%core');
  targets.kill();
};

const measure = async (targets: ChildProcess, ports: Ports, name: string, make?: Make): Promise<number> => {
  const amud = await startAmud({ AMUD_OUTBOUND_ALLOW: '127.0.0.1', AMUD_LOG_LEVEL: 'warn' });
  if (make) await addApps(amud, ports, make);
  // Once around, so that what is measured is the rule and not the start.
  await sleep((INTERVAL_SECONDS + 10) * 1_000);
  const before = await askedOf(targets);
  const cpu = await cpuPercentOver(amud.pids().server, MEASURE_MS);
  const perSecond = ((await askedOf(targets)) - before) / (MEASURE_MS / 1_000);
  if (make) {
    print(`checks_made_${name}`, perSecond, '1/s', { least: (APPS / INTERVAL_SECONDS) * 0.97 });
    print(`server_resident_${name}_checks`, memoryOf(amud.pids().server).residentMb, 'MB');
  }
  await amud.stop();
  amud.remove();
  return cpu;
};

const addApps = async (amud: Amud, ports: Ports, make: Make): Promise<void> => {
  const { cookie } = await signIn(amud, amud.password);
  for (let index = 0; index < APPS; index += 1) {
    const answer = await post(amud.url, '/api/apps', { name: `Service ${index}`, ...make(ports, index) }, cookie);
    if (answer.status !== 200) throw new Error(`an app was refused: ${await answer.text()}`);
  }
};

const askedOf = async (targets: ChildProcess): Promise<number> => {
  targets.send('how many');
  const [{ asked }] = (await once(targets, 'message')) as [{ asked: number }];
  return asked;
};
