import { createSignal, Match, Show, Switch } from 'solid-js';
import { m } from '../../messages.ts';
import { Failure } from '../../parts/failure.tsx';
import { useApp } from '../../state/app.ts';
import type { Wishes } from '../../state/settings.ts';
import { useTitle } from '../title.ts';
import { FoundApps } from './found-apps.tsx';
import { LookStep, NameStep, PlaceStep } from './steps.tsx';

const STEPS = 4;

/** From a first sign-in to a board with what runs already: name, place, look, apps. Each can be passed over. */
export const SetupPage = () => {
  useTitle(m.setup_title);
  const app = useApp();
  const [step, setStep] = createSignal(1);
  const [message, setMessage] = createSignal<string>();
  const save = async (wishes: Wishes): Promise<boolean> => {
    const answer = await app.settings.save('everyone', wishes);
    setMessage(answer.ok ? undefined : answer.fault.message);
    return answer.ok;
  };
  const go = (to: number) => {
    setStep(to);
    queueMicrotask(() => document.querySelector<HTMLElement>('.setup h1')?.focus());
  };
  const end = async () => {
    if (await save({ setupDone: true })) app.address.go('/', 'replace');
  };
  return (
    <Show when={app.session.user()?.role === 'admin'} fallback={<p class="page dim">{m.setup_forbidden()}</p>}>
      <section class="page setup" aria-label={m.setup_title()}>
        <Show when={step() <= STEPS}>
          <p class="dim small setup-step">{m.setup_step({ step: step(), steps: STEPS })}</p>
          <progress class="setup-progress" max={STEPS} value={step()} aria-label={m.setup_title()} />
        </Show>
        <Show when={message()}>
          {(text) => <Failure fault={{ kind: 'internal', message: `${m.setup_not_kept()} ${text()}` }} />}
        </Show>
        <Switch fallback={<Ready onOpen={() => void end()} />}>
          <Match when={step() === 1}>
            <NameStep save={save} />
          </Match>
          <Match when={step() === 2}>
            <PlaceStep save={save} />
          </Match>
          <Match when={step() === 3}>
            <LookStep save={save} />
          </Match>
          <Match when={step() === 4}>
            <FoundApps onDone={() => go(STEPS + 1)} onBack={() => go(STEPS - 1)} />
          </Match>
        </Switch>
        <Show when={step() < STEPS}>
          <div class="setup-ways">
            <button type="button" class="button quiet" disabled={step() === 1} onClick={() => go(step() - 1)}>
              {m.setup_back()}
            </button>
            <button type="button" class="button primary" onClick={() => go(step() + 1)}>
              {m.setup_next()}
            </button>
          </div>
        </Show>
        <Show when={step() <= STEPS}>
          <p class="setup-skip small">
            <button type="button" class="button quiet slim" onClick={() => void end()}>
              {m.setup_skip()}
            </button>
            <span class="dim">{m.setup_skip_note()}</span>
          </p>
        </Show>
      </section>
    </Show>
  );
};

const Ready = (props: { onOpen: () => void }) => (
  <div class="setup-body">
    <h1 tabindex="-1">{m.setup_ready()}</h1>
    <p>{m.setup_ready_about()}</p>
    <ul class="setup-hints dim">
      <li>{m.setup_ready_users()}</li>
      <li>{m.setup_ready_backup()}</li>
    </ul>
    <button type="button" class="button primary" onClick={() => props.onOpen()}>
      {m.setup_ready_open()}
    </button>
  </div>
);
