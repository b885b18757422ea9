import { createSignal, For, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { ago, list, whole } from '../../../parts/format.ts';
import { Icon } from '../../../parts/icon.tsx';
import { TextField } from '../../../parts/text-field.tsx';
import { useApp } from '../../../state/app.ts';
import type { BackupCheck, BackupCounts } from '../../../state/backups.ts';
import { listedTime } from './times.ts';

const kinds: readonly { key: keyof BackupCounts; label: () => string }[] = [
  { key: 'boards', label: m.data_boards },
  { key: 'apps', label: m.data_apps },
  { key: 'pictures', label: m.data_pictures },
  { key: 'users', label: m.data_users },
  { key: 'nodes', label: m.data_nodes },
];

/** What the examination found, what a restore does, and the last question. */
export const Found = (props: { check: BackupCheck; onRestore: () => void }) => {
  const { now } = useApp();
  return (
    <div class="form">
      <p class="notice good">
        <Icon name="circle-check" />
        <span>
          {m.data_found({
            time: listedTime(props.check.createdAt),
            ago: ago(props.check.createdAt, now()),
            version: props.check.program,
          })}
        </span>
      </p>
      <Counts check={props.check} />
      <Warnings check={props.check} />
      <ul class="what-happens">
        <li>{m.data_what_replaced()}</li>
        <li>{m.data_what_signed_out()}</li>
        <li>{m.data_what_kept()}</li>
      </ul>
      <LastQuestion onRestore={props.onRestore} />
    </div>
  );
};

const Counts = (props: { check: BackupCheck }) => (
  <table class="table counts">
    <thead>
      <tr>
        <td />
        <th scope="col" class="end">
          {m.data_in_backup()}
        </th>
        <th scope="col" class="end">
          {m.data_here_now()}
        </th>
      </tr>
    </thead>
    <tbody>
      <For each={kinds}>
        {({ key, label }) => (
          <tr data-differs={props.check.counts[key] !== props.check.now[key]}>
            <th scope="row">{label()}</th>
            <td class="end">{whole(props.check.counts[key])}</td>
            <td class="end dim">{whole(props.check.now[key])}</td>
          </tr>
        )}
      </For>
    </tbody>
  </table>
);

const Warnings = (props: { check: BackupCheck }) => {
  const { session, version } = useApp();
  const name = () => session.user()?.username ?? '';
  return (
    <>
      <Show when={!props.check.admins.includes(name())}>
        <p class="notice warn">
          <Icon name="triangle-alert" />
          <span>{m.data_found_other_admins({ name: name(), admins: list(props.check.admins) })}</span>
        </p>
      </Show>
      <Show when={props.check.program !== version}>
        <p class="notice">
          <Icon name="info" />{' '}
          <span>{m.data_found_other_version({ version: props.check.program, here: version })}</span>
        </p>
      </Show>
    </>
  );
};

const LastQuestion = (props: { onRestore: () => void }) => {
  const [typed, setTyped] = createSignal('');
  const word = m.data_restore_word();
  const isTyped = () => typed().trim().toLocaleLowerCase() === word.toLocaleLowerCase();
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isTyped()) props.onRestore();
      }}
    >
      <TextField label={m.data_restore_type_word({ word })} name="sure" autocomplete="off" onInput={setTyped} />
      <div class="actions">
        <button type="button" class="button" onClick={(event) => event.currentTarget.closest('dialog')?.close()}>
          {m.shell_cancel()}
        </button>
        <button type="submit" class="button danger" disabled={!isTyped()}>
          {m.data_restore_do()}
        </button>
      </div>
    </form>
  );
};
