import { createSignal, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Failure } from '../../parts/failure.tsx';
import { TextField } from '../../parts/text-field.tsx';
import type { Refusal, Role } from '../../state/admin.ts';
import { useApp } from '../../state/app.ts';
import { OneTimePassword } from './one-time-password.tsx';
import { RoleChoice } from './role-choice.tsx';

export const AddUser = (props: { onClose: () => void; onAdded: () => void }) => {
  const { admin } = useApp();
  const [role, setRole] = createSignal<Role>('viewer');
  const [fault, setFault] = createSignal<Refusal>();
  const [busy, setBusy] = createSignal(false);
  const [made, setMade] = createSignal<{ username: string; password: string }>();
  let form: HTMLFormElement | undefined;

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const username = String(new FormData(form).get('new-user') ?? '').trim();
    setBusy(true);
    const answer = await admin.accounts.create(username, role());
    setBusy(false);
    setFault(answer.ok ? undefined : answer.fault);
    if (!answer.ok) return form?.querySelector<HTMLInputElement>('input')?.focus();
    setMade({ username: answer.value.user.username, password: answer.value.password });
    props.onAdded();
  };

  return (
    <Dialog title={made() ? m.account_account_made() : m.account_user_add()} onClose={props.onClose}>
      <Show
        when={made()}
        fallback={
          <form class="form" ref={form} onSubmit={(event) => void submit(event)} novalidate>
            <Failure fault={fault()?.field === 'username' ? undefined : fault()} />
            <TextField
              label={m.account_user_name()}
              name="new-user"
              autocomplete="off"
              error={fault()?.field === 'username' ? fault()?.message : undefined}
              note={<p class="field-note">{m.account_user_name_rule()}</p>}
            />
            <RoleChoice value={role()} onChoose={setRole} />
            <div class="actions">
              <button type="button" class="button" onClick={(event) => event.currentTarget.closest('dialog')?.close()}>
                {m.shell_cancel()}
              </button>
              <button type="submit" class="button primary" disabled={busy()}>
                {busy() ? m.account_adding() : m.account_add()}
              </button>
            </div>
          </form>
        }
      >
        {(account) => <OneTimePassword {...account()} />}
      </Show>
    </Dialog>
  );
};
