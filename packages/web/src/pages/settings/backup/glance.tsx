import { type JSX, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { ago, exactTime } from '../../../parts/format.ts';
import { Icon, type IconName } from '../../../parts/icon.tsx';
import { part, Sentence } from '../../../parts/sentence.tsx';
import { useApp } from '../../../state/app.ts';
import type { BackupsOutput } from '../../../state/backups.ts';
import { said } from '../../../state/server-words.ts';
import { dueTime } from './times.ts';

type Advice = NonNullable<BackupsOutput['advice']>;

const advices: Record<Advice, () => string> = {
  none: m.data_advice_none,
  old: m.data_advice_old,
  failed: m.data_advice_failed,
  'no-passphrase': m.data_advice_no_passphrase,
};

type GlanceProps = { of: BackupsOutput; onMake: () => void; onChoose: () => void };

/** How it stands, in one look: the last one, the next one, and what to do about it. */
export const Glance = (props: GlanceProps) => (
  <section class="card glance" data-state={stateOf(props.of)} aria-label={m.data_state()}>
    <Icon name={icons[stateOf(props.of)]} large />
    <div>
      <Show when={props.of.busy} fallback={<Last of={props.of} />}>
        {(busy) => (
          <>
            <h2>{busy() === 'making' ? m.data_making() : m.data_opening()}</h2>
            <progress class="long-work" aria-label={busy() === 'making' ? m.data_making() : m.data_opening()} />
          </>
        )}
      </Show>
      <p class="dim">
        <Next of={props.of} />
      </p>
      <Show when={props.of.advice}>{(advice) => <p class="glance-advice">{advices[advice()]()}</p>}</Show>
      <LastFailure of={props.of} />
    </div>
    <div class="glance-acts">
      <Show when={props.of.advice === 'no-passphrase'}>
        <button type="button" class="button" onClick={() => props.onChoose()}>
          {m.data_passphrase_choose()}
        </button>
      </Show>
      <button type="button" class="button primary" disabled={props.of.busy !== null} onClick={() => props.onMake()}>
        <Icon name="archive" /> {m.data_make()}
      </button>
    </div>
  </section>
);

type State = 'good' | 'warn' | 'none' | 'busy';
const icons: Record<State, IconName> = {
  good: 'shield-check',
  warn: 'triangle-alert',
  none: 'archive',
  busy: 'hourglass',
};

const stateOf = ({ advice, lastDoneAt, busy }: BackupsOutput): State => {
  if (busy !== null) return 'busy';
  if (advice !== null) return 'warn';
  return lastDoneAt === null ? 'none' : 'good';
};

const Last = (props: { of: BackupsOutput }) => {
  const { now } = useApp();
  return (
    <h2>
      <Show when={props.of.lastDoneAt} fallback={m.data_none()}>
        {(at) => (
          <Sentence
            text={m.data_last({ ago: part(0) })}
            parts={[<time title={exactTime(at())}>{ago(at(), now())}</time>]}
          />
        )}
      </Show>
    </h2>
  );
};

const Next = (props: { of: BackupsOutput }): JSX.Element => (
  <Show when={props.of.nextAt} fallback={m.data_no_schedule()}>
    {(at) => <>{m.data_next({ time: dueTime(at()) })}</>}
  </Show>
);

const LastFailure = (props: { of: BackupsOutput }) => {
  const { now } = useApp();
  const failed = () => (props.of.lastRun?.failure ? props.of.lastRun : undefined);
  return (
    <Show when={failed()}>
      {(run) => (
        <p class="glance-failure">
          <Icon name="circle-x" />
          <span>{m.data_last_failed({ ago: ago(run().at, now()), reason: said(run().failure ?? '') })}</span>
        </p>
      )}
    </Show>
  );
};
