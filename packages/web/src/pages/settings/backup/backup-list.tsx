import { createSignal, For, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { ago, bytes, exactTime, text } from '../../../parts/format.ts';
import { Icon } from '../../../parts/icon.tsx';
import { part, Sentence } from '../../../parts/sentence.tsx';
import { useApp } from '../../../state/app.ts';
import type { BackupEntry, BackupsOutput } from '../../../state/backups.ts';
import type { ShownBackups } from './shown-backups.ts';
import { listedTime } from './times.ts';

type BackupListProps = {
  state: ShownBackups;
  of: BackupsOutput;
  onRestore: (from: BackupEntry | File) => void;
};

/** Those that there are, each with what can be done with it, and the way in for one from elsewhere. */
export const BackupList = (props: BackupListProps) => (
  <section class="card" aria-labelledby="backups-title">
    <div class="card-head backups-head">
      <h2 id="backups-title">{m.data_backups()}</h2>
      <div class="card-tools">
        <Bring onRestore={props.onRestore} />
      </div>
    </div>
    <Show when={props.of.backups.length > 0} fallback={<p class="dim">{m.data_backups_none()}</p>}>
      <ul class="backups">
        <For each={props.of.backups}>
          {(backup) => <BackupRow state={props.state} backup={backup} onRestore={() => props.onRestore(backup)} />}
        </For>
      </ul>
    </Show>
    <p class="dim small backups-foot">
      <Sentence text={m.data_backups_where({ folder: part(0) })} parts={[<bdi dir="ltr">{props.of.folder}</bdi>]} />
    </p>
  </section>
);

const Bring = (props: { onRestore: (from: File) => void }) => {
  let picker: HTMLInputElement | undefined;
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".amudbackup"
        data-testid="backup-file"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) props.onRestore(file);
          event.currentTarget.value = '';
        }}
      />
      <button type="button" class="button slim" onClick={() => picker?.click()}>
        <Icon name="upload" /> {m.data_restore_file()}
      </button>
    </>
  );
};

const origins: Record<BackupEntry['origin'], () => string> = {
  hand: m.data_origin_hand,
  schedule: m.data_origin_schedule,
  brought: m.data_origin_brought,
};

const BackupRow = (props: { state: ShownBackups; backup: BackupEntry; onRestore: () => void }) => (
  <li>
    <div class="session-words">
      <p>
        <strong>
          <time title={exactTime(props.backup.createdAt)}>{listedTime(props.backup.createdAt)}</time>
        </strong>
        <Show when={props.backup.state !== 'ok'}>
          <span class="tag warn">{props.backup.state === 'broken' ? m.data_broken() : m.data_newer()}</span>
        </Show>
      </p>
      <p class="dim small">
        <Facts backup={props.backup} />
      </p>
    </div>
    <div class="backup-acts">
      <Show when={props.backup.state === 'ok'}>
        <button
          type="button"
          class="button slim"
          aria-label={m.data_restore_of({ time: listedTime(props.backup.createdAt) })}
          onClick={() => props.onRestore()}
        >
          {m.data_restore()}
        </button>
      </Show>
      <a
        class="icon-button slim"
        href={props.state.backups.filePath(props.backup.name)}
        download=""
        title={m.data_download()}
        aria-label={m.data_download_of({ time: listedTime(props.backup.createdAt) })}
      >
        <Icon name="download" />
      </a>
      <Remove state={props.state} backup={props.backup} />
    </div>
  </li>
);

const Facts = (props: { backup: BackupEntry }) => {
  const { now } = useApp();
  return (
    <>
      {ago(props.backup.createdAt, now())} · {origins[props.backup.origin]()} · {text(bytes(props.backup.bytes))}
      <Show when={props.backup.program}>
        {(version) => (
          <>
            {' · '}
            {m.data_by_version({ version: version() })}
          </>
        )}
      </Show>
    </>
  );
};

/** Asks once more before it does. */
const Remove = (props: { state: ShownBackups; backup: BackupEntry }) => {
  const { toasts } = useApp();
  const [asking, setAsking] = createSignal(false);
  const remove = async () => {
    const answer = await props.state.backups.remove(props.backup.name);
    toasts.say(answer.ok ? m.data_removed() : answer.fault.message);
    void props.state.reload();
  };
  return (
    <button
      type="button"
      class="button slim"
      classList={{ danger: asking(), quiet: !asking() }}
      aria-label={asking() ? undefined : m.data_remove_of({ time: listedTime(props.backup.createdAt) })}
      onClick={() => (asking() ? void remove() : setAsking(true))}
      onBlur={() => setAsking(false)}
    >
      {asking() ? m.data_remove_sure() : m.data_remove()}
    </button>
  );
};
