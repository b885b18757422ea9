import { createSignal } from 'solid-js';
import { m } from '../../messages.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import { useApp } from '../../state/app.ts';

/** The password again, before something that a borrowed browser must not do. */
export const ConfirmDialog = () => {
  const { confirmation } = useApp();
  return (
    <Dialog title={m.shell_confirm()} onClose={confirmation.cancel}>
      <ConfirmForm />
    </Dialog>
  );
};

const ConfirmForm = () => {
  const { confirmation } = useApp();
  const [wrong, setWrong] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  let form: HTMLFormElement | undefined;
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const password = String(new FormData(form).get('confirm-password') ?? '');
    if (password === '') {
      setWrong(m.shell_type_password());
      return;
    }
    setBusy(true);
    const answer = await confirmation.confirm(password);
    setBusy(false);
    if (answer.ok) return;
    setWrong(answer.fault.message);
    form?.querySelector('input')?.focus();
  };
  return (
    <form class="form" ref={form} onSubmit={(event) => void submit(event)} method="post" novalidate>
      <p class="dim">{m.shell_confirm_why()}</p>
      <PasswordField
        label={m.shell_confirm_password()}
        name="confirm-password"
        autocomplete="current-password"
        error={wrong()}
        onInput={() => setWrong(undefined)}
      />
      <div class="actions">
        <button type="button" class="button" onClick={() => confirmation.cancel()}>
          {m.shell_cancel()}
        </button>
        <button type="submit" class="button primary" disabled={busy()}>
          {busy() ? m.shell_confirm_busy() : m.shell_confirm_go()}
        </button>
      </div>
    </form>
  );
};
