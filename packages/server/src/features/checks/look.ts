import { getServers } from 'node:dns';
import type { Check, CheckKind, Hop } from '@amud/protocol/checks.ts';
import { createJourney, type Journey } from '../../core/outbound/journey.ts';
import { lookByDns } from './look-dns.ts';
import { lookByHttp } from './look-http.ts';
import { lookByPing } from './look-ping.ts';
import { lookByTcp } from './look-tcp.ts';
import { lookByTls } from './look-tls.ts';
import { explain, reasonOf } from './reasons.ts';
import type { LookParts, Runner, Verdict } from './runner.ts';
import type { Outcome, Task } from './watched.ts';

/** One look at an app, whatever comes of it; it ends soon after `signal` or the check's own time. */
export type Look = (task: Task, signal: AbortSignal) => Promise<Outcome>;

type Of<K extends CheckKind> = Extract<Check, { kind: K }>;
const runners: { [K in CheckKind]: Runner<Of<K>> } = {
  http: lookByHttp,
  tcp: lookByTcp,
  ping: lookByPing,
  dns: lookByDns,
  tls: lookByTls,
};

export const createLook =
  (parts: LookParts): Look =>
  async (task, signal) => {
    const { kind, timeoutSeconds } = task.check;
    const journey = createJourney();
    const way = { ...parts, journey, signal, totalMs: timeoutSeconds * 1000 };
    const run = runners[kind] as Runner<Check>;
    try {
      return finish(task, journey, await run(task, way));
    } catch (error) {
      const place = placeOf(task, journey);
      const verdict = explain({ error, journey, place, now: parts.now(), dnsServer: getServers()[0] ?? '' });
      return finish(task, journey, { ...verdict, latencyMs: null });
    }
  };

const finish = ({ check }: Task, journey: Journey, verdict: Verdict): Outcome => {
  const hops = verdict.hops ?? journey.passed.map(({ step, ms }) => ({ hop: step, ms }));
  const latencyMs = verdict.latencyMs === undefined ? sumOf(hops) : verdict.latencyMs;
  const outcome = { latencyMs, hops, certificate: journey.certificate };
  if (verdict.state !== 'up' || check.slowMs === null || (latencyMs ?? 0) <= check.slowMs)
    return { ...outcome, state: verdict.state, reason: verdict.reason };
  return { ...outcome, state: 'slow', reason: reasonOf(slowest(hops), 'slow', Math.round(latencyMs ?? 0)) };
};

const sumOf = (hops: Outcome['hops']): number => hops.reduce((sum, { ms }) => sum + ms, 0);

const slowest = (hops: Outcome['hops']): Hop =>
  hops.reduce((most, one) => (one.ms > most.ms ? one : most), { hop: 'http' as Hop, ms: -1 }).hop;

/** Where it was going when it failed. */
const placeOf = ({ url, check }: Task, { url: place }: Journey): string => {
  if (place) return `${place.hostname}:${place.port || (place.protocol === 'https:' ? 443 : 80)}`;
  if (check.kind === 'tcp' || check.kind === 'tls') return `${check.host}:${check.port}`;
  if (check.kind === 'ping') return check.host;
  return check.kind === 'dns' ? check.server : check.url || url;
};
