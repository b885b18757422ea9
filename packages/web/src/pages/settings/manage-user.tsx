import { createSignal, For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Failure } from '../../parts/failure.tsx';
import type { Account, Answer, Refusal, Role } from '../../state/admin.ts';
import { useApp } from '../../state/app.ts';
import { OneTimePassword } from './one-time-password.tsx';
import { RoleChoice } from './role-choice.tsx';

type Act = {
  label: string;
  ask: string;
  what: string;
  sure: string;
  run: () => Promise<Answer<unknown>>;
  said: string;
};
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
    <Dialog title={password() ? m.account_new_one_time_for({ name: username }) : username} onClose={props.onClose}>
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
  label: m.account_reset(),
  ask: m.account_reset_ask(),
  what: m.account_reset_what(),
  sure: m.account_reset_sure(),
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
          {m.shell_close()}
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
    return props.perform({ run, said: m.account_made_role({ name: username, role: role() }) });
  };
  return (
    <>
      <RoleChoice value={role()} onChoose={setRole} />
      <Show when={role() !== props.account.role}>
        <div>
          <button type="button" class="button primary" onClick={() => void change()}>
            {m.account_make_role({ name: props.account.username, role: role() })}
          </button>
          <p class="dim small">{m.account_role_what()}</p>
        </div>
      </Show>
    </>
  );
};

type Accounts = ReturnType<typeof useApp>['admin']['accounts'];

const actsFor = (account: Account, accounts: Accounts): Act[] => [
  ...(account.sessions > 0 ? [endAll(account, accounts)] : []),
  account.disabled ? enable(account, accounts) : disable(account, accounts),
  {
    label: m.account_remove(),
    ask: m.account_remove_ask(),
    what: m.account_remove_what(),
    sure: m.account_remove_sure(),
    run: () => accounts.remove(account.id),
    said: m.account_remove_said({ name: account.username }),
  },
];

const endAll = ({ id, username }: Account, accounts: Accounts): Act => ({
  label: m.account_end_all(),
  ask: m.account_end_all_ask(),
  what: m.account_end_all_what(),
  sure: m.account_end_all_sure(),
  run: () => accounts.endSessions(id),
  said: m.account_end_all_said({ name: username }),
});

const enable = ({ id, username }: Account, accounts: Accounts): Act => ({
  label: m.account_enable(),
  ask: m.account_enable_ask(),
  what: m.account_enable_what(),
  sure: m.account_enable_sure(),
  run: () => accounts.change(id, { disabled: false }),
  said: m.account_enable_said({ name: username }),
});

const disable = ({ id, username }: Account, accounts: Accounts): Act => ({
  label: m.account_disable(),
  ask: m.account_disable_ask(),
  what: m.account_disable_what(),
  sure: m.account_disable_sure(),
  run: () => accounts.change(id, { disabled: true }),
  said: m.account_disable_said({ name: username }),
});

/** Asks once more before it does anything. */
const ActRow = (props: { act: Omit<Act, 'run' | 'said'>; onDo: () => void }) => {
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
        aria-label={asking() ? undefined : m.account_act_more({ what: props.act.label })}
        onClick={() => (asking() ? props.onDo() : setAsking(true))}
        onBlur={() => setAsking(false)}
      >
        {asking() ? props.act.sure : props.act.ask}
      </button>
    </li>
  );
};
