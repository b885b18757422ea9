import type { Hello, PastSample } from '@amud/protocol/agent.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { NodeView } from '@amud/protocol/live.ts';
import type { Platform, Reading } from '@amud/protocol/reading.ts';
import { type Columns, flatten, isCharted } from '@amud/protocol/series.ts';
import { gistOf, memoryPercent } from './gist.ts';
import { createRecent, type Recent, type Row } from './recent.ts';

/** Looks of the last runs are remembered by number, so that none counts twice. */
const KEPT_RUNS = 8;

export type NodeState =
  | { state: 'online'; since: number; intervalMs: number }
  | { state: 'offline' | 'unauthenticated'; since: number; reason: string };

/** One host, as the server knows it. */
export type Node = {
  id: string;
  name: string;
  firstSeenAt: number;
  lastSeenAt: number;
  agentVersion: string;
  platform: Platform;
  state: NodeState;
  latest?: { at: number; reading: Reading };
  recent: Recent;
  /** Run of the agent → the last look of it that is held. */
  held: Map<string, number>;
};

export const viewOf = (node: Node): NodeView => ({
  id: node.id,
  name: node.name,
  state: node.state.state,
  since: node.state.since,
  ...('reason' in node.state ? { reason: node.state.reason } : {}),
  firstSeenAt: node.firstSeenAt,
  lastSeenAt: node.lastSeenAt,
  intervalMs: 'intervalMs' in node.state ? node.state.intervalMs : limits.sample.defaultIntervalMs,
  agentVersion: node.agentVersion,
  platform: node.platform,
  ...(node.latest ? { gist: gistOf(node.latest.at, node.latest.reading) } : {}),
});

export const greeted = (node: Node, hello: Hello, now: number, intervalMs: number): void => {
  node.name = hello.nodeName;
  node.agentVersion = hello.version;
  node.platform = hello.platform;
  node.lastSeenAt = now;
  node.state = { state: 'online', since: now, intervalMs };
};

/** @returns false for a look that is held already. */
export const take = (node: Node, runId: string, seq: number, at: number, reading: Reading): boolean => {
  if (seq <= (node.held.get(runId) ?? 0)) return false;
  hold(node, runId, seq);
  node.latest = { at, reading };
  node.lastSeenAt = at;
  node.recent.add(rowOf(at, reading));
  return true;
};

/** Looks taken while the server was away. @returns how many were new. */
export const takePast = (node: Node, samples: PastSample[]): number => {
  const fresh = samples.filter(({ runId, firstSeq, lastSeq }) => {
    if (firstSeq <= (node.held.get(runId) ?? 0)) return false;
    hold(node, runId, lastSeq);
    return true;
  });
  if (fresh.length > 0) node.recent.addPast(fresh.map(({ at, reading }) => rowOf(at, reading)));
  const newest = fresh.at(-1);
  if (newest && newest.at > (node.latest?.at ?? 0)) node.latest = { at: newest.at, reading: newest.reading };
  return fresh.length;
};

const hold = (node: Node, runId: string, seq: number): void => {
  node.held.delete(runId);
  node.held.set(runId, seq);
  if (node.held.size > KEPT_RUNS) node.held.delete(node.held.keys().next().value ?? '');
};

/** The flat numbers of a look, with the one that only the list draws. */
const rowOf = (at: number, reading: Reading): Row => {
  const values = flatten(reading);
  const percent = memoryPercent(gistOf(at, reading));
  if (percent !== undefined) values.set(MEMORY_PERCENT, percent);
  return { at, values };
};

const MEMORY_PERCENT = 'gist.memoryPercent';

/** A silence of three looks is a gap; averages of the past come every ten seconds. */
export const gapMs = (node: Node): number => 3 * Math.max(viewOf(node).intervalMs, limits.spool.bucketMs) + 1_000;

const lastMinutes = (node: Node, now: number, points: number) => ({
  from: now - limits.recent.keepMs,
  to: now + 60_000,
  points,
  gapMs: gapMs(node),
});

export const chartedHistory = (node: Node, now: number): Columns =>
  node.recent.columns(isCharted, lastMinutes(node, now, limits.recent.snapshotPoints));

/** The two small lines of a list, in as many points as they have room for. */
export const gistHistory = (node: Node, now: number): Columns => {
  const { at, series } = node.recent.columns(
    (name) => name === 'cpu.busyPercent' || name === MEMORY_PERCENT,
    lastMinutes(node, now, 90),
  );
  const none = at.map(() => null);
  return {
    at,
    series: { cpuPercent: series['cpu.busyPercent'] ?? none, memoryPercent: series[MEMORY_PERCENT] ?? none },
  };
};

export const newNode = (fields: Omit<Node, 'recent' | 'held' | 'latest'>): Node => ({
  ...fields,
  recent: createRecent(),
  held: new Map(),
});
