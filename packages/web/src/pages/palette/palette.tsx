import { createEffect, createSignal, For, on, onCleanup, onMount, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';
import type { Entry } from './entries.ts';
import { createPaletteState, type PaletteState } from './palette-state.ts';
import { LIST_ID, Results, rowId } from './results.tsx';

/** One field that finds everything: apps, pages, settings, things to do, and the web. */
export const PaletteDialog = () => {
  const app = useApp();
  const state = createPaletteState(app);
  let dialog: HTMLDialogElement | undefined;
  onMount(() => {
    dialog?.setAttribute('closedby', 'any');
    dialog?.showModal();
  });
  // At once: a key pressed right after belongs to the page, and the browser tells of the end a little later.
  const close = () => {
    dialog?.close();
    app.palette.close();
  };
  const ended = () => dialog?.isConnected && app.palette.close();
  const choose = createChoice(state, close);
  return (
    <dialog ref={dialog} class="palette" aria-label={m.search_title()} onCancel={close} onClose={ended}>
      <Field state={state} onChoose={choose} onClose={close} />
      <Results state={state} onTaken={(entry) => taken(state, entry, close)} onRun={(entry) => choose(entry, false)} />
      <Hints />
      <Count state={state} />
    </dialog>
  );
};

/** A link was followed by the browser itself. It must still be there while the browser looks at it. */
const taken = (state: PaletteState, { id }: Entry, close: () => void) => {
  state.used.note(id);
  setTimeout(close);
};

/** Opens an entry, or does what it is for. */
const createChoice = (state: PaletteState, close: () => void) => {
  const { address, palette } = useApp();
  return (entry: Entry | undefined, isNewTab: boolean) => {
    if (!entry) return;
    // An engine that has nothing to look for yet.
    if (!entry.href && !entry.run) return palette.type(entry.completion);
    state.used.note(entry.id);
    close();
    if (entry.run) return entry.run();
    const url = new URL(entry.href ?? '/', location.href);
    if (isNewTab || entry.isNewTab) window.open(url, '_blank', 'noopener');
    else if (url.origin === location.origin) address.go(url.pathname + url.search + url.hash);
    else location.assign(url);
  };
};

type FieldProps = {
  state: PaletteState;
  onChoose: (entry: Entry | undefined, isNewTab: boolean) => void;
  onClose: () => void;
};

/** The keys move the choice; the text keeps the cursor. */
const createKeys = ({ state, onChoose }: FieldProps, type: (text: string) => void) => {
  const keys: Record<string, (event: KeyboardEvent) => void> = {
    ArrowDown: () => state.step(1),
    ArrowUp: () => state.step(-1),
    Home: () => state.go(0),
    End: () => state.go(-1),
    Enter: (event) => onChoose(state.active(), event.ctrlKey || event.metaKey),
    Tab: (event) => (event.shiftKey ? state.step(-1) : type(state.active()?.completion ?? state.text())),
  };
  return (event: KeyboardEvent) => {
    // While a word is put together (Chinese, Japanese, accents), the keys are that word's.
    if (event.isComposing || (event.shiftKey && event.key !== 'Tab')) return;
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    if (!act) return;
    event.preventDefault();
    act(event);
  };
};

const Field = (props: FieldProps) => {
  const { palette } = useApp();
  const { state } = props;
  const type = (text: string) => {
    palette.type(text);
    state.begin();
  };
  return (
    <div class="palette-field">
      <Icon name="search" large />
      <input
        type="text"
        role="combobox"
        enterkeyhint="go"
        autocomplete="off"
        autocapitalize="none"
        autocorrect="off"
        spellcheck={false}
        maxlength="200"
        autofocus
        aria-label={m.search_title()}
        aria-expanded="true"
        aria-haspopup="listbox"
        aria-controls={LIST_ID}
        aria-autocomplete="list"
        aria-activedescendant={state.active() ? rowId(state.place()) : undefined}
        placeholder={m.search_placeholder()}
        value={state.text()}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={createKeys(props, type)}
      />
      <button type="button" class="icon-button" aria-label={m.search_close()} onClick={() => props.onClose()}>
        <Icon name="x" />
      </button>
    </div>
  );
};

const hints = [
  { keys: ['↑', '↓'], does: m.search_hint_choose() },
  { keys: ['Enter'], does: m.search_hint_open() },
  { keys: ['Ctrl', 'Enter'], does: m.search_hint_tab() },
  { keys: ['Tab'], does: m.search_hint_complete() },
  { keys: ['!'], does: m.search_hint_engines() },
];

/** For who has keys; to who listens they would be noise. */
const Hints = () => (
  <p class="palette-hints" aria-hidden="true">
    <For each={hints}>
      {(hint) => (
        <span>
          <For each={hint.keys}>{(key) => <kbd>{key}</kbd>}</For> {hint.does}
        </span>
      )}
    </For>
  </p>
);

const SAID_AFTER_MS = 600;

/** How many there are, for who listens, once the typing rests. */
const Count = (props: { state: PaletteState }) => {
  const [said, setSaid] = createSignal('');
  createEffect(
    on([props.state.text, props.state.rows], ([text, rows]) => {
      const timer = setTimeout(() => setSaid(text === '' ? '' : m.search_count({ count: rows.length })), SAID_AFTER_MS);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  return (
    <p class="unseen" role="status">
      <Show when={said()}>{(words) => words()}</Show>
    </p>
  );
};
