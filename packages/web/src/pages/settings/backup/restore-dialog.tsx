import { createSignal, Match, onCleanup, onMount, Switch } from 'solid-js';
import { m } from '../../../messages.ts';
import { Dialog } from '../../../parts/dialog.tsx';
import { Failure } from '../../../parts/failure.tsx';
import { useApp } from '../../../state/app.ts';
import { type BackupCheck, type BackupEntry, type Refusal, untilRestored } from '../../../state/backups.ts';
import { AskPassphrase } from './ask-passphrase.tsx';
import { Found } from './found.tsx';
import type { ShownBackups } from './shown-backups.ts';

type Step =
  | { step: 'sending'; share: number }
  | { step: 'asking'; backup: BackupEntry }
  | { step: 'found'; check: BackupCheck }
  | { step: 'restoring' }
  | { step: 'failed'; fault: Refusal };

type RestoreDialogProps = { state: ShownBackups; from: BackupEntry | File; onClose: () => void };

const createRestore = (props: RestoreDialogProps) => {
  const { http, clock } = useApp();
  const { backups, reload } = props.state;
  const [step, setStep] = createSignal<Step>(
    props.from instanceof File ? { step: 'sending', share: 0 } : { step: 'asking', backup: props.from },
  );
  let isOpen = true;
  const send = async (file: File) => {
    const answer = await backups.bring(
      file,
      (share) => isOpen && setStep({ step: 'sending', share }),
      () => isOpen,
    );
    void reload();
    if (!isOpen) return;
    if (!answer.ok) setStep({ step: 'failed', fault: answer.fault });
    else if (answer.value) setStep({ step: 'asking', backup: answer.value });
  };
  const restore = async ({ stage }: BackupCheck) => {
    setStep({ step: 'restoring' });
    const answer = await backups.restore(stage);
    if (!answer.ok) return void setStep({ step: 'failed', fault: answer.fault });
    await untilRestored(http, clock);
    location.assign(`/sign-in?restored=1&next=${encodeURIComponent('/settings/backup')}`);
  };
  onMount(() => {
    if (props.from instanceof File) void send(props.from);
  });
  onCleanup(() => {
    isOpen = false;
  });
  return { step, setStep, restore };
};

/** From a file to what was: brought here, opened and examined, said what it holds, then put in the place of what is here. */
export const RestoreDialog = (props: RestoreDialogProps) => {
  const { step, setStep, restore } = createRestore(props);
  const at = <S extends Step['step']>(name: S) => {
    const now = step();
    return now.step === name ? (now as Extract<Step, { step: S }>) : undefined;
  };
  return (
    <Dialog title={m.data_restore_title()} onClose={props.onClose} onEscape={() => step().step === 'restoring'}>
      <Switch>
        <Match when={at('sending')}>{(sending) => <Sending share={sending().share} />}</Match>
        <Match when={at('asking')}>
          {(asking) => (
            <AskPassphrase
              backups={props.state.backups}
              backup={asking().backup}
              onFound={(check) => setStep({ step: 'found', check })}
            />
          )}
        </Match>
        <Match when={at('found')}>
          {(found) => <Found check={found().check} onRestore={() => void restore(found().check)} />}
        </Match>
        <Match when={at('restoring')}>
          <div class="long-work-words" role="status">
            <progress class="long-work" aria-label={m.data_restoring()} />
            <p>{m.data_restoring()}</p>
            <p class="dim small">{m.data_restoring_about()}</p>
          </div>
        </Match>
        <Match when={at('failed')}>
          {(failed) => (
            <>
              <Failure fault={failed().fault} />
              <p class="dim">{m.data_restore_nothing_changed()}</p>
              <CloseLine />
            </>
          )}
        </Match>
      </Switch>
    </Dialog>
  );
};

const Sending = (props: { share: number }) => (
  <>
    <div class="long-work-words" role="status">
      <progress class="long-work" max={1} value={props.share} aria-label={m.data_sending()} />
      <p class="dim">{m.data_sending_share({ percent: Math.floor(props.share * 100) })}</p>
    </div>
    <form method="dialog" class="actions">
      <button type="submit" class="button">
        {m.shell_cancel()}
      </button>
    </form>
  </>
);

const CloseLine = () => (
  <form method="dialog" class="actions">
    <button type="submit" class="button">
      {m.shell_close()}
    </button>
  </form>
);
