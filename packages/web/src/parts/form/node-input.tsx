import { For, onCleanup, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { useApp } from '../../state/app.ts';
import type { InputProps, Of } from './input-props.ts';

/** One node of a list, or some of them. A chosen one that is gone stays, so that it is not lost by looking. */
export const NodeInput = (props: InputProps<Of<'node'>, string | string[]>) => {
  const { nodes } = useApp();
  onCleanup(nodes.watch());
  const known = () => Object.values(nodes.data.nodes).sort((one, other) => one.name.localeCompare(other.name));
  const chosen = () => (Array.isArray(props.value) ? props.value : []);
  const choices = () => [
    ...known().map(({ id, name }) => ({ id, name })),
    ...[props.value].flat().flatMap((id) => (id === '' || nodes.data.nodes[id] ? [] : [{ id, name: id }])),
  ];
  const toggle = (id: string, on: boolean) =>
    props.onChange(on ? [...chosen(), id] : chosen().filter((other) => other !== id));
  return (
    <Show
      when={props.field.many}
      fallback={
        <select
          id={props.id}
          class="select tall"
          aria-describedby={props.noteId}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        >
          <option value="">{m.widgets_form_node_first()}</option>
          <For each={choices()}>
            {({ id, name }) => (
              <option value={id} selected={props.value === id}>
                {name}
              </option>
            )}
          </For>
        </select>
      }
    >
      <fieldset class="checks" aria-labelledby={props.labelId}>
        <For each={choices()} fallback={<p class="dim small">{m.widgets_form_node_none()}</p>}>
          {({ id, name }) => (
            <label>
              <input
                type="checkbox"
                checked={chosen().includes(id)}
                onChange={(event) => toggle(id, event.currentTarget.checked)}
              />
              <span class="clip">{name}</span>
            </label>
          )}
        </For>
        <Show when={chosen().length === 0 && choices().length > 0}>
          <p class="dim small">{m.widgets_form_node_all()}</p>
        </Show>
      </fieldset>
    </Show>
  );
};
