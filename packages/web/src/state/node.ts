import type { NodeData, Snapshot } from '@amud/protocol/live.ts';
import { flatten, isCharted } from '@amud/protocol/series.ts';
import { createSignal } from 'solid-js';
import { createStore, produce, unwrap } from 'solid-js/store';
import type { Clock } from '../link/clock.ts';
import { openTopic } from '../link/collection.ts';
import type { Link } from '../link/socket.ts';
import { mergePatch, replaceFields } from './merge-patch.ts';
import { Recent } from './recent.ts';

export type NodeState = ReturnType<typeof createNode>;

/** The topic `node:ID`: everything of one node, and its charts. */
export const createNode = (nodeId: string, { link, clock }: { link: Link; clock: Clock }) => {
  const [data, setData] = createStore<Partial<NodeData>>({});
  const [gone, setGone] = createSignal<string>();
  const [tick, setTick] = createSignal(0);
  const recent = new Recent();

  const takeSnapshot = (snapshot: Pick<Snapshot, 'data' | 'history'>) => {
    setGone(undefined);
    setData(produce((draft) => replaceFields(draft, snapshot.data as NodeData)));
    recent.replace(snapshot.history[nodeId] ?? { at: [], series: {} });
    append();
  };

  const append = () => {
    const { at, reading, node } = unwrap(data);
    if (at !== undefined && reading && node) recent.append(at, chartedOf(flatten(reading)), node.intervalMs);
    setTick((count) => count + 1);
  };

  const topic = openTopic({
    link,
    clock,
    topic: `node:${nodeId}`,
    on: {
      snapshot: takeSnapshot,
      patch: (patch, nulls) => {
        const before = unwrap(data).at;
        setData(produce((draft) => mergePatch(draft, patch, nulls)));
        if (unwrap(data).at !== before) append();
      },
      gone: setGone,
    },
  });

  return { nodeId, data, gone, recent, tick, takeSnapshot, watch: topic.watch, close: topic.close };
};

/** The same few hundred names come every second; the patterns are asked once for each. */
const chartedNames = new Map<string, boolean>();
const MAX_NAMES = 10_000;

const chartedOf = (series: Map<string, number>): [string, number][] => {
  if (chartedNames.size > MAX_NAMES) chartedNames.clear();
  return [...series].filter(([name]) => isKnownCharted(name));
};

const isKnownCharted = (name: string): boolean => {
  const known = chartedNames.get(name);
  if (known !== undefined) return known;
  const charted = isCharted(name);
  chartedNames.set(name, charted);
  return charted;
};
