import { For, type JSX, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { Icon } from '../../../parts/icon.tsx';
import { useApp } from '../../../state/app.ts';
import { type Order, orders, type StateChoice, stateChoices } from './filter.ts';
import type { ListState } from './list-state.ts';

const stateLabels: Record<StateChoice, () => string> = {
  all: m.apps_list_any_state,
  trouble: m.apps_list_trouble,
  up: m.apps_state_up,
  paused: m.apps_state_paused,
  unknown: m.apps_state_unknown,
  none: m.apps_state_none,
};

const orderLabels: Record<Order, () => string> = {
  name: m.apps_list_by_name,
  state: m.apps_list_by_state,
  uptime: m.apps_list_by_uptime,
  latency: m.apps_list_by_latency,
  since: m.apps_list_by_since,
};

/** What is looked for, and in which order. */
export const Tools = (props: { state: ListState }) => {
  const { state } = props;
  return (
    <search class="app-list-tools">
      <div class="input slim">
        <Icon name="search" />
        <input
          type="search"
          aria-label={m.apps_list_search()}
          placeholder={m.apps_list_search()}
          value={state.filter().text}
          onInput={(event) => state.setText(event.currentTarget.value)}
        />
      </div>
      <Choice
        label={m.apps_state_now()}
        value={state.filter().state}
        onChoose={(value) => state.setState(value as StateChoice)}
      >
        <For each={stateChoices}>{(value) => <option value={value}>{stateLabels[value]()}</option>}</For>
      </Choice>
      <Show when={state.tags().length > 0}>
        <Choice label={m.apps_tags()} value={state.filter().tag} onChoose={state.setTag}>
          <option value="">{m.apps_list_any_tag()}</option>
          <For each={state.tags()}>{(tag) => <option value={tag}>{tag}</option>}</For>
        </Choice>
      </Show>
      <BoardChoice state={state} />
      <Choice label={m.apps_list_order()} value={state.order()} onChoose={(value) => state.setOrder(value as Order)}>
        <For each={orders}>{(value) => <option value={value}>{orderLabels[value]()}</option>}</For>
      </Choice>
      <Show when={state.isFiltered()}>
        <span class="dim small" role="status">
          {m.apps_list_shown({ count: state.ids().length, all: state.all().length })}
        </span>
      </Show>
    </search>
  );
};

const BoardChoice = (props: { state: ListState }) => {
  const { boards } = useApp();
  return (
    <Choice label={m.apps_list_boards()} value={props.state.filter().board} onChoose={props.state.setBoard}>
      <option value="">{m.apps_list_any_board()}</option>
      <option value="none">{m.apps_list_no_board()}</option>
      <For each={boards.list()}>{({ id, name }) => <option value={id}>{name}</option>}</For>
    </Choice>
  );
};

type ChoiceProps = { label: string; value: string; onChoose: (value: string) => void; children: JSX.Element };

const Choice = (props: ChoiceProps) => (
  <select
    class="select tall"
    aria-label={props.label}
    value={props.value}
    onChange={(event) => props.onChoose(event.currentTarget.value)}
  >
    {props.children}
  </select>
);
