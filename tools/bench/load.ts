import { Agent, get } from 'node:http';
import type { Amud } from '../../test/process.ts';
import type { Person } from '../../test/session.ts';
import { cpuSecondsOf } from './figures.ts';

const AT_ONCE = 16;
const WARMED_AFTER = 2_000;
const COUNTED = 10_000;

/**
 * Keep-alive requests, 16 at a time. Per second of the server's own CPU time, so that the share of the machine that this
 * process takes does not count.
 */
export const requestsPerCoreSecond = async (
  { url, pids }: Pick<Amud, 'url' | 'pids'>,
  { cookie }: Pick<Person, 'cookie'>,
  path: string,
  headers: Record<string, string> = {},
): Promise<number> => {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const one = () =>
    new Promise<void>((resolve, reject) => {
      get(`${url}${path}`, { agent, headers: { cookie, ...headers } }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`${path} answered ${response.statusCode}`));
        response.resume().on('end', resolve);
      }).on('error', reject);
    });
  const run = async (count: number) => {
    let left = count;
    const worker = async () => {
      while (left-- > 0) await one();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  };
  await run(WARMED_AFTER);
  const before = cpuSecondsOf(pids().server);
  await run(COUNTED);
  const seconds = cpuSecondsOf(pids().server) - before;
  agent.destroy();
  return COUNTED / seconds;
};
