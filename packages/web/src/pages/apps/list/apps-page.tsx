import { createSignal, For, Match, onCleanup, Show, Switch } from 'solid-js';
import { m } from '../../../messages.ts';
import { Icon } from '../../../parts/icon.tsx';
import { useApp } from '../../../state/app.ts';
import { summarise } from '../../board/summary.ts';
import { later } from '../../later.tsx';
import { useTitle } from '../../title.ts';
import { AppRow } from './app-row.tsx';
import { ChosenBar } from './chosen-bar.tsx';
import { createListState, type ListState } from './list-state.ts';
import { Tools } from './tools.tsx';

const found = later(async () => (await import('./found-panel.tsx')).FoundPanel);

/** Every app: how it is, where it stands, how it is watched; and what can be done with many at once. */
export const AppsPage = () => {
  useTitle(m.apps_all);
  const { nodes } = useApp();
  const state = createListState();
  const [looking, setLooking] = createSignal(false);
  onCleanup(nodes.watch());
  const total = () => state.all().length;
  return (
    <div class="page apps-page">
      <Head state={state} looking={looking()} onLook={() => setLooking(!looking())} />
      <Show when={looking()}>
        <found.Part onClose={() => setLooking(false)} onLost={() => setLooking(false)} />
      </Show>
      <Show when={total() > 0}>
        <Tools state={state} />
      </Show>
      <Switch fallback={<List state={state} />}>
        <Match when={!state.known()}>
          <Skeleton />
        </Match>
        <Match when={total() === 0}>
          <Nothing onFind={() => setLooking(true)} />
        </Match>
      </Switch>
      <ChosenBar state={state} />
    </div>
  );
};

type HeadProps = { state: ListState; looking: boolean; onLook: () => void };

const Head = (props: HeadProps) => {
  const { apps } = useApp();
  return (
    <div class="page-head">
      <div>
        <h1 tabindex="-1">{m.apps_all()}</h1>
        <p data-testid="summary">
          {props.state.known() ? summarise(props.state.all().map(({ app }) => app)) : m.shell_looking()}
        </p>
      </div>
      <div class="page-tools">
        <button type="button" class="button" aria-expanded={props.looking} onClick={() => props.onLook()}>
          <Icon name="search" /> {m.apps_list_find()}
        </button>
        <button type="button" class="button primary" onClick={() => apps.shown.edit(null)}>
          <Icon name="plus" /> {m.apps_dialog_add()}
        </button>
      </div>
    </div>
  );
};

const List = (props: { state: ListState }) => (
  <Show when={props.state.ids().length > 0} fallback={<NoneFits state={props.state} />}>
    <div class="card app-list">
      <div class="app-list-head">
        <label class="app-list-box">
          <input
            type="checkbox"
            aria-label={m.apps_list_choose_all()}
            checked={props.state.chosen().length === props.state.ids().length}
            onChange={(event) => props.state.chooseAll(event.currentTarget.checked)}
          />
        </label>
        <For each={columns}>{(column) => <span aria-hidden="true">{column()}</span>}</For>
      </div>
      <ul>
        <For each={props.state.ids()}>{(id) => <AppRow id={id} state={props.state} />}</For>
      </ul>
    </div>
  </Show>
);

const columns = [
  m.apps_name,
  m.apps_state_now,
  m.apps_list_day,
  m.apps_list_check,
  m.apps_tags,
  m.apps_list_boards,
] as const;

const NoneFits = (props: { state: ListState }) => (
  <div class="empty">
    <p>{m.apps_list_none_fits()}</p>
    <button type="button" class="button" onClick={props.state.clear}>
      {m.apps_list_show_all()}
    </button>
  </div>
);

const Nothing = (props: { onFind: () => void }) => {
  const { apps } = useApp();
  return (
    <div class="empty">
      <h2>{m.apps_list_empty()}</h2>
      <p class="dim">{m.apps_list_empty_why()}</p>
      <div class="page-tools">
        <button type="button" class="button primary" onClick={() => apps.shown.edit(null)}>
          {m.apps_dialog_add()}
        </button>
        <button type="button" class="button" onClick={() => props.onFind()}>
          {m.apps_list_find()}
        </button>
      </div>
    </div>
  );
};

const Skeleton = () => (
  <div class="card app-list skeleton" aria-hidden="true">
    <For each={[1, 2, 3, 4, 5, 6]}>{() => <div class="app-list-ghost" />}</For>
  </div>
);
