import { limits } from '@amud/protocol/limits.ts';
import type { NodeView } from '@amud/protocol/live.ts';
import { Show } from 'solid-js';
import { m } from '../../messages.ts';
import { age, ago, duration, exactTime } from '../../parts/format.ts';
import { part, Sentence } from '../../parts/sentence.tsx';
import { StateMark } from '../../parts/state-mark.tsx';
import { useApp } from '../../state/app.ts';
import { conditionOf, isStale, shortSystem, virtualisationName } from '../../state/condition.ts';
import { said } from '../../state/server-words.ts';
import { NodeMeters } from './node-meters.tsx';

export const NodeCard = (props: { nodeId: string; solo: boolean }) => {
  const { nodes } = useApp();
  return <Show when={nodes.data.nodes[props.nodeId]}>{(node) => <Card node={node()} solo={props.solo} />}</Show>;
};

const Card = (props: { node: NodeView; solo: boolean }) => {
  const { nodes, now, live } = useApp();
  const at = () => props.node.gist?.at;
  const condition = () => conditionOf(props.node, at(), now(), live.state().state === 'open');
  const isOld = () => props.node.state !== 'online' || isStale(at(), props.node.intervalMs, now());
  return (
    <li
      class="card node-card"
      classList={{ old: isOld() }}
      data-state={props.node.state}
      data-testid={`node-${props.node.id}`}
    >
      <div class="node-head">
        <h2 class="clip">
          <a
            class="node-link"
            href={`/nodes/${encodeURIComponent(props.node.id)}`}
            data-card-link
            title={props.node.name}
          >
            {props.node.name}
          </a>
        </h2>
        <StateMark condition={condition()} />
      </div>
      <p class="node-line clip">{describe(props.node)}</p>
      <Show when={props.node.state !== 'online' || (isOld() && at())}>
        <p class="node-reason">
          <Trouble node={props.node} at={at()} now={now()} />
        </p>
      </Show>
      <NodeMeters
        node={props.node}
        source={nodes.history(props.node.id)}
        spanMs={limits.recent.keepMs}
        solo={props.solo}
      />
    </li>
  );
};

/** What it is, in one line. */
const describe = (node: NodeView): string => {
  const { platform, gist } = node;
  const uptime = gist?.uptimeSeconds;
  const parts = [
    platform?.osName && shortSystem(platform.osName),
    platform?.kernel?.split('-')[0],
    virtualisationName(platform?.virtualisation),
    uptime !== undefined && node.state === 'online' && m.nodes_up({ time: duration(uptime) }),
  ];
  return parts.filter((part) => part).join(' · ') || m.nodes_unknown();
};

const Trouble = (props: { node: NodeView; at: number | undefined; now: number }) => (
  <Show when={props.node.state !== 'online'} fallback={m.nodes_as_of({ ago: ago(props.at ?? 0, props.now) })}>
    <time title={exactTime(props.node.since)}>{m.nodes_since({ age: age(props.node.since, props.now) })}</time>{' '}
    {said(props.node.reason ?? '')}
    <Show when={props.node.state === 'offline' && props.node.lastSeenAt}>
      {(seenAt) => (
        <>
          {' '}
          <Sentence
            text={m.nodes_last_seen({ ago: part(0) })}
            parts={[<time title={exactTime(seenAt())}>{ago(seenAt(), props.now)}</time>]}
          />
        </>
      )}
    </Show>
  </Show>
);
