import { createSignal, createUniqueId } from 'solid-js';
import { m } from '../messages.ts';
import { Icon } from './icon.tsx';

/** A text to take away. Where the browser gives no clipboard (plain HTTP), it is selected instead. */
export const CopyText = (props: { label: string; text: string }) => {
  const id = createUniqueId();
  const [said, setSaid] = createSignal('');
  let field: HTMLInputElement | undefined;
  const copy = async () => {
    field?.select();
    const copied = await navigator.clipboard?.writeText(props.text).then(
      () => true,
      () => false,
    );
    setSaid(copied ? m.shell_copied() : m.shell_selected());
  };
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <div class="input">
        <input
          id={id}
          class="code"
          ref={field}
          value={props.text}
          readonly
          onFocus={(event) => event.currentTarget.select()}
        />
        <button
          type="button"
          class="icon-button"
          aria-label={m.shell_copy({ what: props.label })}
          onClick={() => void copy()}
        >
          <Icon name="copy" />
        </button>
      </div>
      <p class="field-note" role="status">
        {said()}
      </p>
    </div>
  );
};
