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
      value={props.value}
      size={Math.max(6, props.value.length + 1)}
      onInput={(event) => {
        event.currentTarget.size = Math.max(6, event.currentTarget.value.length + 1);
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
