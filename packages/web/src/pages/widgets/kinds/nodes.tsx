import type { NodeView } from '@amud/protocol/live.ts';
import { sees } from '@amud/protocol/roles.ts';
import { createMemo, For, Match, onCleanup, Show, Switch } from 'solid-js';
import { m } from '../../../messages.ts';
import { useApp } from '../../../state/app.ts';
import type { BodyProps } from '../body.ts';
import { WidgetEmpty } from '../empty.tsx';
import { NodeTile } from '../nodes/node-tile.tsx';
import { type SampleNode, sampleNodes } from '../samples/nodes.ts';

/** Hosts at a glance, live: those that were chosen, in that order, or all. */
export const NodesWidget = (props: BodyProps<'nodes'>) =>
  props.source.from === 'sample' ? <Samples /> : <Chosen ids={props.settings.nodes} />;

const Chosen = (props: { ids: readonly string[] }) => {
  const { nodes, session } = useApp();
  const mayLook = () => sees(session.user()?.role ?? 'public', 'viewer');
  if (mayLook()) onCleanup(nodes.watch());
  const shown = createMemo(
    () => {
      const known: Record<string, NodeView> = nodes.data.nodes;
      if (props.ids.length > 0) return props.ids.filter((id) => known[id] !== undefined);
      return Object.values(known)
        .sort((one, other) => one.name.localeCompare(other.name))
        .map(({ id }) => id);
    },
    [],
    { equals: (one, other) => one.join('\n') === other.join('\n') },
  );
  return (
    <Switch
      fallback={
        <ul class="node-tiles scroll-area">
          <For each={shown()}>{(id) => <LiveTile nodeId={id} />}</For>
        </ul>
      }
    >
      <Match when={!mayLook()}>
        <WidgetEmpty icon="lock" text={m.widgets_nodes_forbidden()} />
      </Match>
      <Match when={!nodes.data.known}>
        <div class="widget-waiting" aria-hidden="true" />
      </Match>
      <Match when={shown().length === 0}>
        <WidgetEmpty icon="server" text={props.ids.length > 0 ? m.widgets_nodes_gone() : m.widgets_nodes_empty()} />
      </Match>
    </Switch>
  );
};

const LiveTile = (props: { nodeId: string }) => {
  const { nodes, now, live } = useApp();
  return (
    <Show when={nodes.data.nodes[props.nodeId]}>
      {(node) => (
        <NodeTile
          node={node()}
          source={nodes.history(props.nodeId)}
          now={now()}
          isLinked={live.state().state === 'open'}
          href={`/nodes/${encodeURIComponent(props.nodeId)}`}
        />
      )}
    </Show>
  );
};

const Samples = () => {
  const { now } = useApp();
  const shown: SampleNode[] = sampleNodes(now());
  return (
    <ul class="node-tiles">
      <For each={shown}>
        {({ node, source, at }) => <NodeTile node={node} source={source} now={at} isLinked href={undefined} />}
      </For>
    </ul>
  );
};
