import type { SourceReport } from '@amud/protocol/reading.ts';
import { createResource, createSignal, For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { milliseconds, text } from '../../parts/format.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';
import { said } from '../../state/server-words.ts';

const words: Record<SourceReport['state'], { text: string; icon: IconName }> = {
  ok: { text: m.node_source_ok(), icon: 'check' },
  missing: { text: m.node_source_missing(), icon: 'info' },
  failed: { text: m.node_source_failed(), icon: 'circle-x' },
  slow: { text: m.node_source_slow(), icon: 'triangle-alert' },
};

/** Where the numbers come from, and why some don't. Asked for only when opened. */
export const Sources = (props: { nodeId: string }) => {
  const { session } = useApp();
  const [open, setOpen] = createSignal(false);
  const [answer, { refetch }] = createResource(
    () => (open() ? props.nodeId : undefined),
    (nodeId) => session.sources(nodeId),
  );
  const found = () => (answer.latest?.ok ? answer.latest.value.sources : []);
  const failure = () => (answer.latest && !answer.latest.ok ? answer.latest.fault.message : undefined);
  return (
    <details class="card sources" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="chevron-right" /> {m.node_sources()} <span class="dim small">{m.node_sources_about()}</span>
      </summary>
      <Show when={failure()}>
        {(message) => (
          <p class="notice warn">
            <Icon name="triangle-alert" /> <span>{message()}</span>
            <button type="button" class="button slim" onClick={() => void refetch()}>
              {m.shell_try_again()}
            </button>
          </p>
        )}
      </Show>
      <ul>
        <For each={found()}>
          {(source) => (
            <li data-source={source.state}>
              <Icon name={words[source.state].icon} />
              <span class="row-name">{source.name}</span>
              <span class="source-state">{words[source.state].text}</span>
              <span class="row-note">{said(source.detail ?? '')}</span>
              <span class="dim small end">{text(milliseconds(source.milliseconds))}</span>
            </li>
          )}
        </For>
      </ul>
    </details>
  );
};
