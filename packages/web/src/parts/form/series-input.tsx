import { seriesColors } from '@amud/protocol/forms.ts';
import { createUniqueId, For } from 'solid-js';
import { m } from '../../messages.ts';
import type { InputProps, Of } from './input-props.ts';

/** One of the eight series colours. */
export const SeriesInput = (props: InputProps<Of<'series'>, string>) => {
  const name = createUniqueId();
  return (
    <div class="swatches" role="radiogroup" aria-labelledby={props.labelId}>
      <For each={seriesColors}>
        {(color) => (
          <label style={{ '--swatch': `var(--series-${color})` }}>
            <input
              type="radio"
              name={name}
              checked={props.value === color}
              aria-label={m.widgets_form_color({ number: color })}
              onChange={() => props.onChange(color)}
            />
          </label>
        )}
      </For>
    </div>
  );
};
