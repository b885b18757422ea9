import type { CardApp } from '@amud/protocol/apps.ts';
import { createMemo, createSignal, For, onMount, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { AppIcon } from '../../parts/app-icon.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { Edit } from './edit.ts';

type PickerProps = { edit: Edit; onChoose: (appIds: string[]) => void; onClose: () => void };

/** So many of a long list are drawn; who has more types a letter. */
const MOST_SHOWN = 200;

const plain = (text: string): string => text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '');

const isLike = ({ name, description, tags, url }: CardApp, words: readonly string[]): boolean => {
  const all = plain([name, description, ...tags, url].join(' '));
  return words.every((word) => all.includes(word));
};

/** Apps that are known, to be put on the board, several at once; or one that is new. */
export const AppPicker = (props: PickerProps) => {
  const picker = createPicker(props.edit);
  let form: HTMLFormElement | undefined;
  const close = () => form?.closest('dialog')?.close();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const ids = picker.chosen();
    close();
    props.onChoose(ids);
  };
  const addNew = () => {
    const { onChoose } = props;
    close();
    props.edit.app.apps.shown.edit(null, (id) => onChoose([id]));
  };
  return (
    <Dialog kind="form" title={m.board_pick_title()} onClose={props.onClose}>
      <form ref={form} class="app-picker" onSubmit={submit}>
        <Search picker={picker} />
        <ul class="pick-list" aria-label={m.board_pick_title()}>
          <For each={picker.found().slice(0, MOST_SHOWN)}>{(app) => <Row app={app} picker={picker} />}</For>
        </ul>
        <Show when={picker.found().length === 0}>
          <p class="dim">{picker.isEmpty() ? m.board_pick_none() : m.board_pick_not_found()}</p>
        </Show>
        <div class="actions detail-actions">
          <button type="button" class="button pick-new" onClick={addNew}>
            <Icon name="plus" /> {m.board_pick_new()}
          </button>
          <button type="submit" class="button primary" disabled={picker.chosen().length === 0}>
            {picker.chosen().length === 0 ? m.board_add() : m.board_pick_add({ count: picker.chosen().length })}
          </button>
        </div>
      </form>
    </Dialog>
  );
};

type Picker = ReturnType<typeof createPicker>;

const createPicker = (edit: Edit) => {
  const { apps } = edit.app;
  const [text, setText] = createSignal('');
  const [chosen, setChosen] = createSignal<string[]>([]);
  const here = createMemo(() => new Set(edit.allItems().flatMap((item) => (item.kind === 'app' ? [item.appId] : []))));
  const known = createMemo(() =>
    Object.values(apps.data.apps).toSorted(
      (one, other) => Number(here().has(one.id)) - Number(here().has(other.id)) || one.name.localeCompare(other.name),
    ),
  );
  const found = createMemo(() => {
    const words = plain(text()).split(/\s+/).filter(Boolean);
    return known().filter((app) => isLike(app, words));
  });
  const toggle = (id: string) =>
    setChosen((ids) => (ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]));
  return {
    found,
    chosen,
    toggle,
    take: (id: string) => {
      setChosen((ids) => (ids.includes(id) ? ids : [...ids, id]));
      setText('');
    },
    text,
    setText,
    isHere: (id: string) => here().has(id),
    isEmpty: () => apps.data.known && known().length === 0,
  };
};

const Search = (props: { picker: Picker }) => {
  let field: HTMLInputElement | undefined;
  onMount(() => field?.focus());
  return (
    <div class="input">
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        aria-label={m.board_pick_search()}
        placeholder={m.board_pick_search()}
        autocomplete="off"
        spellcheck={false}
        value={props.picker.text()}
        onInput={(event) => props.picker.setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = props.picker.found();
          // What was searched for is taken, and the next word can be typed; without a word Enter adds what is chosen.
          if (event.key !== 'Enter' || !first || props.picker.text() === '') return;
          event.preventDefault();
          props.picker.take(first.id);
        }}
      />
    </div>
  );
};

const Row = (props: { app: CardApp; picker: Picker }) => (
  <li>
    <label class="pick-row">
      <input
        type="checkbox"
        checked={props.picker.chosen().includes(props.app.id)}
        onChange={() => props.picker.toggle(props.app.id)}
      />
      <AppIcon icon={props.app.icon} name={props.app.name} size={28} />
      <span class="pick-words">
        <span class="clip">{props.app.name}</span>
        <span class="clip dim small">{props.app.url}</span>
      </span>
      <Show when={props.picker.isHere(props.app.id)}>
        <span class="dim small">{m.board_pick_here()}</span>
      </Show>
    </label>
  </li>
);
