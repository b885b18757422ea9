import { createSignal, Match, Show, Switch } from 'solid-js';
import { m } from '../../../messages.ts';
import { Dialog } from '../../../parts/dialog.tsx';
import { Failure } from '../../../parts/failure.tsx';
import { bytes, text } from '../../../parts/format.ts';
import { Icon } from '../../../parts/icon.tsx';
import { Segments } from '../../../parts/segments.tsx';
import type { BackupEntry, Refusal } from '../../../state/backups.ts';
import { createPassphraseForm, NewPassphrase } from './new-passphrase.tsx';
import type { ShownBackups } from './shown-backups.ts';

type MakeBackupProps = { state: ShownBackups; onClose: () => void };

/** Makes one now, with the passphrase that is kept or another. */
export const MakeBackup = (props: MakeBackupProps) => {
  const [made, setMade] = createSignal<BackupEntry>();
  const [busy, setBusy] = createSignal(false);
  return (
    <Dialog title={made() ? m.data_made() : m.data_make()} onClose={props.onClose}>
      <Switch fallback={<MakeForm state={props.state} onBusy={setBusy} onMade={setMade} />}>
        <Match when={made()}>{(backup) => <Made state={props.state} backup={backup()} />}</Match>
      </Switch>
      <Show when={busy()}>
        <div class="long-work-words" role="status">
          <progress class="long-work" aria-label={m.data_making()} />
          <p class="dim small">{m.data_making_about()}</p>
        </div>
      </Show>
    </Dialog>
  );
};

type MakeFormProps = { state: ShownBackups; onBusy: (busy: boolean) => void; onMade: (backup: BackupEntry) => void };

const createMaking = (props: MakeFormProps, form: () => HTMLFormElement | undefined) => {
  const { backups, shown, reload } = props.state;
  const hasKept = shown()?.hasPassphrase ?? false;
  const [which, setWhich] = createSignal<'kept' | 'new'>(hasKept ? 'kept' : 'new');
  const [fault, setFault] = createSignal<Refusal>();
  const [busy, setBusy] = createSignal(false);
  const passphrase = createPassphraseForm(form);
  const refuse = (next: Refusal) => {
    if (!passphrase.take(next)) setFault(next);
  };
  const make = async (chosen: string | undefined, isToKeep: boolean) => {
    setFault(undefined);
    const kept = chosen !== undefined && isToKeep ? await backups.setPassphrase(chosen) : undefined;
    if (kept?.ok === false) return refuse(kept.fault);
    const answer = await backups.make(chosen);
    void reload();
    if (answer.ok) props.onMade(answer.value.backup);
    else refuse(answer.fault);
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const chosen = which() === 'new' ? passphrase.read() : undefined;
    if (which() === 'new' && chosen === undefined) return;
    const isToKeep = form()?.querySelector<HTMLInputElement>('[name="keep"]')?.checked ?? false;
    for (const set of [setBusy, props.onBusy]) set(true);
    await make(chosen, isToKeep);
    for (const set of [setBusy, props.onBusy]) set(false);
  };
  return { hasKept, which, setWhich, fault, busy, passphrase, submit };
};

const MakeForm = (props: MakeFormProps) => {
  let form: HTMLFormElement | undefined;
  const making = createMaking(props, () => form);
  return (
    <form class="form" ref={form} onSubmit={(event) => void making.submit(event)} method="post" novalidate>
      <Failure fault={making.fault()} />
      <p class="dim">{m.data_make_about()}</p>
      <Show when={making.hasKept}>
        <Segments
          label={m.data_make_with()}
          choices={[
            { value: 'kept', label: m.data_make_with_kept() },
            { value: 'new', label: m.data_make_with_other() },
          ]}
          value={making.which()}
          onChoose={making.setWhich}
        />
      </Show>
      <Show when={making.which() === 'new'}>
        <NewPassphrase form={making.passphrase} />
      </Show>
      <Show when={!making.hasKept}>
        <KeepToo />
      </Show>
      <div class="actions">
        <button type="button" class="button" onClick={(event) => event.currentTarget.closest('dialog')?.close()}>
          {making.busy() ? m.shell_close() : m.shell_cancel()}
        </button>
        <button type="submit" class="button primary" disabled={making.busy()}>
          {making.busy() ? m.data_making() : m.data_make_now()}
        </button>
      </div>
    </form>
  );
};

const KeepToo = () => (
  <label class="check-line">
    <input type="checkbox" name="keep" />
    <span>
      {m.data_make_keep()}
      <span class="dim small">{m.data_make_keep_about()}</span>
    </span>
  </label>
);

const Made = (props: { state: ShownBackups; backup: BackupEntry }) => (
  <>
    <p>{m.data_made_about({ size: text(bytes(props.backup.bytes)) })}</p>
    <p class="dim small code-name">{props.backup.name}</p>
    <div class="actions">
      <a class="button" href={props.state.backups.filePath(props.backup.name)} download="">
        <Icon name="download" /> {m.data_download()}
      </a>
      <form method="dialog">
        <button type="submit" class="button primary">
          {m.shell_done()}
        </button>
      </form>
    </div>
  </>
);
