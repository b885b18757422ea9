import { For, onCleanup, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { useApp } from '../../../state/app.ts';
import type { CardApp } from '../../../state/apps.ts';

/** What it is, and where it runs. */
export const Facts = (props: { app: CardApp }) => (
  <Show when={props.app.description || props.app.tags.length > 0 || props.app.node || props.app.outsideUrl}>
    <dl class="detail-facts">
      <Show when={props.app.description}>
        <dt>{m.apps_description()}</dt>
        <dd>{props.app.description}</dd>
      </Show>
      <Show when={props.app.tags.length > 0}>
        <dt>{m.apps_tags()}</dt>
        <dd class="app-tag-list">
          <For each={props.app.tags}>{(tag) => <span class="app-tag">{tag}</span>}</For>
        </dd>
      </Show>
      <Show when={props.app.node}>{(node) => <RunsOn nodeId={node().id} part={node().part} />}</Show>
      <Show when={props.app.outsideUrl && props.app.url}>
        <dt>{m.apps_url()}</dt>
        <dd>
          <Address url={props.app.url} />
        </dd>
        <dt>{m.apps_outside_url()}</dt>
        <dd>
          <Address url={props.app.outsideUrl} />
        </dd>
      </Show>
    </dl>
  </Show>
);

const Address = (props: { url: string }) => (
  <a href={props.url} target="_blank" rel="noopener">
    {props.url}
  </a>
);

const RunsOn = (props: { nodeId: string; part: string }) => {
  const { nodes } = useApp();
  onCleanup(nodes.watch());
  const name = () => nodes.data.nodes[props.nodeId]?.name ?? props.nodeId;
  return (
    <>
      <dt>{m.apps_runs_on()}</dt>
      <dd>
        <a href={`/nodes/${encodeURIComponent(props.nodeId)}`}>{name()}</a>
        <Show when={props.part}> · {props.part}</Show>
      </dd>
    </>
  );
};
