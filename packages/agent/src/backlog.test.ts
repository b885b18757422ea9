import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PastSample } from '@amud/protocol/agent.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createBacklog } from './backlog.ts';
import { silentLog } from './log.ts';
import { openSpool } from './spool.ts';

const log = silentLog();
const runId = (run: number): string => `a-run-of-the-agent-${String(run).padStart(4, '0')}`;

/** What can happen to an agent and its server, in any order. */
const event = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({ kind: fc.constant('look' as const), afterMs: fc.integer({ min: 500, max: 5_000 }) }),
  },
  fc.constant({ kind: 'connect' as const }),
  fc.constant({ kind: 'lose' as const }),
  fc.constant({ kind: 'confirm' as const }),
  // Messages on their way are lost with the connection.
  fc.record({ kind: fc.constant('lose in flight' as const), count: fc.integer({ min: 1, max: 5 }) }),
  fc.constant({ kind: 'server restarts' as const }),
  fc.constant({ kind: 'agent restarts' as const }),
);

/** The server's side, as node.ts does it: each look once, by run and number. */
const createServer = () => {
  const held = new Map<string, number>();
  const covered: [string, number, number][] = [];
  return {
    have: (runId: string) => held.get(runId),
    covered,
    forget: () => {
      held.clear();
      covered.length = 0;
    },
    take: ({ runId, firstSeq, lastSeq }: Pick<PastSample, 'runId' | 'firstSeq' | 'lastSeq'>) => {
      if (firstSeq <= (held.get(runId) ?? 0)) return;
      held.set(runId, lastSeq);
      covered.push([runId, firstSeq, lastSeq]);
    },
  };
};

const collect = async (source: AsyncGenerator<PastSample>): Promise<PastSample[]> => {
  const all: PastSample[] = [];
  for await (const one of source) all.push(one);
  return all;
};

it('loses no look and counts none twice, whatever happens to agent, server and connection', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 60 }), async (events) => {
      const folder = mkdtempSync(join(tmpdir(), 'amud-backlog-'));
      let now = 1_800_000_000_000;
      let run = 1;
      let seq = 0;
      let isOpen = false;
      let confirmed = 0;
      const forgotten = new Set<string>();
      const spool = openSpool({ folder, now: () => now, log });
      const server = createServer();
      /** Looks taken since the server last forgot everything, which the agent may have had to give up by its own restart. */
      let expected: [string, number][] = [];
      let backlog = createBacklog({ runId: runId(1), spool });
      let inFlight: PastSample[] = [];
      const arrive = () => {
        for (const one of inFlight.splice(0)) server.take(one);
      };
      const lose = () => {
        isOpen = false;
        backlog.linkLost();
      };
      const connect = async () => {
        if (isOpen) return;
        isOpen = true;
        backlog.linkOpened();
        for (const one of await collect(backlog.pending(server.have(runId(run))))) server.take(one);
        backlog.delivered();
        backlog.confirmed(seq);
        confirmed = seq;
      };
      for (const one of events) {
        if (one.kind === 'look') {
          now += one.afterMs;
          seq += 1;
          const reading = { host: { uptimeSeconds: seq, bootAt: 1 } };
          backlog.taken({ type: 'sample', seq, at: now, reading });
          expected.push([runId(run), seq]);
          if (isOpen) inFlight.push({ runId: runId(run), firstSeq: seq, lastSeq: seq, at: now, reading });
        }
        if (one.kind === 'connect') await connect();
        if (one.kind === 'confirm' && isOpen) {
          arrive();
          backlog.confirmed(seq);
          confirmed = seq;
        }
        if (one.kind === 'lose') {
          arrive();
          if (isOpen) lose();
        }
        if (one.kind === 'lose in flight' && isOpen) {
          inFlight.splice(-one.count);
          arrive();
          lose();
        }
        if (one.kind === 'server restarts') {
          inFlight = [];
          server.forget();
          if (isOpen) lose();
          // Of runs that ended, the agent has only what it spooled since.
          expected = expected.filter(([id]) => id === runId(run));
          for (const [id, number] of expected) if (number <= confirmed) forgotten.add(`${id} ${number}`);
        }
        if (one.kind === 'agent restarts') {
          arrive();
          if (isOpen) lose();
          backlog.flush();
          // Both forgot: what was delivered before is gone, as long as the server keeps its past in memory only.
          expected = expected.filter(([id, number]) => !forgotten.has(`${id} ${number}`));
          confirmed = 0;
          run += 1;
          seq = 0;
          backlog = createBacklog({ runId: runId(run), spool });
        }
      }
      arrive();
      if (isOpen) lose();
      await connect();
      rmSync(folder, { recursive: true });
      const got = server.covered.flatMap(([id, first, last]) =>
        Array.from({ length: last - first + 1 }, (_, index) => `${id} ${first + index}`),
      );
      expect(new Set(got).size).toBe(got.length);
      const missing = expected.map(([id, number]) => `${id} ${number}`).filter((name) => !got.includes(name));
      expect(missing).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});
