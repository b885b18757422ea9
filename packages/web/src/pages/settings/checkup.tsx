import { createResource, For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Failure } from '../../parts/failure.tsx';
import { Icon, type IconName } from '../../parts/icon.tsx';
import type { CheckupLine } from '../../state/admin.ts';
import { useApp } from '../../state/app.ts';
import { said } from '../../state/server-words.ts';

const icons: Record<CheckupLine['state'], IconName> = {
  ok: 'circle-check',
  warn: 'triangle-alert',
  unknown: 'circle-help',
};
const words: Record<CheckupLine['state'], string> = {
  ok: m.account_checkup_ok(),
  warn: m.account_checkup_warn(),
  unknown: m.account_checkup_unknown(),
};
const rank: Record<CheckupLine['state'], number> = { warn: 0, unknown: 1, ok: 2 };

/** The production checklist, examined now (security 15). */
export const Checkup = () => {
  const { admin } = useApp();
  const [answer, { refetch }] = createResource(admin.checkup);
  const lines = () =>
    answer.latest?.ok ? answer.latest.value.lines.toSorted((one, other) => rank[one.state] - rank[other.state]) : [];
  return (
    <section class="card settings-card" aria-labelledby="checkup-title">
      <div>
        <h2 id="checkup-title">{m.account_checkup()}</h2>
        <p class="dim">{m.account_checkup_about()}</p>
        <button type="button" class="button slim" disabled={answer.loading} onClick={() => void refetch()}>
          <Icon name="refresh-cw" /> {m.account_checkup_again()}
        </button>
      </div>
      <div>
        <Failure fault={answer.latest?.ok === false ? answer.latest.fault : undefined} onRetry={() => void refetch()} />
        <ul class="checkup">
          <For each={lines()}>
            {(line) => (
              <li data-state={line.state}>
                <Icon name={icons[line.state]} />
                <div>
                  <p>
                    <strong>{said(line.title)}</strong> <span class="unseen">{words[line.state]}</span>
                  </p>
                  <p class="dim small">{said(line.text)}</p>
                  <Show when={line.state !== 'ok' && line.fix}>
                    <p class="small">{said(line.fix ?? '')}</p>
                  </Show>
                </div>
              </li>
            )}
          </For>
        </ul>
      </div>
    </section>
  );
};
