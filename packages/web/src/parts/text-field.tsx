import { createUniqueId, type JSX, Show } from 'solid-js';
import { Icon } from './icon.tsx';

type Shared = { label: string; name: string; autocomplete: string; error?: string | undefined };
type TextFieldProps = Shared & {
  type?: 'text' | 'password';
  /** Under the field while nothing is wrong. */
  note?: JSX.Element;
  onInput?: (text: string) => void;
  onKeyUp?: (event: KeyboardEvent) => void;
  /** At the end of the field. */
  children?: JSX.Element;
};

/** Label above, help or error below. */
export const TextField = (props: TextFieldProps) => {
  const id = createUniqueId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <div class="input" classList={{ wrong: props.error !== undefined }}>
        <input
          id={id}
          name={props.name}
          type={props.type ?? 'text'}
          autocomplete={props.autocomplete}
          autocapitalize="none"
          autocorrect="off"
          spellcheck={false}
          aria-invalid={props.error !== undefined}
          aria-describedby={`${id}-note`}
          onInput={(event) => props.onInput?.(event.currentTarget.value)}
          onKeyUp={(event) => props.onKeyUp?.(event)}
        />
        {props.children}
      </div>
      <div id={`${id}-note`} class="field-notes">
        <Show when={props.error} fallback={props.note}>
          <p class="field-note wrong">
            <Icon name="circle-x" /> <span>{props.error}</span>
          </p>
        </Show>
      </div>
    </div>
  );
};
