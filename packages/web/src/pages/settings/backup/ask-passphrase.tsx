import { createSignal, onMount, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { Failure } from '../../../parts/failure.tsx';
import { bytes, text } from '../../../parts/format.ts';
import { PasswordField } from '../../../parts/password-field.tsx';
import type { BackupCheck, BackupEntry, Backups, Refusal } from '../../../state/backups.ts';
import { listedTime } from './times.ts';

type AskPassphraseProps = { backups: Backups; backup: BackupEntry; onFound: (check: BackupCheck) => void };

/** Opens a backup with its passphrase; nothing is changed by it. */
export const AskPassphrase = (props: AskPassphraseProps) => {
  const [fault, setFault] = createSignal<Refusal>();
  const [busy, setBusy] = createSignal(false);
  let form: HTMLFormElement | undefined;
  const isAtField = () => fault()?.field === 'passphrase';
  const refuse = (next: Refusal) => {
    setFault(next);
    form?.querySelector('input')?.focus();
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const passphrase = String(new FormData(form).get('backup-passphrase') ?? '');
    if (passphrase === '')
      return refuse({ kind: 'invalid', field: 'passphrase', message: m.data_restore_type_passphrase() });
    setFault(undefined);
    setBusy(true);
    const answer = await props.backups.check(props.backup.name, passphrase);
    setBusy(false);
    if (answer.ok) props.onFound(answer.value);
    else refuse(answer.fault);
  };
  onMount(() => form?.querySelector('input')?.focus());
  return (
    <form class="form" ref={form} onSubmit={(event) => void submit(event)} method="post" novalidate>
      <p class="dim">
        {m.data_restore_from({
          time: listedTime(props.backup.createdAt),
          size: text(bytes(props.backup.bytes)),
        })}
      </p>
      <Failure fault={isAtField() ? undefined : fault()} />
      <PasswordField
        label={m.data_restore_passphrase()}
        name="backup-passphrase"
        autocomplete="current-password"
        error={isAtField() ? fault()?.message : undefined}
        onInput={() => setFault(undefined)}
        note={<p class="field-note">{m.data_restore_check_about()}</p>}
      />
      <Show when={busy()}>
        <div class="long-work-words" role="status">
          <progress class="long-work" aria-label={m.data_opening()} />
          <p class="dim small">{m.data_opening()}</p>
        </div>
      </Show>
      <div class="actions">
        <button type="button" class="button" onClick={(event) => event.currentTarget.closest('dialog')?.close()}>
          {m.shell_cancel()}
        </button>
        <button type="submit" class="button primary" disabled={busy()}>
          {m.data_restore_check()}
        </button>
      </div>
    </form>
  );
};
