import { createResource, createSignal, For, Show } from 'solid-js';
import { Failure } from '../../parts/failure.tsx';
import { ago, exactTime, plural } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import type { Account } from '../../state/admin.ts';
import { useApp } from '../../state/app.ts';
import { useTitle } from '../title.ts';
import { AddUser } from './add-user.tsx';
import { ManageUser } from './manage-user.tsx';
import { roleLabel } from './roles.ts';

export const Users = () => {
  useTitle(() => 'Users');
  const { admin } = useApp();
  const [answer, { refetch }] = createResource(admin.accounts.list);
  const [adding, setAdding] = createSignal(false);
  const [managedId, setManagedId] = createSignal<number>();
  const fault = () => (answer.latest?.ok === false ? answer.latest.fault : undefined);
  const listed = () => (answer.latest?.ok ? answer.latest.value.users : undefined);
  const managed = () => listed()?.find(({ id }) => id === managedId());
  const reload = () => void refetch();
  return (
    <>
      <Head count={listed()?.length} onAdd={() => setAdding(true)} />
      <Failure fault={fault()} onRetry={reload} />
      <Show when={listed()} fallback={answer.loading ? <p class="dim">Looking…</p> : undefined}>
        {(accounts) => <Accounts accounts={accounts()} onManage={setManagedId} />}
      </Show>
      <Show when={adding()}>
        <AddUser onClose={() => setAdding(false)} onAdded={reload} />
      </Show>
      <Show when={managed()}>
        {(account) => <ManageUser account={account()} onClose={() => setManagedId(undefined)} onChanged={reload} />}
      </Show>
    </>
  );
};

const Head = (props: { count: number | undefined; onAdd: () => void }) => (
  <div class="page-head">
    <div>
      <h1 tabindex="-1">Users</h1>
      <p>{props.count === undefined ? 'Who may come in, and what they may do.' : plural(props.count, 'account')}</p>
    </div>
    <button type="button" class="button primary" onClick={() => props.onAdd()}>
      <Icon name="plus" /> Add a user
    </button>
  </div>
);

const Accounts = (props: { accounts: Account[]; onManage: (id: number) => void }) => (
  <section class="card" aria-label="Accounts">
    <ul class="accounts">
      <For each={props.accounts}>
        {(account) => <AccountRow account={account} onManage={() => props.onManage(account.id)} />}
      </For>
    </ul>
    <Show when={props.accounts.length === 1}>
      <p class="dim small">You are the only one. Give others an account of their own rather than your password.</p>
    </Show>
  </section>
);

const AccountRow = (props: { account: Account; onManage: () => void }) => {
  const { session, now } = useApp();
  const seen = () => props.account.lastSignInAt;
  return (
    <li>
      <span class="person large" aria-hidden="true">
        {props.account.username.slice(0, 1)}
      </span>
      <div class="session-words">
        <p>
          <strong>{props.account.username}</strong>
          <Show when={props.account.id === session.user()?.id}>
            <span class="tag">you</span>
          </Show>
          <Show when={props.account.disabled}>
            <span class="tag off">disabled</span>
          </Show>
          <Show when={props.account.mustChangePassword && !props.account.disabled}>
            <span class="tag warn">one-time password</span>
          </Show>
        </p>
        <p class="dim small">
          {roleLabel(props.account.role)} ·{' '}
          <Show when={seen()} fallback="never signed in">
            {(at) => (
              <>
                signed in <time title={exactTime(at())}>{ago(at(), now())}</time>
              </>
            )}
          </Show>
          {props.account.sessions > 0 ? ` · ${plural(props.account.sessions, 'session')}` : ''}
        </p>
      </div>
      <button
        type="button"
        class="button slim"
        aria-label={`Manage ${props.account.username}`}
        onClick={() => props.onManage()}
      >
        Manage
      </button>
    </li>
  );
};
