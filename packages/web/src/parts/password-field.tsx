import { createSignal, type JSX, Show } from 'solid-js';
import { m } from '../messages.ts';
import { Icon } from './icon.tsx';
import { TextField } from './text-field.tsx';

type PasswordFieldProps = {
  label: string;
  name: string;
  autocomplete: 'current-password' | 'new-password';
  error?: string | undefined;
  note?: JSX.Element;
  onInput?: (text: string) => void;
};

/** A password that can be looked at, and that says when Caps Lock is on. */
export const PasswordField = (props: PasswordFieldProps) => {
  const [shown, setShown] = createSignal(false);
  const [capsLock, setCapsLock] = createSignal(false);
  return (
    <TextField
      {...props}
      type={shown() ? 'text' : 'password'}
      onKeyUp={(event) => setCapsLock(event.getModifierState?.('CapsLock') ?? false)}
      note={
        <>
          <Show when={capsLock()}>
            <p class="field-note" role="status">
              <Icon name="arrow-up" /> {m.shell_caps_lock()}
            </p>
          </Show>
          {props.note}
        </>
      }
    >
      <button
        type="button"
        class="icon-button"
        aria-label={shown() ? m.shell_password_hide() : m.shell_password_show()}
        aria-pressed={shown()}
        onClick={() => setShown(!shown())}
      >
        <Icon name={shown() ? 'eye-off' : 'eye'} />
      </button>
    </TextField>
  );
};
