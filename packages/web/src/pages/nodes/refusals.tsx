import { For, Show } from 'solid-js';
import { ago, exactTime } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';

/** Agents that were turned away and are no known node. */
export const Refusals = () => {
  const { nodes, now } = useApp();
  const names = () => Object.keys(nodes.data.refusals);
  return (
    <Show when={names().length > 0}>
      <ul class="notices" aria-label="Agents that were turned away">
        <For each={names()}>
          {(name) => (
            <Show when={nodes.data.refusals[name]}>
              {(refusal) => (
                <li class="notice warn">
                  <Icon name="triangle-alert" />
                  <span>
                    <strong>{refusal().nodeId}</strong> was turned away{' '}
                    <time title={exactTime(refusal().at)}>{ago(refusal().at, now())}</time>. {refusal().reason}
                  </span>
                </li>
              )}
            </Show>
          )}
        </For>
      </ul>
    </Show>
  );
};
