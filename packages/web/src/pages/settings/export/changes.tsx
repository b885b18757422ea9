import { createSignal, type JSX, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { Failure } from '../../../parts/failure.tsx';
import { list } from '../../../parts/format.ts';
import { Icon } from '../../../parts/icon.tsx';
import { PasswordField } from '../../../parts/password-field.tsx';
import { Segments } from '../../../parts/segments.tsx';
import type { Difference, ImportCheck, ImportInput, Refusal } from '../../../state/exports.ts';
import { DifferenceList } from './difference-list.tsx';

type Mode = ImportInput['mode'];
type ChangesProps = {
  check: ImportCheck;
  refusal: Refusal | undefined;
  isBusy: boolean;
  onTake: (input: Omit<ImportInput, 'stage'>) => void;
  onAgain: () => void;
};

/** What a file would change, how to take it, and the button that does. */
export const Changes = (props: ChangesProps) => {
  const [mode, setMode] = createSignal<Mode>('add');
  const count = (change: Difference['change']) =>
    props.check.differences.filter((difference) => difference.change === change).length;
  const counts = () => ({
    added: count('added'),
    changed: count('changed'),
    removed: mode() === 'replace' ? count('removed') : 0,
  });
  const isNothing = () => {
    const { added, changed, removed } = counts();
    return added + changed + removed === 0 && !props.check.hasSecrets;
  };
  return (
    <>
      <Show when={props.check.of === 'everything' && count('removed') > 0}>
        <ModeChoice mode={mode()} onChoose={setMode} />
      </Show>
      <p class="import-counts" role="status">
        <strong>{m.data_import_counts(counts())}</strong>{' '}
        <span class="dim">{m.data_import_same({ count: props.check.same })}</span>
      </p>
      <DifferenceList differences={props.check.differences} mode={mode()} />
      <Show when={!isNothing()} fallback={<Nothing onAgain={props.onAgain} />}>
        <TakeForm {...props} mode={mode()} isRemoving={counts().removed > 0} />
      </Show>
    </>
  );
};

const ModeChoice = (props: { mode: Mode; onChoose: (mode: Mode) => void }) => (
  <div class="field">
    <span class="field-label">{m.data_import_mode()}</span>
    <Segments
      label={m.data_import_mode()}
      choices={[
        { value: 'add', label: m.data_import_add() },
        { value: 'replace', label: m.data_import_replace() },
      ]}
      value={props.mode}
      onChoose={props.onChoose}
    />
    <p class="field-note">{props.mode === 'add' ? m.data_import_add_about() : m.data_import_replace_about()}</p>
  </div>
);

const Nothing = (props: { onAgain: () => void }) => (
  <>
    <p class="dim">{m.data_import_nothing()}</p>
    <p class="button-row">
      <button type="button" class="button" onClick={() => props.onAgain()}>
        {m.data_import_another()}
      </button>
    </p>
  </>
);

const TakeForm = (props: ChangesProps & { mode: Mode; isRemoving: boolean }) => {
  const [isChanged, setChanged] = createSignal(false);
  let form: HTMLFormElement | undefined;
  const passphraseFault = () => (props.refusal?.field === 'passphrase' && !isChanged() ? props.refusal : undefined);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChanged(false);
    const fields = new FormData(form);
    const passphrase = String(fields.get('passphrase') ?? '');
    const backup = fields.get('backup') === 'on';
    props.onTake({ mode: props.mode, backup, ...(passphrase === '' ? {} : { passphrase }) });
  };
  return (
    <form class="form" ref={form} onSubmit={submit} method="post" novalidate>
      <Show when={props.check.hasSecrets} fallback={<LeftOut apps={props.check.withoutSecrets} />}>
        <PasswordField
          label={m.data_import_passphrase()}
          name="passphrase"
          autocomplete="current-password"
          error={passphraseFault()?.message}
          onInput={() => setChanged(true)}
          note={<p class="field-note">{m.data_import_passphrase_about()}</p>}
        />
      </Show>
      <BackupFirst canBackup={props.check.canBackup} />
      <Failure fault={passphraseFault() ? undefined : props.refusal} />
      <p class="button-row">
        <button
          type="submit"
          class="button"
          classList={{ danger: props.isRemoving, primary: !props.isRemoving }}
          disabled={props.isBusy}
        >
          {takeWords(props)}
        </button>
        <button type="button" class="button quiet" disabled={props.isBusy} onClick={() => props.onAgain()}>
          {m.shell_cancel()}
        </button>
      </p>
    </form>
  );
};

const takeWords = (props: { isBusy: boolean; isRemoving: boolean }): string => {
  if (props.isBusy) return m.data_import_taking();
  return props.isRemoving ? m.data_import_take_replacing() : m.data_import_take();
};

const LeftOut = (props: { apps: readonly string[] }): JSX.Element => (
  <Show when={props.apps.length > 0}>
    <p class="notice">
      <Icon name="lock" /> <span>{m.data_import_left_out({ apps: list(props.apps) })}</span>
    </p>
  </Show>
);

/** A way back, before anything is changed. */
const BackupFirst = (props: { canBackup: boolean }) => (
  <Show
    when={props.canBackup}
    fallback={
      <p class="notice">
        <Icon name="info" />
        <span>
          {m.data_import_backup_first()} <a href="/settings/backup">{m.data_make()}</a>
        </span>
      </p>
    }
  >
    <label class="check-line">
      <input type="checkbox" name="backup" checked />
      <span>
        {m.data_import_backup()}
        <span class="dim small">{m.data_import_backup_about()}</span>
      </span>
    </label>
  </Show>
);
