import { spawn } from 'node:child_process';
import type { Check, CheckReason } from '@amud/protocol/checks.ts';
import { reasonOf } from './reasons.ts';
import type { Runner, Verdict, Way } from './runner.ts';

const MOST_BYTES = 4 * 1024;
/** What a program has after the time that it was given itself. */
const GRACE_MS = 500;

type Printed = { status: number | null; text: string } | 'missing' | 'late';

/**
 * One echo request. A raw socket needs privileges that the server must not have, so the system's `ping` sends it: without
 * a shell, its only argument from outside an address that was judged.
 */
export const lookByPing: Runner<Extract<Check, { kind: 'ping' }>> = async ({ check }, way) => {
  const [first] = await way.outbound.resolve({ ...way, host: check.host, port: 0, zone: 'lan' });
  const printed = await way.pings(() => ping(first?.address ?? '', way));
  if (printed === undefined) return { state: 'busy', reason: reasonOf('policy', 'busy') };
  const hops = way.journey.passed.map(({ step, ms }) => ({ hop: step, ms }));
  return judge(printed, check.host, way.pingProgram, hops);
};

const judge = (printed: Printed, host: string, program: string, hops: NonNullable<Verdict['hops']>): Verdict => {
  const failed = (state: 'down' | 'unknown', code: CheckReason['code'], detail: string | number = ''): Verdict => ({
    state,
    latencyMs: null,
    hops,
    reason: reasonOf('ping', code, detail),
  });
  if (printed === 'missing') return failed('unknown', 'no-program', program);
  if (printed === 'late') return failed('down', 'no-reply', host);
  const ms = Number(/time[=<]([\d.]+) ?ms/.exec(printed.text)?.[1] ?? Number.NaN);
  if (printed.status === 0 && ms >= 0)
    return { state: 'up', reason: null, latencyMs: ms, hops: [...hops, { hop: 'ping', ms }] };
  if (/unreachable|no route/i.test(printed.text)) return failed('down', 'unreachable', host);
  if (printed.status === 1) return failed('down', 'no-reply', host);
  // It could not send at all, most often for want of a right: that says nothing of the other side.
  return failed('unknown', 'failed', printed.text.trim().split('\n').at(-1) || `status ${printed.status}`);
};

const ping = (address: string, { pingProgram, signal, totalMs }: Way): Promise<Printed> =>
  new Promise((resolve) => {
    const words = ['-c', '1', '-W', String(Math.ceil(totalMs / 1000)), address];
    const env = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin:/run/wrappers/bin', LC_ALL: 'C' };
    const child = spawn(pingProgram, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    let isLate = false;
    const kill = (): void => {
      isLate = true;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(kill, totalMs + GRACE_MS);
    const end = (printed: Printed): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', kill);
      resolve(printed);
    };
    signal.addEventListener('abort', kill, { once: true });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => {
        if (text.length < MOST_BYTES) text += data;
      });
    child.on('error', ({ code, message }: NodeJS.ErrnoException) =>
      end(code === 'ENOENT' || code === 'EACCES' ? 'missing' : { status: null, text: message }),
    );
    child.on('close', (status) => end(isLate ? 'late' : { status, text: text.slice(0, MOST_BYTES) }));
  });
