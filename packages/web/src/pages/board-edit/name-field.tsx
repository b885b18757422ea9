import { createEffect, createMemo } from 'solid-js';

type NameFieldProps = {
  label: string;
  value: string;
  class: string;
  placeholder?: string;
  /** It is never empty: then it is as it was. */
  required?: boolean;
  onChange: (name: string) => void;
};

/** A name that is changed where it stands. Enter or leaving keeps it, Escape takes it back. */
export const NameField = (props: NameFieldProps) => {
  let field: HTMLInputElement | undefined;
  const kept = createMemo(() => props.value);
  // What is being typed is not overwritten by what comes meanwhile.
  createEffect(() => {
    const name = kept();
    if (!field || field === document.activeElement) return;
    field.value = name;
    field.size = sizeOf(name);
  });
  const leave = (field: HTMLInputElement) => {
    const name = field.value.trim();
    if (name === props.value || (props.required && name === '')) field.value = props.value;
    else props.onChange(name);
  };
  return (
    <input
      class={`name-field ${props.class}`}
      type="text"
      maxlength="60"
      autocomplete="off"
      aria-label={props.label}
      placeholder={props.placeholder ?? ''}
      ref={field}
      onInput={(event) => {
        event.currentTarget.size = sizeOf(event.currentTarget.value);
      }}
      onBlur={(event) => leave(event.currentTarget)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.value = props.value;
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        event.currentTarget.blur();
      }}
    />
  );
};

const sizeOf = (name: string): number => Math.max(6, name.length + 1);
