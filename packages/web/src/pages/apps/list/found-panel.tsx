import { createSignal, For, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { Icon } from '../../../parts/icon.tsx';
import { useApp } from '../../../state/app.ts';
import { FoundHere } from '../../setup/found-here.tsx';
import { createFound, type FoundState } from '../../setup/found-state.ts';
import { Problems } from '../../setup/found-words.tsx';

/** What runs on the hosts already, and is not here yet: to add, or to ignore. */
export const FoundPanel = (props: { onClose: () => void }) => {
  const state = createFound();
  const { boards } = useApp();
  const [board, setBoard] = createSignal<string | null>(boards.home());
  const add = async () => {
    if (await state.add(state.chosen(), board())) props.onClose();
  };
  return (
    <section class="card found-panel" aria-label={m.apps_list_find()}>
      <div class="card-head">
        <h2>{m.setup_apps()}</h2>
        <div class="card-tools">
          <button type="button" class="icon-button slim" aria-label={m.apps_found_close()} onClick={props.onClose}>
            <Icon name="x" />
          </button>
        </div>
      </div>
      <FoundHere state={state} />
      <Problems state={state} />
      <Show when={state.fresh().length > 0}>
        <Ways state={state} board={board()} onBoard={setBoard} onAdd={() => void add()} />
      </Show>
    </section>
  );
};

type WaysProps = {
  state: FoundState;
  board: string | null;
  onBoard: (id: string | null) => void;
  onAdd: () => void;
};

const Ways = (props: WaysProps) => {
  const { boards } = useApp();
  return (
    <div class="found-foot">
      <label class="small">
        {m.apps_found_to()}{' '}
        <select
          class="select tall"
          value={props.board ?? ''}
          onChange={(event) => props.onBoard(event.currentTarget.value || null)}
        >
          <For each={boards.list()}>{({ id, name }) => <option value={id}>{name}</option>}</For>
          <option value="">{m.apps_found_nowhere()}</option>
        </select>
      </label>
      <button
        type="button"
        class="button primary"
        disabled={props.state.chosen().length === 0 || props.state.progress() !== undefined}
        onClick={() => props.onAdd()}
      >
        {m.setup_apps_add({ count: props.state.chosen().length })}
      </button>
    </div>
  );
};
