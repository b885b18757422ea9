import { For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';
import { said } from '../../state/server-words.ts';
import { PasswordForm } from '../security/password-form.tsx';
import { useTitle } from '../title.ts';
import { Checkup } from './checkup.tsx';
import { useDeepLink } from './group-page.tsx';
import { Sessions } from './sessions.tsx';
import { SignIns } from './sign-ins.tsx';

export const Security = () => {
  useTitle(() => m.account_security());
  useDeepLink();
  const { notices, session, toasts } = useApp();
  return (
    <>
      <div class="page-head">
        <div>
          <h1 tabindex="-1">{m.account_security()}</h1>
          <p>{m.account_security_about()}</p>
        </div>
      </div>
      <Show when={notices.length > 0}>
        <ul class="notices">
          <For each={notices}>
            {(notice) => (
              <li class={`notice ${notice.level}`}>
                <Icon name={notice.level === 'warn' ? 'triangle-alert' : 'info'} /> <span>{said(notice.text)}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <section class="card settings-card" aria-labelledby="password-title">
        <div>
          <h2 id="password-title">{m.account_password()}</h2>
          <p class="dim">{m.account_password_about()}</p>
        </div>
        <PasswordForm
          currentLabel={m.account_current_password()}
          button={m.account_change_password()}
          onDone={() => toasts.say(m.account_password_changed())}
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
