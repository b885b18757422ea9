import type { NodeView } from '@amud/protocol/live.ts';
import { type Accessor, createMemo, untrack } from 'solid-js';
import { m } from '../../messages.ts';
import { language } from '../../state/language.ts';

export type NodeOrder = 'name' | 'state' | 'cpu' | 'memory' | 'disk';

export const orders: { value: NodeOrder; label: string }[] = [
  { value: 'name', label: m.nodes_order_name() },
  { value: 'state', label: m.nodes_order_state() },
  { value: 'cpu', label: m.nodes_order_cpu() },
  { value: 'memory', label: m.nodes_order_memory() },
  { value: 'disk', label: m.nodes_order_disk() },
];

/** Cards may change places only this often: a list that moves under the pointer can't be clicked. */
const SORT_EVERY_MS = 10_000;

const stateRank: Record<NodeView['state'], number> = { unauthenticated: 2, offline: 1, online: 0 };

/** Higher comes first. */
const ranks: Record<NodeOrder, (node: NodeView) => number> = {
  name: () => 0,
  state: (node) => stateRank[node.state] * 1000 + (node.gist?.diskUsedPercent ?? 0),
  cpu: (node) => node.gist?.cpuPercent ?? -1,
  memory: ({ gist }) => (gist?.memoryTotalBytes ? (gist.memoryUsedBytes ?? 0) / gist.memoryTotalBytes : -1),
  disk: (node) => node.gist?.diskUsedPercent ?? -1,
};

const byName = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });

export const sortNodes = (nodes: readonly NodeView[], order: NodeOrder): NodeView[] =>
  nodes.toSorted((one, other) => ranks[order](other) - ranks[order](one) || byName.compare(one.name, other.name));

const isWanted = (node: NodeView, words: string): boolean =>
  `${node.name} ${node.id} ${node.platform?.osName ?? ''} ${node.state}`.toLowerCase().includes(words);

type OrderInput = {
  nodes: Accessor<Record<string, NodeView>>;
  filter: Accessor<string>;
  order: Accessor<NodeOrder>;
  now: Accessor<number>;
};

/** The ids of the nodes to show, in order. */
export const createOrder = ({ nodes, filter, order, now }: OrderInput): Accessor<string[]> => {
  const moment = createMemo(() => (order() === 'name' ? 0 : Math.floor(now() / SORT_EVERY_MS)));
  return createMemo(() => {
    moment();
    const ids = Object.keys(nodes());
    const words = filter().trim().toLowerCase();
    const chosen = order();
    return untrack(() => {
      const wanted = ids.map((id) => nodes()[id]).filter((node) => node !== undefined && isWanted(node, words));
      return sortNodes(wanted as NodeView[], chosen).map((node) => node.id);
    });
  });
};
