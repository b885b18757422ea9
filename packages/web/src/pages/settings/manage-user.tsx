import { createSignal, For, Show } from 'solid-js';
import { Dialog } from '../../parts/dialog.tsx';
import { Failure } from '../../parts/failure.tsx';
import type { Account, Answer, Refusal, Role } from '../../state/admin.ts';
import { useApp } from '../../state/app.ts';
import { OneTimePassword } from './one-time-password.tsx';
import { RoleChoice } from './role-choice.tsx';
import { roleLabel } from './roles.ts';

type Act = { label: string; what: string; sure: string; run: () => Promise<Answer<unknown>>; said: string };
type Perform = (act: Pick<Act, 'run' | 'said'>) => Promise<void>;
type ManageUserProps = { account: Account; onClose: () => void; onChanged: () => void };

/** Everything that can be done about one account. */
export const ManageUser = (props: ManageUserProps) => {
  const { admin, toasts } = useApp();
  const { id, username } = props.account;
  const [fault, setFault] = createSignal<Refusal>();
  const [password, setPassword] = createSignal<string>();
  let body: HTMLDivElement | undefined;

  const perform: Perform = async ({ run, said }) => {
    const answer = await run();
    setFault(answer.ok ? undefined : answer.fault);
    if (!answer.ok) return;
    toasts.say(said);
    props.onChanged();
    body?.closest('dialog')?.close();
  };
  const reset = async () => {
    const answer = await admin.accounts.resetPassword(id);
    setFault(answer.ok ? undefined : answer.fault);
    if (!answer.ok) return;
    setPassword(answer.value.password);
    props.onChanged();
  };

  return (
    <Dialog title={password() ? `A new password for ${username}` : username} onClose={props.onClose}>
      <div ref={body} class="manage">
        <Failure fault={fault()} />
        <Show
          when={password()}
          fallback={<Choices account={props.account} perform={perform} onReset={() => void reset()} />}
        >
          {(text) => <OneTimePassword username={username} password={text()} />}
        </Show>
      </div>
    </Dialog>
  );
};

const resetWords = {
  label: 'New one-time password',
  what: 'For someone who forgot theirs. Their sessions end.',
  sure: 'Make it',
};

const Choices = (props: { account: Account; perform: Perform; onReset: () => void }) => {
  const { admin, session } = useApp();
  return (
    <>
      <ChangeRole account={props.account} perform={props.perform} />
      <ul class="acts">
        <Show when={props.account.id !== session.user()?.id}>
          <ActRow act={resetWords} onDo={props.onReset} />
        </Show>
        <For each={actsFor(props.account, admin.accounts)}>
          {(act) => <ActRow act={act} onDo={() => void props.perform(act)} />}
        </For>
      </ul>
      <form method="dialog" class="actions">
        <button type="submit" class="button">
          Close
        </button>
      </form>
    </>
  );
};

const ChangeRole = (props: { account: Account; perform: Perform }) => {
  const { admin } = useApp();
  const [role, setRole] = createSignal<Role>(props.account.role);
  const change = () => {
    const { id, username } = props.account;
    const run = () => admin.accounts.change(id, { role: role() });
    return props.perform({ run, said: `${username} is ${roleLabel(role()).toLowerCase()} now.` });
  };
  return (
    <>
      <RoleChoice value={role()} onChoose={setRole} />
      <Show when={role() !== props.account.role}>
        <div>
          <button type="button" class="button primary" onClick={() => void change()}>
            Make {props.account.username} {roleLabel(role()).toLowerCase()}
          </button>
          <p class="dim small">Their sessions end; they sign in again with the new role.</p>
        </div>
      </Show>
    </>
  );
};

const actsFor = (
  { id, username, disabled, sessions }: Account,
  accounts: ReturnType<typeof useApp>['admin']['accounts'],
): Act[] => [
  ...(sessions > 0
    ? [
        {
          label: 'End all sessions',
          what: 'They must sign in again everywhere.',
          sure: 'End them',
          run: () => accounts.endSessions(id),
          said: `The sessions of ${username} ended.`,
        },
      ]
    : []),
  disabled
    ? {
        label: 'Enable',
        what: 'They can sign in again with their password.',
        sure: 'Enable',
        run: () => accounts.change(id, { disabled: false }),
        said: `${username} can sign in again.`,
      }
    : {
        label: 'Disable',
        what: 'They can’t sign in until you enable them. Nothing is lost.',
        sure: 'Disable',
        run: () => accounts.change(id, { disabled: true }),
        said: `${username} is disabled.`,
      },
  {
    label: 'Remove',
    what: 'The account goes for good. The audit log keeps what it did.',
    sure: 'Remove for good',
    run: () => accounts.remove(id),
    said: `${username} is removed.`,
  },
];

/** Asks once more before it does anything. */
const ActRow = (props: { act: Pick<Act, 'label' | 'what' | 'sure'>; onDo: () => void }) => {
  const [asking, setAsking] = createSignal(false);
  return (
    <li>
      <div>
        <p>
          <strong>{props.act.label}</strong>
        </p>
        <p class="dim small">{props.act.what}</p>
      </div>
      <button
        type="button"
        class="button slim"
        classList={{ danger: asking() }}
        aria-label={asking() ? undefined : `${props.act.label}…`}
        onClick={() => (asking() ? props.onDo() : setAsking(true))}
        onBlur={() => setAsking(false)}
      >
        {asking() ? props.act.sure : `${props.act.label.split(' ')[0]}…`}
      </button>
    </li>
  );
};
