import type { Clock, Undo } from '@amud/protocol/clock.ts';
import type { Channel, Topic } from '../../live/channel.ts';
import { chartedHistory, gistHistory, type Node, viewOf } from './node.ts';
import type { Nodes } from './nodes.ts';
import type { Watch } from './watch.ts';

/** Topics `nodes` and `node:ID` of the live channel. */
export const nodeTopics =
  (parts: { nodes: Nodes; watch: Watch; clock: Clock }) =>
  (name: string): Topic | undefined => {
    if (name === 'nodes') return listTopic(parts);
    const node = name.startsWith('node:') ? parts.nodes.get(name.slice(5)) : undefined;
    return node && nodeTopic(parts, node);
  };

const listTopic = ({ nodes, watch, clock }: { nodes: Nodes; watch: Watch; clock: Clock }): Topic => ({
  access: 'viewer',
  read: () => nodes.data(),
  history: () => Object.fromEntries(nodes.list().map((node) => [node.id, gistHistory(node, clock.now())])),
  watched: (isWatched) => watch.list(isWatched),
});

const nodeTopic = ({ watch, clock }: { watch: Watch; clock: Clock }, node: Node): Topic => ({
  access: 'viewer',
  read: () => ({ node: viewOf(node), ...(node.latest ?? {}) }),
  history: () => ({ [node.id]: chartedHistory(node, clock.now()) }),
  watched: (isWatched) => watch.node(node.id, isWatched),
});

/** Each node may change the list this often in ten seconds before changes wait for each other. */
const LIST_STEP_MS = 10;

/**
 * Publishes changes: a node's own topic at once; the list at once after a rest, and under load in steps that grow with
 * the number of nodes, so that a thousand agents do not make two hundred frames a second for everyone.
 */
export const createPublisher = (channel: Channel, nodes: () => number, clock: Clock) => {
  let waiting: Undo | undefined;
  let lastAt = -Infinity;
  const publishList = (): void => {
    waiting = undefined;
    lastAt = clock.monotonic();
    channel.publish('nodes');
  };
  return (nodeId: string, what: 'present' | 'past' | 'removed'): void => {
    const topic = `node:${nodeId}`;
    if (what === 'removed') channel.remove(topic);
    else if (what === 'past') channel.resync(topic);
    else channel.publish(topic);
    if (what === 'past') return channel.resync('nodes');
    const stepMs = Math.min(1_000, nodes() * LIST_STEP_MS);
    const restMs = lastAt + stepMs - clock.monotonic();
    if (restMs <= 0) return publishList();
    if (waiting === undefined) waiting = clock.after(restMs, publishList);
  };
};
