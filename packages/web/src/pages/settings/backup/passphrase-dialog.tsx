import { createSignal } from 'solid-js';
import { m } from '../../../messages.ts';
import { Dialog } from '../../../parts/dialog.tsx';
import { Failure } from '../../../parts/failure.tsx';
import { useApp } from '../../../state/app.ts';
import type { Refusal } from '../../../state/backups.ts';
import { createPassphraseForm, NewPassphrase } from './new-passphrase.tsx';
import type { ShownBackups } from './shown-backups.ts';

/** The passphrase that scheduled backups are sealed with. */
export const PassphraseDialog = (props: { state: ShownBackups; onClose: () => void }) => {
  const { toasts } = useApp();
  const [fault, setFault] = createSignal<Refusal>();
  const [busy, setBusy] = createSignal(false);
  let form: HTMLFormElement | undefined;
  const passphrase = createPassphraseForm(() => form);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const chosen = passphrase.read();
    if (chosen === undefined) return;
    setBusy(true);
    const answer = await props.state.backups.setPassphrase(chosen);
    setBusy(false);
    if (!answer.ok) return passphrase.take(answer.fault) ? undefined : void setFault(answer.fault);
    toasts.say(m.data_passphrase_kept_said());
    void props.state.reload();
    form?.closest('dialog')?.close();
  };
  return (
    <Dialog title={m.data_passphrase_title()} onClose={props.onClose}>
      <form class="form" ref={form} onSubmit={(event) => void submit(event)} method="post" novalidate>
        <Failure fault={fault()} />
        <p class="dim">{m.data_passphrase_about()}</p>
        <NewPassphrase form={passphrase} />
        <div class="actions">
          <button type="button" class="button" onClick={(event) => event.currentTarget.closest('dialog')?.close()}>
            {m.shell_cancel()}
          </button>
          <button type="submit" class="button primary" disabled={busy()}>
            {m.data_passphrase_do()}
          </button>
        </div>
      </form>
    </Dialog>
  );
};
