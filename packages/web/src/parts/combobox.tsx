import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js';

export type Option<T> = { key: string; label: string /** Beside the label, quieter. */; detail?: string; value: T };

type ComboboxProps<T> = {
  id: string;
  noteId: string;
  /** What is chosen, as the closed field shows it. */
  chosen: string;
  placeholder: string;
  options: readonly Option<T>[];
  /** In place of options: nothing found, still looking, type more. */
  note?: JSX.Element;
  isWrong?: boolean;
  onQuery: (text: string) => void;
  onChoose: (value: T) => void;
  /** The field was emptied by hand. */
  onClear: () => void;
  onLeave?: () => void;
};

/** A field that offers what fits the letters in it: arrows and Enter, or a click. Escape takes back what was typed. */
export const Combobox = <T,>(props: ComboboxProps<T>) => {
  const box = createBox(props);
  const listId = () => `${props.id}-list`;
  return (
    <div class="combobox">
      <div class="input" classList={{ wrong: props.isWrong ?? false }}>
        <input
          id={props.id}
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck={false}
          placeholder={props.placeholder}
          value={box.query() ?? props.chosen}
          aria-expanded={box.isOpen()}
          aria-controls={listId()}
          aria-autocomplete="list"
          aria-activedescendant={box.isOpen() && props.options.length > 0 ? `${listId()}-${box.active()}` : undefined}
          aria-invalid={props.isWrong ?? false}
          aria-describedby={props.noteId}
          onInput={(event) => box.type(event.currentTarget.value)}
          onKeyDown={box.press}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => {
            box.close();
            props.onLeave?.();
          }}
        />
      </div>
      <Show when={box.isOpen()}>
        <Options
          id={listId()}
          label={props.placeholder}
          options={props.options}
          active={box.active()}
          onChoose={box.choose}
        />
        <p class="options-note dim small" role="status">
          {props.options.length === 0 ? props.note : undefined}
        </p>
      </Show>
    </div>
  );
};

/** What was typed, which option is meant, and the keys. */
const createBox = <T,>(props: ComboboxProps<T>) => {
  const [query, setQuery] = createSignal<string>();
  const [active, setActive] = createSignal(0);
  const isOpen = () => query() !== undefined;
  createEffect(on([() => props.options, isOpen], () => setActive(0)));

  const type = (text: string) => {
    setQuery(text);
    props.onQuery(text);
    if (text === '') props.onClear();
  };
  const close = () => setQuery(undefined);
  const choose = (option: Option<T> | undefined) => {
    if (option) props.onChoose(option.value);
    close();
  };
  const open = () => {
    setQuery('');
    props.onQuery('');
  };
  const step = (by: number) => {
    const count = props.options.length;
    if (!isOpen()) open();
    else if (count > 0) setActive((active() + by + count) % count);
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => choose(props.options[active()]),
    Escape: close,
  };
  const press = (event: KeyboardEvent) => {
    const run = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    // A closed list leaves Enter and Escape to the dialog around it.
    if (!run || (!isOpen() && !event.key.startsWith('Arrow'))) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
  return { query, active, isOpen, type, close, choose, press };
};

type OptionsProps<T> = {
  id: string;
  label: string;
  options: readonly Option<T>[];
  active: number;
  onChoose: (option: Option<T>) => void;
};

const Options = <T,>(props: OptionsProps<T>) => {
  let list: HTMLDivElement | undefined;
  createEffect(() => list?.children[props.active]?.scrollIntoView({ block: 'nearest' }));
  return (
    <div ref={list} id={props.id} role="listbox" class="options" aria-label={props.label}>
      <For each={props.options}>
        {(option, place) => (
          <div
            id={`${props.id}-${place()}`}
            role="option"
            tabIndex={-1}
            aria-selected={place() === props.active}
            // Before the field loses the focus, which closes the list.
            onMouseDown={(event) => {
              event.preventDefault();
              props.onChoose(option);
            }}
          >
            <span class="clip">{option.label}</span> <span class="clip dim small">{option.detail}</span>
          </div>
        )}
      </For>
    </div>
  );
};
