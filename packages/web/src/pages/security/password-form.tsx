import { createSignal } from 'solid-js';
import { m } from '../../messages.ts';
import { PasswordField } from '../../parts/password-field.tsx';
import { useApp } from '../../state/app.ts';
import { lengthFlaw, StrengthMeter } from './strength-meter.tsx';

type FieldName = 'current' | 'next' | 'repeat';
type Wrong = { field: FieldName; message: string };

const isFieldName = (name: string | undefined): name is FieldName =>
  name === 'current' || name === 'next' || name === 'repeat';

export const PasswordForm = (props: { currentLabel: string; button: string; onDone: () => void }) => {
  const { session } = useApp();
  const [wrong, setWrong] = createSignal<Wrong>();
  const [busy, setBusy] = createSignal(false);
  const [typed, setTyped] = createSignal('');
  let form: HTMLFormElement | undefined;
  const username = () => session.user()?.username ?? '';
  const errorOf = (field: FieldName) => (wrong()?.field === field ? wrong()?.message : undefined);

  const refuse = (next: Wrong) => {
    setWrong(next);
    form?.querySelector<HTMLInputElement>(`[name="${next.field}"]`)?.focus();
  };

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(form);
    const [current, next, repeat] = ['current', 'next', 'repeat'].map((name) => String(fields.get(name) ?? ''));
    const flaw = firstFlaw({ current: current ?? '', next: next ?? '', repeat: repeat ?? '', username: username() });
    if (flaw) return refuse(flaw);
    setWrong(undefined);
    setBusy(true);
    const answer = await session.changePassword(current ?? '', next ?? '');
    setBusy(false);
    if (!answer.ok) {
      const { field, message } = answer.fault;
      return refuse({ field: isFieldName(field) ? field : 'current', message });
    }
    form?.reset();
    setTyped('');
    props.onDone();
  };

  return (
    <form class="form" ref={form} onSubmit={(event) => void submit(event)} method="post" novalidate>
      <WhosePassword username={username()} />
      <PasswordField
        label={props.currentLabel}
        name="current"
        autocomplete="current-password"
        error={errorOf('current')}
      />
      <PasswordField
        label={m.account_new_password()}
        name="next"
        autocomplete="new-password"
        error={errorOf('next')}
        onInput={(text) => {
          setTyped(text);
          if (wrong()?.field === 'next') setWrong(undefined);
        }}
        note={<StrengthMeter typed={typed()} username={username()} />}
      />
      <PasswordField
        label={m.account_new_password_again()}
        name="repeat"
        autocomplete="new-password"
        error={errorOf('repeat')}
      />
      <button type="submit" class="button primary" disabled={busy()}>
        {busy() ? m.account_changing() : props.button}
      </button>
    </form>
  );
};

/** Tells password managers whose password this is. */
const WhosePassword = (props: { username: string }) => (
  <input
    class="unseen"
    type="text"
    name="username"
    autocomplete="username"
    value={props.username}
    tabindex="-1"
    aria-label={m.account_user_name()}
    readonly
  />
);

type Typed = { current: string; next: string; repeat: string; username: string };

const firstFlaw = ({ current, next, repeat, username }: Typed): Wrong | undefined => {
  if (current === '') return { field: 'current', message: m.account_type_current() };
  const flaw = lengthFlaw(next, username);
  if (flaw) return { field: 'next', message: flaw };
  if (next === current) return { field: 'next', message: m.account_same_password() };
  return repeat === next ? undefined : { field: 'repeat', message: m.account_differ() };
};
