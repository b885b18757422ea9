import { For, Match, Show, Switch } from 'solid-js';
import { m } from '../../messages.ts';
import { Failure } from '../../parts/failure.tsx';
import { Icon, Mark } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';
import { useTitle } from '../title.ts';
import { FoundApps } from './found-apps.tsx';
import { createProgress, type Progress, type StepName, stepNames } from './progress.ts';
import { LookStep, NameStep, PlaceStep } from './steps.tsx';

/** From a first sign-in to a board with what runs already: name, place, look, apps. Each can be passed over. */
export const SetupPage = () => {
  useTitle(m.setup_title);
  const { session } = useApp();
  return (
    <Show when={session.user()?.role === 'admin'} fallback={<p class="page dim">{m.setup_forbidden()}</p>}>
      <Steps />
    </Show>
  );
};

const Steps = () => {
  const progress = createProgress();
  return (
    <section class="setup" aria-label={m.setup_title()}>
      <Head progress={progress} />
      <Show when={progress.message()}>
        {(text) => <Failure fault={{ kind: 'internal', message: `${m.setup_not_kept()} ${text()}` }} />}
      </Show>
      <Switch>
        <Match when={progress.here() === 'name'}>
          <NameStep progress={progress} />
        </Match>
        <Match when={progress.here() === 'place'}>
          <PlaceStep progress={progress} />
        </Match>
        <Match when={progress.here() === 'look'}>
          <LookStep progress={progress} />
        </Match>
        <Match when={progress.here() === 'apps'}>
          <FoundApps progress={progress} />
        </Match>
      </Switch>
      <p class="setup-skip small">
        <button type="button" class="link-button" onClick={() => void progress.end()}>
          {m.setup_skip()}
        </button>
        <span class="dim">{m.setup_skip_note()}</span>
      </p>
    </section>
  );
};

const labels: Record<StepName, () => string> = {
  name: m.setup_step_name,
  place: m.setup_step_place,
  look: m.setup_step_look,
  apps: m.setup_step_apps,
};

/** Every step by its name; what lies behind is ticked, and any can be gone to. */
const Head = (props: { progress: Progress }) => (
  <header class="setup-head">
    <Mark />
    <nav aria-label={m.setup_steps()}>
      <ol class="setup-steps">
        <For each={stepNames}>
          {(name, index) => (
            <li>
              <button
                type="button"
                aria-current={props.progress.here() === name ? 'step' : undefined}
                data-done={index() < props.progress.place() ? '' : undefined}
                onClick={() => props.progress.go(name)}
              >
                <span class="setup-number" aria-hidden="true">
                  <Show when={index() < props.progress.place()} fallback={index() + 1}>
                    <Icon name="check" />
                  </Show>
                </span>
                <span class="setup-label">{labels[name]()}</span>
              </button>
            </li>
          )}
        </For>
      </ol>
    </nav>
  </header>
);
