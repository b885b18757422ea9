import { createSignal, For, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { duration } from '../../../parts/format.ts';
import { Icon } from '../../../parts/icon.tsx';
import { Menu } from '../../../parts/menu.tsx';
import { useApp } from '../../../state/app.ts';
import type { ListState } from './list-state.ts';
import { createMany } from './many.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { TagsDialog } from './tags-dialog.tsx';

const intervals = [10, 20, 30, 60, 120, 300, 900, 3_600];

/** What can be done with all that are chosen. */
export const ChosenBar = (props: { state: ListState }) => {
  const many = createMany(props.state);
  const [asking, setAsking] = createSignal<Asked>();
  const count = () => props.state.chosen().length;
  return (
    <>
      <Show when={count() > 0}>
        <section class="chosen-bar" aria-label={m.apps_list_chosen({ count: count() })}>
          <p role="status">{m.apps_list_chosen({ count: count() })}</p>
          <Acts many={many} onAsk={setAsking} />
          <button
            type="button"
            class="icon-button slim"
            title={m.apps_list_chosen_none()}
            aria-label={m.apps_list_chosen_none()}
            onClick={props.state.unchoose}
          >
            <Icon name="x" />
          </button>
        </section>
      </Show>
      <Show when={asking() === 'tags'}>
        <TagsDialog state={props.state} onApply={many.tags} onClose={() => setAsking(undefined)} />
      </Show>
      <Show when={asking() === 'remove'}>
        <RemoveDialog state={props.state} onRemove={many.remove} onClose={() => setAsking(undefined)} />
      </Show>
    </>
  );
};

type Asked = 'tags' | 'remove';
type ActsProps = { many: ReturnType<typeof createMany>; onAsk: (what: Asked) => void };

const Acts = (props: ActsProps) => {
  const { boards } = useApp();
  return (
    <div class="chosen-acts">
      <button
        type="button"
        class="button slim"
        disabled={props.many.busy()}
        onClick={() => void props.many.pause(true)}
      >
        <Icon name="pause" /> {m.apps_list_pause()}
      </button>
      <button
        type="button"
        class="button slim"
        disabled={props.many.busy()}
        onClick={() => void props.many.pause(false)}
      >
        <Icon name="play" /> {m.apps_list_resume()}
      </button>
      <Intervals many={props.many} />
      <button type="button" class="button slim" disabled={props.many.busy()} onClick={() => props.onAsk('tags')}>
        {m.apps_tags()}
      </button>
      <Menu class="button slim" label={m.apps_list_place()} disabled={props.many.busy()}>
        <For each={boards.list()}>
          {({ id, name }) => (
            <button type="button" onClick={() => void props.many.place(id, name)}>
              {name}
            </button>
          )}
        </For>
      </Menu>
      <button
        type="button"
        class="button slim danger"
        disabled={props.many.busy()}
        onClick={() => props.onAsk('remove')}
      >
        {m.apps_remove()}
      </button>
    </div>
  );
};

const Intervals = (props: Pick<ActsProps, 'many'>) => (
  <Menu class="button slim" label={m.apps_list_interval()} disabled={props.many.busy()}>
    <For each={intervals}>
      {(seconds) => (
        <button type="button" onClick={() => void props.many.interval(seconds)}>
          {m.apps_list_every({ time: duration(seconds) })}
        </button>
      )}
    </For>
  </Menu>
);
