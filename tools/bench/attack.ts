import { Agent, request } from 'node:http';
import { type Amud, startAmud } from '../../test/process.ts';
import { NEW_PASSWORD, post, signIn } from '../../test/session.ts';
import { cpuPercentOver, print, quantile, sleep } from './figures.ts';

const ATTEMPTS_PER_SECOND = 200;
const ATTACK_MS = 30_000;
const QUIET_MS = 10_000;

type Attempt = { username: string; address: string };
type Call = { method: string; path: string; headers: Record<string, string>; body?: string };

const anyAddress = (index: number): string => `198.18.${(index >> 8) & 255}.${index & 255}`;

/** Each a different way to guess; the last two need a thousand machines. */
const attacks: Record<string, (index: number) => Attempt> = {
  one_name: () => ({ username: 'admin', address: '198.18.0.1' }),
  many_names: (index) => ({ username: `name-${index}`, address: '198.18.0.2' }),
  one_name_from_everywhere: (index) => ({ username: 'admin', address: anyAddress(index) }),
  many_names_from_everywhere: (index) => ({ username: `name-${index}`, address: anyAddress(index) }),
};

/** 200 sign-in attempts a second for 30 s: how long a signed-in admin waits, against how long without. */
export const measureAttack = async (): Promise<void> => {
  const amud = await startAmud({ AMUD_TRUSTED_PROXIES: '127.0.0.1', AMUD_LOG_LEVEL: 'warn' });
  const { cookie } = await signIn(amud, amud.password);
  const device = await deviceOf(amud);
  const quiet = await watchAdmin(amud, cookie, QUIET_MS);
  print('admin_p95_quiet', quantile(quiet, 0.95), 'ms');
  for (const [name, attempt] of Object.entries(attacks)) {
    const [times, statuses, cpu] = await Promise.all([
      watchAdmin(amud, cookie, ATTACK_MS),
      flood(amud, attempt, ATTACK_MS),
      cpuPercentOver(amud.pids().server, ATTACK_MS),
      signInAsOwner(amud, device, name),
    ]);
    const ratio = quantile(times, 0.95) / quantile(quiet, 0.95);
    print(`admin_p95_ratio_under_${name}`, ratio, 'x', { most: 3 });
    print(`server_cpu_under_${name}`, cpu, '%core');
    const verified = (statuses.get(401) ?? 0) / (ATTACK_MS / 1000);
    print(`guesses_verified_under_${name}`, verified, '1/s');
  }
  await amud.stop();
  amud.remove();
};

/** The cookie of a browser that signed in before. */
const deviceOf = async ({ url }: Amud): Promise<string> => {
  const answer = await post(url, '/api/auth/sign-in', { username: 'admin', password: NEW_PASSWORD });
  return (
    answer.headers
      .getSetCookie()
      .find((line) => line.startsWith('amud_device='))
      ?.split(';')[0] ?? ''
  );
};

/** In the middle of it, the owner's browser signs in. */
const signInAsOwner = async ({ url }: Amud, device: string, name: string): Promise<void> => {
  await sleep(ATTACK_MS / 2);
  const began = performance.now();
  const answer = await post(url, '/api/auth/sign-in', { username: 'admin', password: NEW_PASSWORD }, device);
  if (answer.status !== 200) throw new Error(`the owner was locked out under ${name}: ${await answer.text()}`);
  print(`owner_sign_in_under_${name}`, performance.now() - began, 'ms');
};

const ask = (url: string, agent: Agent, { method, path, headers, body }: Call): Promise<number> =>
  new Promise((resolve, reject) => {
    const outgoing = request(`${url}${path}`, { method, agent, headers }, (response) =>
      response.resume().on('end', () => resolve(response.statusCode ?? 0)),
    );
    outgoing.on('error', reject).end(body);
  });

/** Twenty questions a second. @returns how long each took, in ms. */
const watchAdmin = async ({ url }: Amud, cookie: string, ms: number): Promise<number[]> => {
  const agent = new Agent({ keepAlive: true });
  const times: number[] = [];
  const until = performance.now() + ms;
  while (performance.now() < until) {
    const began = performance.now();
    await ask(url, agent, { method: 'GET', path: '/api/nodes', headers: { cookie } });
    times.push(performance.now() - began);
    await sleep(50);
  }
  agent.destroy();
  return times;
};

/** @returns how many answers had each status. */
const flood = async ({ url }: Amud, attempt: (index: number) => Attempt, ms: number): Promise<Map<number, number>> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const statuses = new Map<number, number>();
  const began = performance.now();
  const running: Promise<void>[] = [];
  for (let index = 0; performance.now() - began < ms; index += 1) {
    const { username, address } = attempt(index);
    const headers = { 'content-type': 'application/json', origin: url, 'x-forwarded-for': address };
    const body = JSON.stringify({ username, password: `guess ${index}` });
    const answer = ask(url, agent, { method: 'POST', path: '/api/auth/sign-in', headers, body });
    running.push(answer.then((status) => void statuses.set(status, (statuses.get(status) ?? 0) + 1)));
    const due = began + ((index + 1) * 1000) / ATTEMPTS_PER_SECOND;
    if (due > performance.now()) await sleep(due - performance.now());
  }
  await Promise.all(running);
  agent.destroy();
  return statuses;
};
