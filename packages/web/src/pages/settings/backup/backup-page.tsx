import { createSignal, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { Failure } from '../../../parts/failure.tsx';
import type { BackupEntry } from '../../../state/backups.ts';
import { useTitle } from '../../title.ts';
import { BackupList } from './backup-list.tsx';
import { Glance } from './glance.tsx';
import { KeptStates } from './kept-states.tsx';
import { MakeBackup } from './make-backup.tsx';
import { PassphraseDialog } from './passphrase-dialog.tsx';
import { RestoreDialog } from './restore-dialog.tsx';
import { Schedule } from './schedule.tsx';
import { createShownBackups } from './shown-backups.ts';

type Asking = { what: 'make' } | { what: 'passphrase' } | { what: 'restore'; from: BackupEntry | File };

/** Backups: how it stands about them, making one, the schedule, and the way back. */
export const BackupPage = () => {
  useTitle(m.data_backup);
  const state = createShownBackups();
  const [asking, setAsking] = createSignal<Asking>();
  const close = () => setAsking(undefined);
  const restored = () => {
    const now = asking();
    return now?.what === 'restore' ? now.from : undefined;
  };
  return (
    <>
      <Head />
      <Failure fault={state.fault()} onRetry={() => void state.reload()} />
      <Show when={state.shown()} fallback={<Show when={!state.fault()}>{<p class="dim">{m.shell_looking()}</p>}</Show>}>
        {(shown) => (
          <>
            <Glance
              of={shown()}
              onMake={() => setAsking({ what: 'make' })}
              onChoose={() => setAsking({ what: 'passphrase' })}
            />
            <BackupList state={state} of={shown()} onRestore={(from) => setAsking({ what: 'restore', from })} />
            <Schedule state={state} of={shown()} onChoose={() => setAsking({ what: 'passphrase' })} />
            <KeptStates names={shown().kept} />
          </>
        )}
      </Show>
      <Show when={asking()?.what === 'make'}>
        <MakeBackup state={state} onClose={close} />
      </Show>
      <Show when={asking()?.what === 'passphrase'}>
        <PassphraseDialog state={state} onClose={close} />
      </Show>
      <Show when={restored()} keyed>
        {(from) => <RestoreDialog state={state} from={from} onClose={close} />}
      </Show>
    </>
  );
};

const Head = () => (
  <div class="page-head">
    <div>
      <h1 tabindex="-1">{m.data_backup()}</h1>
      <p>{m.data_backup_about()}</p>
    </div>
  </div>
);
