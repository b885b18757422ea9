import { createResource, For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Failure } from '../../parts/failure.tsx';
import { ago, exactTime } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';
import { said } from '../../state/server-words.ts';

/** When and from where this person signed in, and where somebody failed to. */
export const SignIns = () => {
  const { session, now } = useApp();
  const [answer, { refetch }] = createResource(session.signIns);
  const listed = () => (answer.latest?.ok ? answer.latest.value.signIns : []);
  return (
    <section class="card settings-card" aria-labelledby="sign-ins-title">
      <div>
        <h2 id="sign-ins-title">{m.account_sign_ins()}</h2>
        <p class="dim">{m.account_sign_ins_about()}</p>
      </div>
      <div>
        <Failure fault={answer.latest?.ok === false ? answer.latest.fault : undefined} onRetry={() => void refetch()} />
        <ul class="sign-ins">
          <For each={listed()}>
            {(one) => (
              <li data-result={one.ok ? 'done' : 'refused'}>
                <Icon name={one.ok ? 'check' : 'circle-x'} />
                <span>
                  {said(one.device)}
                  <Show when={!one.ok}>
                    <span class="tag warn">{m.account_sign_in_failed()}</span>
                  </Show>
                </span>
                <span class="dim small">{one.address}</span>
                <time class="dim small" title={exactTime(one.at)}>
                  {ago(one.at, now())}
                </time>
              </li>
            )}
          </For>
        </ul>
        <Show when={answer.latest?.ok && listed().length === 0}>
          <p class="dim">{m.account_sign_ins_none()}</p>
        </Show>
      </div>
    </section>
  );
};
