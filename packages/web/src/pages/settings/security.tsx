import { For, Show } from 'solid-js';
import { Icon } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';
import { PasswordForm } from '../security/password-form.tsx';
import { useTitle } from '../title.ts';
import { Checkup } from './checkup.tsx';
import { Sessions } from './sessions.tsx';
import { SignIns } from './sign-ins.tsx';

export const Security = () => {
  useTitle(() => 'Security');
  const { notices, session, toasts } = useApp();
  return (
    <>
      <div class="page-head">
        <div>
          <h1 tabindex="-1">Security</h1>
          <p>Your password, and where you are signed in.</p>
        </div>
      </div>
      <Show when={notices.length > 0}>
        <ul class="notices">
          <For each={notices}>
            {(notice) => (
              <li class={`notice ${notice.level}`}>
                <Icon name={notice.level === 'warn' ? 'triangle-alert' : 'info'} /> <span>{notice.text}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <section class="card settings-card" aria-labelledby="password-title">
        <div>
          <h2 id="password-title">Password</h2>
          <p class="dim">All your other sessions end when you change it.</p>
        </div>
        <PasswordForm
          currentLabel="Current password"
          button="Change password"
          onDone={() => toasts.say('Your password is changed. Your other sessions ended.')}
        />
      </section>
      <Sessions />
      <SignIns />
      <Show when={session.user()?.role === 'admin'}>
        <Checkup />
      </Show>
    </>
  );
};
