import type { InputProps, Of } from './input-props.ts';

export const SwitchInput = (props: InputProps<Of<'switch'>, boolean>) => (
  <input
    id={props.id}
    type="checkbox"
    role="switch"
    class="switch"
    checked={props.value}
    aria-checked={props.value}
    aria-describedby={props.noteId}
    onChange={(event) => props.onChange(event.currentTarget.checked)}
  />
);
