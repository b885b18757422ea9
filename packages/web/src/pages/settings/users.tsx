import { createResource, createSignal, For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Failure } from '../../parts/failure.tsx';
import { ago, exactTime } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { part, Sentence } from '../../parts/sentence.tsx';
import type { Account } from '../../state/admin.ts';
import { useApp } from '../../state/app.ts';
import { roleLabel } from '../roles.ts';
import { useTitle } from '../title.ts';
import { AddUser } from './add-user.tsx';
import { ManageUser } from './manage-user.tsx';

export const Users = () => {
  useTitle(() => m.account_users());
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
      <Show when={listed()} fallback={answer.loading ? <p class="dim">{m.shell_looking()}</p> : undefined}>
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
      <h1 tabindex="-1">{m.account_users()}</h1>
      <p>{props.count === undefined ? m.account_users_about() : m.account_accounts({ count: props.count })}</p>
    </div>
    <button type="button" class="button primary" onClick={() => props.onAdd()}>
      <Icon name="plus" /> {m.account_user_add()}
    </button>
  </div>
);

const Accounts = (props: { accounts: Account[]; onManage: (id: number) => void }) => (
  <section class="card" aria-label={m.account_accounts_label()}>
    <ul class="accounts">
      <For each={props.accounts}>
        {(account) => <AccountRow account={account} onManage={() => props.onManage(account.id)} />}
      </For>
    </ul>
    <Show when={props.accounts.length === 1}>
      <p class="dim small">{m.account_only_you()}</p>
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
            <span class="tag">{m.account_is_you()}</span>
          </Show>
          <Show when={props.account.disabled}>
            <span class="tag off">{m.account_is_disabled()}</span>
          </Show>
          <Show when={props.account.mustChangePassword && !props.account.disabled}>
            <span class="tag warn">{m.account_is_one_time()}</span>
          </Show>
        </p>
        <p class="dim small">
          {roleLabel(props.account.role)} ·{' '}
          <Show when={seen()} fallback={m.account_never_signed_in()}>
            {(at) => (
              <Sentence
                text={m.account_signed_in({ ago: part(0) })}
                parts={[<time title={exactTime(at())}>{ago(at(), now())}</time>]}
              />
            )}
          </Show>
          {props.account.sessions > 0 ? ` · ${m.account_session_count({ count: props.account.sessions })}` : ''}
        </p>
      </div>
      <button
        type="button"
        class="button slim"
        aria-label={m.account_manage_of({ name: props.account.username })}
        onClick={() => props.onManage()}
      >
        {m.account_manage()}
      </button>
    </li>
  );
};
