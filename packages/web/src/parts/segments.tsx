import { createUniqueId, For, Show } from 'solid-js';
import { Icon, type IconName } from './icon.tsx';

type Choice<T extends string> = { value: T; label: string; icon?: IconName };

type SegmentsProps<T extends string> = {
  label: string;
  choices: readonly Choice<T>[];
  value: T;
  onChoose: (value: T) => void;
  slim?: boolean;
};

/** One of a few, all in view. */
export const Segments = <T extends string>(props: SegmentsProps<T>) => {
  const name = createUniqueId();
  return (
    <div class="segments" classList={{ slim: props.slim ?? false }} role="radiogroup" aria-label={props.label}>
      <For each={props.choices}>
        {(choice) => (
          <label>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={props.value === choice.value}
              onChange={() => props.onChoose(choice.value)}
            />
            <Show when={choice.icon}>{(icon) => <Icon name={icon()} />}</Show>
            {choice.label}
          </label>
        )}
      </For>
    </div>
  );
};
