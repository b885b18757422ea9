import { Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';
import { FoundHere } from './found-here.tsx';
import { createFound, type FoundState } from './found-state.ts';
import { Problems } from './found-words.tsx';
import type { Progress } from './progress.ts';
import { Step } from './step.tsx';

/** What runs on the hosts already: to keep, or to ignore. */
export const FoundApps = (props: { progress: Progress }) => {
  const state = createFound();
  const add = async () => {
    if (await state.add(state.chosen())) await props.progress.end();
  };
  return (
    <Step
      progress={props.progress}
      title={m.setup_apps()}
      about={m.setup_apps_about()}
      onward={<Onward state={state} onAdd={() => void add()} onDone={() => void props.progress.end()} />}
    >
      <FoundHere state={state} />
      <Notes state={state} />
    </Step>
  );
};

const Onward = (props: { state: FoundState; onAdd: () => void; onDone: () => void }) => {
  const count = () => props.state.chosen().length;
  return (
    <Show
      when={count() > 0}
      fallback={
        <button type="button" class="button primary" onClick={() => props.onDone()}>
          {m.setup_finish()}
        </button>
      }
    >
      <button
        type="button"
        class="button primary"
        disabled={props.state.loading() || props.state.progress() !== undefined}
        onClick={() => props.onAdd()}
      >
        <Show when={props.state.progress()} fallback={m.setup_apps_add({ count: count() })}>
          {(progress) => m.setup_apps_adding({ done: progress().done + 1, count: progress().count })}
        </Show>
      </button>
    </Show>
  );
};

/** What could not be looked at, and the ways to more. */
const Notes = (props: { state: FoundState }) => {
  const { apps } = useApp();
  return (
    <Show when={props.state.found() || props.state.fault()}>
      <Problems state={props.state} />
      <div class="found-ways">
        <button type="button" class="button slim" disabled={props.state.loading()} onClick={props.state.again}>
          <Icon name="refresh-cw" /> {props.state.loading() ? m.setup_apps_looking_short() : m.setup_apps_again()}
        </button>
        <button type="button" class="button slim" onClick={() => apps.shown.edit(null, props.state.placeOne)}>
          <Icon name="plus" /> {m.setup_apps_by_hand()}
        </button>
      </div>
    </Show>
  );
};
