import { Show } from 'solid-js';
import { m } from '../../messages.ts';
import type { InputProps, Of } from './input-props.ts';

/** Any colour, or none. */
export const ColourInput = (props: InputProps<Of<'colour'>, string>) => (
  <div class="colour-input">
    <input
      id={props.id}
      type="color"
      value={props.value || '#888888'}
      data-empty={props.value === ''}
      aria-describedby={props.noteId}
      onInput={(event) => props.onChange(event.currentTarget.value)}
    />
    <span class="dim">{props.value || m.widgets_form_colour_none()}</span>
    <Show when={props.value !== ''}>
      <button type="button" class="button quiet slim" onClick={() => props.onChange('')}>
        {m.widgets_form_clear()}
      </button>
    </Show>
  </div>
);
