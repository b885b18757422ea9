import type { NodesData, NodeView, Snapshot } from '@amud/protocol/live.ts';
import { createSignal, type Signal } from 'solid-js';
import { createStore, produce, reconcile, unwrap } from 'solid-js/store';
import type { Clock } from '../link/clock.ts';
import { openTopic } from '../link/collection.ts';
import type { Link } from '../link/socket.ts';
import { mergePatch, replaceFields } from './merge-patch.ts';
import { Recent } from './recent.ts';

export type NodesState = ReturnType<typeof createNodes>;

/** A node's small lines; `tick` changes with each point, so that a drawing knows. */
type History = { recent: Recent; tick: Signal<number> };

/** The topic `nodes`: every node as a list shows it. */
export const createNodes = ({ link, clock }: { link: Link; clock: Clock }) => {
  const [data, setData] = createStore<{ known: boolean } & NodesData>({ known: false, nodes: {}, refusals: {} });
  const histories = new Map<string, History>();

  const historyOf = (nodeId: string): History => {
    let history = histories.get(nodeId);
    if (!history) {
      history = { recent: new Recent(), tick: createSignal(0) };
      histories.set(nodeId, history);
    }
    return history;
  };

  const takeSnapshot = (snapshot: Pick<Snapshot, 'data' | 'history'>) => {
    setData(produce((draft) => replaceFields(draft, { known: true, ...(snapshot.data as NodesData) })));
    for (const [nodeId, columns] of Object.entries(snapshot.history)) {
      const history = historyOf(nodeId);
      history.recent.replace(columns);
      bump(history);
    }
    forgetRemoved();
  };

  const forgetRemoved = () => {
    for (const nodeId of histories.keys()) if (!Object.hasOwn(unwrap(data.nodes), nodeId)) histories.delete(nodeId);
  };

  const takePatch = (patch: unknown, nulls?: string[][]) => {
    setData(produce((draft) => mergePatch(draft, patch, nulls)));
    const changed = (patch as Partial<NodesData>).nodes;
    for (const nodeId of Object.keys(changed ?? {})) appendGist(unwrap(data.nodes)[nodeId]);
  };

  const appendGist = (node: NodeView | undefined) => {
    if (!node?.gist) return;
    const { at, cpuPercent, memoryUsedBytes, memoryTotalBytes } = node.gist;
    const values: [string, number][] = [];
    if (cpuPercent !== undefined) values.push(['cpuPercent', cpuPercent]);
    if (memoryUsedBytes !== undefined && memoryTotalBytes)
      values.push(['memoryPercent', (memoryUsedBytes / memoryTotalBytes) * 100]);
    const history = historyOf(node.id);
    history.recent.append(at, values, node.intervalMs);
    bump(history);
  };

  const topic = openTopic({
    link,
    clock,
    topic: 'nodes',
    on: { snapshot: takeSnapshot, patch: takePatch, gone: () => {} },
  });

  return {
    data,
    history: (nodeId: string) => {
      const { recent, tick } = historyOf(nodeId);
      return { recent, tick: tick[0] };
    },
    takeSnapshot,
    forget: () => {
      setData(reconcile({ known: false, nodes: {}, refusals: {} }));
      histories.clear();
    },
    watch: topic.watch,
  };
};

const bump = (history: History) => history.tick[1]((count) => count + 1);
