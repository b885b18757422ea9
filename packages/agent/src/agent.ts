import type { Hello, PastSample, Sample } from '@amud/protocol/agent.ts';
import type { Clock, Undo } from '@amud/protocol/clock.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { Secret } from '@amud/protocol/secret.ts';
import { answer } from './answers.ts';
import { createBacklog } from './backlog.ts';
import type { Sampler } from './collectors/index.ts';
import type { Discover } from './discovery/discover.ts';
import { createLink } from './link.ts';
import type { Log } from './log.ts';
import type { Spool } from './spool.ts';

/** Frames of a backfill go out this far apart: within the server's bound, and soon done. */
const BACKFILL_STEP_MS = 30;

export type AgentParts = {
  address: string;
  secret: Secret;
  clock: Clock;
  log: Log;
  random(): number;
  runId: string;
  identity: Pick<Hello, 'nodeId' | 'nodeName' | 'version' | 'platform'> & { bootId?: string };
  sampler: Sampler;
  discover: Discover;
  spool: Spool;
};

/** Samples at its pace whether a server is there or not; sends when one is, keeps for it when none is. */
export type Agent = { start(): void; stop(): Promise<void> };

export const createAgent = (parts: AgentParts): Agent => {
  const { clock, log, sampler, runId } = parts;
  const backlog = createBacklog({ runId, spool: parts.spool });
  let seq = 0;
  let intervalMs: number = limits.sample.defaultIntervalMs;
  let isLive = false;
  let backfills = 0;
  let stopTick: Undo = () => {};
  let lastTickAt = clock.now();
  let lastTickMonotonicMs = 0;

  const link = createLink({
    ...parts,
    greeting: () => ({ ...parts.identity, runId, capabilities: ['host', 'sources'] }),
    opened: (have) => {
      backlog.linkOpened();
      backfills += 1;
      void backfill(have, backfills);
    },
    received: (message) => {
      if (message.type === 'ask') return void answer(message, parts, link.send);
      if (message.intervalMs === intervalMs) return;
      intervalMs = message.intervalMs;
      schedule(Math.max(0, intervalMs - (clock.monotonic() - lastTickMonotonicMs)));
    },
    confirmed: backlog.confirmed,
    lost: () => {
      isLive = false;
      backfills += 1;
      intervalMs = limits.sample.defaultIntervalMs;
      backlog.linkLost();
    },
  });

  const schedule = (delayMs: number): void => {
    stopTick();
    stopTick = clock.after(delayMs, () => void tick());
  };
  const tick = async (): Promise<void> => {
    const startedAt = clock.monotonic();
    lastTickMonotonicMs = startedAt;
    noticeSleep();
    // The first look has no rates, so a second one follows soon.
    schedule(seq === 0 ? limits.sample.minIntervalMs : intervalMs);
    try {
      const at = clock.now();
      const reading = await sampler.sample({ at, monotonicMs: startedAt });
      seq += 1;
      take({ type: 'sample', seq, at, reading });
    } catch (error) {
      log.error({ err: error }, 'a look at the host failed');
    }
  };
  /** Wall time that passed while we were to wait a few seconds: the host slept, or its clock was set. */
  const noticeSleep = (): void => {
    const now = clock.now();
    if (now - lastTickAt > intervalMs + 2 * limits.agent.heartbeatMs) {
      log.info(
        { seconds: Math.round((now - lastTickAt) / 1000) },
        'the host slept or its clock was set; connecting anew',
      );
      link.reset();
    }
    lastTickAt = now;
  };
  const take = (sample: Sample): void => {
    backlog.taken(sample);
    if (!isLive || !link.send(sample)) return;
    link.mark(sample.seq);
  };
  /** Sends all that the server lacks; looks taken meanwhile are its last part, then live begins. */
  const backfill = async (have: number | undefined, mine: number): Promise<void> => {
    const frame: PastSample[] = [];
    let bytes = 0;
    const ship = async (isLast: boolean): Promise<boolean> => {
      if (mine !== backfills || !link.send({ type: 'backfill', samples: frame.splice(0), isLast })) return false;
      bytes = 0;
      if (!isLast) await drained(mine);
      return true;
    };
    for await (const sample of backlog.pending(have)) {
      frame.push(sample);
      bytes += JSON.stringify(sample).length;
      if (bytes >= limits.agent.backfillFrameBytes && !(await ship(false))) return;
    }
    if (!(await ship(true))) return;
    isLive = true;
    link.mark(seq);
    backlog.delivered();
  };
  const drained = async (mine: number): Promise<void> => {
    do await new Promise<void>((resolve) => clock.after(BACKFILL_STEP_MS, resolve));
    while (mine === backfills && link.waitingBytes() > limits.agent.backfillFrameBytes);
  };
  return {
    start: () => {
      link.start();
      schedule(0);
    },
    stop: async () => {
      stopTick();
      link.stop();
      backlog.flush();
      await sampler.stop();
    },
  };
};
