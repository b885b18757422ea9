import { Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { Age } from '../../../parts/age.tsx';
import { latency } from '../../../parts/check-format.ts';
import { CheckMark } from '../../../parts/check-mark.tsx';
import { reasonWords } from '../../../parts/check-reasons.ts';
import { stateWord } from '../../../parts/check-words.ts';
import { ago, exactTime, text } from '../../../parts/format.ts';
import { HopChain } from '../../../parts/hop-chain.tsx';
import { type Chain, chainOf, hopsOf } from '../../../parts/hops.ts';
import { useApp } from '../../../state/app.ts';
import type { AppStatus, CardApp } from '../../../state/apps.ts';
import type { Editable } from './editable.ts';

/** State, since when, why and what to do, and the way that the check took. */
export const StateNow = (props: { app: CardApp; editable: Editable }) => (
  <Show when={props.app.status}>
    {(status) => (
      <section class="state-now" data-state={status().state} aria-label={m.apps_state_now()}>
        <p class="state-now-head">
          <CheckMark state={status().state} silent />
          <strong>{stateWord(status().state)}</strong>
          <Show when={status().since}>{(since) => <Age since={since()} />}</Show>
          <span class="state-now-end dim small">
            <Checked status={status()} />
          </span>
        </p>
        <Show when={status().reason}>{(reason) => <p>{reasonWords(reason())}</p>}</Show>
        <Show when={chainNow(props.app, status(), props.editable)}>{(chain) => <HopChain chain={chain()} />}</Show>
      </section>
    )}
  </Show>
);

/** Only who may see the check knows its steps. */
const chainNow = (app: CardApp, status: AppStatus, editable: Editable): Chain | undefined => {
  const check = editable.known()?.check;
  if (!check || status.state === 'unknown' || status.state === 'paused') return undefined;
  const tested = editable.tested();
  const isFailure = (state: string) => state === 'down' || state === 'blocked';
  const seen = tested ?? { hops: [], reason: status.reason, state: status.state };
  return chainOf(hopsOf(check, app.url), { ...seen, isFailure: isFailure(seen.state) });
};

const Checked = (props: { status: AppStatus }) => {
  const { now } = useApp();
  return (
    <Show when={props.status.checkedAt}>
      {(at) => (
        <time title={exactTime(at())}>
          {props.status.state === 'up' || props.status.state === 'slow'
            ? m.apps_checked_in({ ago: ago(at(), now()), time: text(latency(props.status.latencyMs ?? 0)) })
            : m.apps_checked({ ago: ago(at(), now()) })}
        </time>
      )}
    </Show>
  );
};
