import { createSignal, onCleanup, onMount, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Backdrop } from '../../parts/backdrop.tsx';
import { duration } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import { SiteMark } from '../../parts/site-mark.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { useApp } from '../../state/app.ts';
import { shownBackdrop } from '../../state/look.ts';
import { siteTitle, useTitle } from '../title.ts';

type Wrong = { field: 'username' | 'password'; message: string };

export const SignIn = () => {
  useTitle(() => m.account_sign_in());
  const { look, session } = useApp();
  const [wrong, setWrong] = createSignal<Wrong>();
  const [busy, setBusy] = createSignal(false);
  const wait = createCountdown();
  let form: HTMLFormElement | undefined;

  const refuse = (next: Wrong) => {
    setWrong(next);
    form?.querySelector<HTMLInputElement>(`[name="${next.field}"]`)?.focus();
  };

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(form);
    const username = String(fields.get('username') ?? '').trim();
    const password = String(fields.get('password') ?? '');
    if (username === '') return refuse({ field: 'username', message: m.account_type_user_name() });
    if (password === '') return refuse({ field: 'password', message: m.shell_type_password() });
    setWrong(undefined);
    setBusy(true);
    const answer = await session.signIn(username, password);
    setBusy(false);
    if (answer.ok) return;
    if (answer.fault.retryAfterSeconds) wait.start(answer.fault.retryAfterSeconds);
    refuse({ field: answer.fault.field === 'username' ? 'username' : 'password', message: answer.fault.message });
  };

  onMount(() => form?.querySelector('input')?.focus());

  return (
    <main class="door" classList={{ 'over-backdrop': shownBackdrop(look.get) !== 'none' }}>
      <Backdrop />
      <form class="door-card" ref={form} onSubmit={(event) => void submit(event)} method="post" novalidate>
        <h1 class="door-mark">
          <SiteMark /> <span>{m.account_sign_in_to({ title: siteTitle() })}</span>
        </h1>
        <Restored />
        <TextField
          label={m.account_user_name()}
          name="username"
          autocomplete="username"
          error={fieldError(wrong(), 'username')}
        />
        <PasswordField
          label={m.account_password()}
          name="password"
          autocomplete="current-password"
          error={fieldError(wrong(), 'password')}
        />
        <button type="submit" class="button primary tall" disabled={busy() || wait.seconds() > 0}>
          {wait.seconds() > 0 ? waitText(wait.seconds()) : busy() ? m.account_signing_in() : m.account_sign_in()}
        </button>
      </form>
    </main>
  );
};

/** Somebody put a backup in the place of what was here. */
const Restored = () => {
  const { address } = useApp();
  return (
    <Show when={address.parameter('restored') !== null}>
      <p class="notice good">
        <Icon name="circle-check" /> <span>{m.data_restored()}</span>
      </p>
    </Show>
  );
};

const fieldError = (wrong: Wrong | undefined, field: Wrong['field']) =>
  wrong?.field === field ? wrong.message : undefined;

const waitText = (seconds: number): string =>
  seconds < 60
    ? m.account_wait({ time: duration(seconds) })
    : m.account_wait_minutes({ time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}` });

const createCountdown = () => {
  const [seconds, setSeconds] = createSignal(0);
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = () => clearInterval(timer);
  onCleanup(stop);
  return {
    seconds,
    start: (from: number) => {
      stop();
      const endAt = performance.now() + from * 1000;
      setSeconds(from);
      timer = setInterval(() => {
        setSeconds(Math.max(0, Math.ceil((endAt - performance.now()) / 1000)));
        if (seconds() === 0) stop();
      }, 250);
    },
  };
};
