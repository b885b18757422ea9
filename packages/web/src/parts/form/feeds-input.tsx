import { createResource, For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { useApp } from '../../state/app.ts';
import type { InputProps, Of } from './input-props.ts';

/** Some of the feeds that this house follows. A chosen one that is gone stays, so that it is not lost by looking. */
export const FeedsInput = (props: InputProps<Of<'feeds'>, string[]>) => {
  const { feeds } = useApp();
  const [known] = createResource(async () => {
    const answer = await feeds.list();
    return answer.ok ? answer.value.feeds : [];
  });
  const choices = () => {
    const all = (known() ?? []).map(({ id, name }) => ({ id, name }));
    const gone = known() ? props.value.filter((id) => !all.some((one) => one.id === id)) : [];
    return [...all, ...gone.map((id) => ({ id, name: id }))];
  };
  const toggle = (id: string, on: boolean) =>
    props.onChange(on ? [...props.value, id] : props.value.filter((other) => other !== id));
  return (
    <fieldset class="checks" aria-labelledby={props.labelId}>
      <For each={choices()} fallback={<p class="dim small">{m.widgets_form_feeds_none()}</p>}>
        {({ id, name }) => (
          <label>
            <input
              type="checkbox"
              checked={props.value.includes(id)}
              onChange={(event) => toggle(id, event.currentTarget.checked)}
            />
            <span class="clip">{name}</span>
          </label>
        )}
      </For>
      <Show when={props.value.length === 0 && choices().length > 0}>
        <p class="dim small">{m.widgets_form_feeds_all()}</p>
      </Show>
    </fieldset>
  );
};
