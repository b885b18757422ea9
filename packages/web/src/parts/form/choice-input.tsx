import { For, Show } from 'solid-js';
import { Segments } from '../segments.tsx';
import type { InputProps, Of } from './input-props.ts';

const MOST_IN_VIEW = 4;

/** One of a few in view, one of many in a list. */
export const ChoiceInput = (props: InputProps<Of<'choice'>, string>) => {
  const labelOf = (name: string) => props.text.choices?.[name]?.() ?? name;
  return (
    <Show
      when={props.field.of.length <= MOST_IN_VIEW}
      fallback={
        <select
          class="select tall"
          aria-labelledby={props.labelId}
          aria-describedby={props.noteId}
          value={props.value}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        >
          <For each={props.field.of}>{(name) => <option value={name}>{labelOf(name)}</option>}</For>
        </select>
      }
    >
      <Segments
        label={props.text.label()}
        choices={props.field.of.map((name) => ({ value: name, label: labelOf(name) }))}
        value={props.value}
        onChoose={props.onChange}
      />
    </Show>
  );
};
