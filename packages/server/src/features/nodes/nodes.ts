import type { Clock, Undo } from '@amud/protocol/clock.ts';
import { limits } from '@amud/protocol/limits.ts';
import type { NodesData } from '@amud/protocol/live.ts';
import type { Kysely } from 'kysely';
import type { Bus, Events } from '../../core/bus.ts';
import type { Log } from '../../core/log.ts';
import type { Recorder } from '../../http/route.ts';
import type { NodesTable, Tables } from '../../store/tables.ts';
import { greeted, type Node, newNode, take, takePast, viewOf } from './node.ts';
import * as queries from './queries.ts';

const TOUCH_MS = 60_000;

export type NodesParts = {
  query: Kysely<Tables>;
  clock: Clock;
  bus: Bus;
  log: Log;
  /** Something of these changed: `past` when more than the newest look. */
  changed(nodeId: string, what: 'present' | 'past' | 'removed'): void;
};

/** Every host that ever had an agent, from the bus into memory; only who they are is in the database. */
export type Nodes = {
  list(): Node[];
  get(id: string): Node | undefined;
  data(): NodesData;
  /** Forgets a node that is not connected. */
  remove(id: string, record: Recorder): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
};

type State = { nodes: Map<string, Node>; refusals: Map<string, { nodeId: string; at: number; reason: string }> };

export const createNodes = (parts: NodesParts): Nodes => {
  const state: State = { nodes: new Map(), refusals: new Map() };
  const undos: Undo[] = [];
  return {
    list: () => [...state.nodes.values()].sort((a, b) => a.name.localeCompare(b.name)),
    get: (id) => state.nodes.get(id),
    data: () => ({
      nodes: Object.fromEntries([...state.nodes].map(([id, node]) => [id, viewOf(node)])),
      refusals: Object.fromEntries(state.refusals),
    }),
    remove: async (id, record) => {
      await parts.query.transaction().execute(async (transaction) => {
        await queries.deleteNode(transaction, id);
        await record(transaction);
      });
      state.nodes.delete(id);
      parts.changed(id, 'removed');
    },
    start: async () => {
      for (const row of await queries.allNodes(parts.query)) state.nodes.set(row.id, fromRow(row));
      undos.push(
        ...listen(parts, state),
        parts.clock.every(TOUCH_MS, () => void touch(parts, state)),
      );
    },
    stop: async () => {
      for (const undo of undos.splice(0)) undo();
      await touch(parts, state);
    },
  };
};

const fromRow = (row: NodesTable): Node =>
  newNode({
    id: row.id,
    name: row.name,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    agentVersion: row.agent_version,
    platform: JSON.parse(row.platform),
    state: {
      state: 'offline',
      since: row.last_seen_at,
      reason: 'Its agent has not connected since the server started. Is amud-agent running there?',
    },
  });

const listen = (parts: NodesParts, state: State): Undo[] => {
  const { bus } = parts;
  return [
    bus.on('agent-connected', 'nodes', (event) => connected(parts, state, event)),
    bus.on('agent-interval', 'nodes', ({ nodeId, intervalMs }) => {
      const node = state.nodes.get(nodeId);
      if (node?.state.state !== 'online') return;
      node.state = { ...node.state, intervalMs };
      parts.changed(nodeId, 'present');
    }),
    bus.on('agent-lost', 'nodes', ({ nodeId, reason }) => {
      setState(parts, state, nodeId, 'offline', `${reason} Is amud-agent running there?`);
    }),
    bus.on('agent-refused', 'nodes', ({ nodeId, reason }) => refused(parts, state, nodeId, reason)),
    bus.on('sample', 'nodes', ({ nodeId, runId, sample }) => {
      const node = state.nodes.get(nodeId);
      if (node && take(node, runId, sample.seq, sample.at, sample.reading)) parts.changed(nodeId, 'present');
    }),
    bus.on('backfill', 'nodes', ({ nodeId, samples, isLast }) => {
      const node = state.nodes.get(nodeId);
      const fresh = node ? takePast(node, samples) : 0;
      if (fresh > 0) parts.log.info({ node: nodeId, fresh }, 'backfilled');
      if (isLast) parts.changed(nodeId, 'past');
    }),
  ];
};

const connected = (
  parts: NodesParts,
  { nodes, refusals }: State,
  { hello, intervalMs }: Events['agent-connected'],
): void => {
  const now = parts.clock.now();
  const known = nodes.get(hello.nodeId);
  const node =
    known ??
    newNode({
      id: hello.nodeId,
      name: hello.nodeName,
      firstSeenAt: now,
      lastSeenAt: now,
      agentVersion: hello.version,
      platform: hello.platform,
      state: { state: 'online', since: now, intervalMs },
    });
  nodes.set(node.id, node);
  greeted(node, hello, now, intervalMs);
  refusals.delete(node.id);
  void save(parts, node);
  parts.changed(node.id, 'present');
};

/** A claim on a connected node changes nothing about it; on one that is away, or on an unknown one, it is shown. */
const refused = (parts: NodesParts, state: State, nodeId: string, reason: string): void => {
  const advice = `${reason}. Give both the same secret and restart the agent.`;
  const node = state.nodes.get(nodeId);
  if (node?.state.state === 'online') return;
  if (node) return setState(parts, state, nodeId, 'unauthenticated', advice);
  state.refusals.delete(nodeId);
  state.refusals.set(nodeId, { nodeId, at: parts.clock.now(), reason: advice });
  if (state.refusals.size > limits.agent.refusals) state.refusals.delete(state.refusals.keys().next().value ?? '');
  parts.changed(nodeId, 'present');
};

const setState = (
  parts: NodesParts,
  { nodes }: State,
  id: string,
  name: 'offline' | 'unauthenticated',
  reason: string,
): void => {
  const node = nodes.get(id);
  if (!node) return;
  const since = node.state.state === name ? node.state.since : parts.clock.now();
  node.state = { state: name, since, reason };
  parts.changed(id, 'present');
};

const save = async ({ query, log }: NodesParts, node: Node): Promise<void> => {
  try {
    await queries.upsertNode(query, {
      id: node.id,
      name: node.name,
      first_seen_at: node.firstSeenAt,
      last_seen_at: node.lastSeenAt,
      agent_version: node.agentVersion,
      platform: JSON.stringify(node.platform),
    });
  } catch (error) {
    log.error({ err: error, node: node.id }, 'a node could not be saved; it is shown all the same');
  }
};

const touch = async ({ query, log }: NodesParts, { nodes }: State): Promise<void> => {
  const seen = [...nodes.values()]
    .filter((node) => node.state.state === 'online')
    .map((node) => ({ id: node.id, at: node.lastSeenAt }));
  if (seen.length === 0) return;
  await queries
    .touchNodes(query, seen)
    .catch((error: unknown) => log.warn({ err: error }, 'last-seen times could not be saved'));
};
