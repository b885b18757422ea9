import { For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { ago, exactTime } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { part, Sentence } from '../../parts/sentence.tsx';
import { useApp } from '../../state/app.ts';
import { said } from '../../state/server-words.ts';

/** Agents that were turned away and are no known node. */
export const Refusals = () => {
  const { nodes, now } = useApp();
  const names = () => Object.keys(nodes.data.refusals);
  return (
    <Show when={names().length > 0}>
      <ul class="notices" aria-label={m.nodes_refusals()}>
        <For each={names()}>
          {(name) => (
            <Show when={nodes.data.refusals[name]}>
              {(refusal) => (
                <li class="notice warn">
                  <Icon name="triangle-alert" />
                  <span>
                    <Sentence
                      text={m.nodes_refusal({ name: part(0), ago: part(1) })}
                      parts={[
                        <strong>{refusal().nodeId}</strong>,
                        <time title={exactTime(refusal().at)}>{ago(refusal().at, now())}</time>,
                      ]}
                    />{' '}
                    {said(refusal().reason)}
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
