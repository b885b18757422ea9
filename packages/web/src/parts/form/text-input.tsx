import { createEffect, Show } from 'solid-js';
import type { InputProps, Of } from './input-props.ts';

/** A line, an address, or many lines. */
export const TextInput = (props: InputProps<Of<'text'> | Of<'url'> | Of<'long-text'>, string>) => (
  <div class="input" classList={{ wrong: props.isWrong, long: props.field.kind === 'long-text' }}>
    <Show when={props.field.kind === 'long-text'} fallback={<Line {...props} />}>
      <Lines {...props} />
    </Show>
  </div>
);

const Line = (props: InputProps<Of<'text'> | Of<'url'> | Of<'long-text'>, string>) => {
  const isUrl = () => props.field.kind === 'url';
  return (
    <input
      id={props.id}
      type="text"
      inputmode={isUrl() ? 'url' : 'text'}
      autocomplete="off"
      autocapitalize={isUrl() ? 'none' : 'sentences'}
      spellcheck={!isUrl()}
      placeholder={props.text.placeholder?.() ?? (isUrl() ? 'https://' : '')}
      value={props.value}
      aria-invalid={props.isWrong}
      aria-describedby={props.noteId}
      onInput={(event) => props.onChange(event.currentTarget.value)}
      onBlur={() => props.onLeave(props.path)}
    />
  );
};

/** Grows with its text, so that all of it is in view. */
const Lines = (props: InputProps<Of<'text'> | Of<'url'> | Of<'long-text'>, string>) => {
  let area: HTMLTextAreaElement | undefined;
  createEffect(() => {
    if (!area || props.value === undefined) return;
    area.style.setProperty('block-size', 'auto');
    area.style.setProperty('block-size', `${Math.min(area.scrollHeight, 420)}px`);
  });
  return (
    <textarea
      ref={area}
      id={props.id}
      rows={6}
      value={props.value}
      aria-invalid={props.isWrong}
      aria-describedby={props.noteId}
      onInput={(event) => props.onChange(event.currentTarget.value)}
      onBlur={() => props.onLeave(props.path)}
    />
  );
};
