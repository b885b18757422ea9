import { onMount } from 'solid-js';
import { Mark } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';
import { useTitle } from '../title.ts';
import { PasswordForm } from './password-form.tsx';

/** The first sign-in, or one after a reset: nothing else is open before the password is the person's own. */
export const FirstPassword = () => {
  useTitle(() => 'Choose your password');
  const { session, toasts, address } = useApp();
  let heading: HTMLHeadingElement | undefined;
  onMount(() => heading?.focus());
  const done = () => {
    toasts.say('Your password is set.');
    address.go('/nodes', 'replace');
  };
  return (
    <main class="door">
      <div class="door-card">
        <h1 class="door-mark" ref={heading} tabindex="-1">
          <Mark /> <span>Choose your own password</span>
        </h1>
        <p class="dim">
          You are signed in as {session.user()?.username} with a password that was made for you. Others may have seen
          it: replace it by one that only you know.
        </p>
        <PasswordForm currentLabel="The password you were given" button="Set password and continue" onDone={done} />
        <button type="button" class="button quiet" onClick={() => void session.signOut()}>
          Sign out
        </button>
      </div>
    </main>
  );
};
