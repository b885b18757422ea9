import { onMount } from 'solid-js';
import { m } from '../../messages.ts';
import { Mark } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';
import { useTitle } from '../title.ts';
import { PasswordForm } from './password-form.tsx';

/** The first sign-in, or one after a reset: nothing else is open before the password is the person's own. */
export const FirstPassword = () => {
  useTitle(() => m.account_choose());
  const { session, toasts, address } = useApp();
  let heading: HTMLHeadingElement | undefined;
  onMount(() => heading?.focus());
  const done = () => {
    toasts.say(m.account_password_set());
    address.go('/', 'replace');
  };
  return (
    <main class="door">
      <div class="door-card">
        <h1 class="door-mark" ref={heading} tabindex="-1">
          <Mark /> <span>{m.account_choose_own()}</span>
        </h1>
        <p class="dim">{m.account_choose_why({ name: session.user()?.username ?? '' })}</p>
        <PasswordForm currentLabel={m.account_given()} button={m.account_set_and_go()} onDone={done} />
        <button type="button" class="button quiet" onClick={() => void session.signOut()}>
          {m.shell_sign_out()}
        </button>
      </div>
    </main>
  );
};
