import type { Clock } from '@amud/protocol/clock.ts';
import { done, historyOutput, historyQuery, nodeOutput, nodesOutput, sourcesOutput } from '@amud/protocol/http.ts';
import { nodeId } from '@amud/protocol/ids.ts';
import { limits } from '@amud/protocol/limits.ts';
import * as v from 'valibot';
import { FaultError } from '../../http/faults.ts';
import { type AnyRoute, route } from '../../http/route.ts';
import type { Agents } from '../../live/agents.ts';
import { gapMs, type Node, viewOf } from './node.ts';
import type { Nodes } from './nodes.ts';

export type NodeRouteParts = { nodes: Nodes; ask: Agents['ask']; clock: Clock };

const params = v.object({ id: nodeId });

export const nodeRoutes = (parts: NodeRouteParts): AnyRoute[] => [
  listRoute(parts),
  nodeRoute(parts),
  historyRoute(parts),
  sourcesRoute(parts),
  removeRoute(parts),
];

const find = (nodes: Nodes, id: string): Node => {
  const node = nodes.get(id);
  if (!node) throw new FaultError('missing', `There is no node "${id}".`);
  return node;
};

const listRoute = ({ nodes }: NodeRouteParts) =>
  route({
    method: 'GET',
    path: '/api/nodes',
    summary: 'Every node, with its newest few numbers.',
    access: 'viewer',
    output: nodesOutput,
    handle: async () => ({ nodes: nodes.list().map(viewOf) }),
  });

const nodeRoute = ({ nodes }: NodeRouteParts) =>
  route({
    method: 'GET',
    path: '/api/nodes/:id',
    summary: 'One node, with its whole newest reading.',
    access: 'viewer',
    params,
    output: nodeOutput,
    handle: async ({ params: { id } }) => {
      const node = find(nodes, id);
      return { node: viewOf(node), ...(node.latest ?? {}) };
    },
  });

const historyRoute = ({ nodes, clock }: NodeRouteParts) =>
  route({
    method: 'GET',
    path: '/api/nodes/:id/history',
    summary: 'One series of a node over the last 15 minutes, such as cpu.busyPercent.',
    access: 'viewer',
    params,
    query: historyQuery,
    output: historyOutput,
    handle: async ({ params: { id }, query }) => {
      const node = find(nodes, id);
      if (!node.recent.has(query.series))
        throw new FaultError('missing', `Node "${id}" has no series "${query.series}" in the last 15 minutes.`);
      const now = clock.now();
      const range = {
        from: query.from ?? now - limits.recent.keepMs,
        to: query.to ?? now + 60_000,
        points: query.points ?? limits.recent.points,
        gapMs: gapMs(node),
      };
      if (range.from > range.to) throw new FaultError('invalid', '`from` is after `to`.', { field: 'from' });
      const { at, series } = node.recent.columns((name) => name === query.series, range);
      return { series: query.series, at, values: series[query.series] ?? [] };
    },
  });

const sourcesRoute = ({ nodes, ask }: NodeRouteParts) =>
  route({
    method: 'GET',
    path: '/api/nodes/:id/sources',
    summary: 'Where the readings of a node come from, and which are missing and why; asked of its agent now.',
    access: 'viewer',
    params,
    output: sourcesOutput,
    handle: async ({ params: { id } }) => {
      find(nodes, id);
      const answer = await ask(id, 'sources');
      if (!answer.ok) throw new FaultError(answer.fault.kind, answer.fault.message);
      return { sources: v.parse(sourcesOutput.entries.sources, answer.value) };
    },
  });

const removeRoute = ({ nodes }: NodeRouteParts) =>
  route({
    method: 'DELETE',
    path: '/api/nodes/:id',
    summary: 'Forget a node whose agent is not connected.',
    access: 'admin',
    audit: 'node.remove',
    params,
    output: done,
    handle: async ({ params: { id }, record }) => {
      if (find(nodes, id).state.state === 'online') {
        throw new FaultError(
          'conflict',
          `The agent of "${id}" is connected. Stop it on that host first, or it would come back at once.`,
        );
      }
      await nodes.remove(id, record);
      return { ok: true } as const;
    },
  });
