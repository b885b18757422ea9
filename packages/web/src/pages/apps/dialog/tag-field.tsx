import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { Icon } from '../../../parts/icon.tsx';

const LONGEST = 30;
const OFFERED = 8;

type TagFieldProps = {
  label?: string;
  tags: readonly string[];
  known: readonly string[];
  wrong: string | undefined;
  onChange: (tags: string[]) => void;
};

/** Tags as they are typed: Enter or a comma ends one, Backspace takes the last one back. Those in use are offered. */
export const TagField = (props: TagFieldProps) => {
  const id = createUniqueId();
  const box = createTagBox(props);
  return (
    <div class="field" data-field="tags">
      <label for={id}>{props.label ?? m.apps_tags()}</label>
      <div class="combobox">
        <div class="input tags-input" classList={{ wrong: props.wrong !== undefined }}>
          <For each={props.tags}>
            {(tag) => (
              <span class="app-tag">
                {tag}
                <button type="button" aria-label={m.apps_tag_remove({ tag })} onClick={() => box.remove(tag)}>
                  <Icon name="x" />
                </button>
              </span>
            )}
          </For>
          <TagInput id={id} box={box} isWrong={props.wrong !== undefined} />
        </div>
        <Offered id={id} box={box} />
      </div>
      <div id={`${id}-note`} class="field-notes">
        <Show when={props.wrong} fallback={<p class="field-note">{m.apps_tags_help()}</p>}>
          <p class="field-note wrong" role="alert">
            <Icon name="circle-x" /> <span>{props.wrong}</span>
          </p>
        </Show>
      </div>
    </div>
  );
};

type TagBox = ReturnType<typeof createTagBox>;

const TagInput = (props: { id: string; box: TagBox; isWrong: boolean }) => (
  <input
    id={props.id}
    type="text"
    role="combobox"
    autocomplete="off"
    autocapitalize="none"
    spellcheck={false}
    maxlength={LONGEST}
    value={props.box.typed()}
    aria-expanded={props.box.offered().length > 0}
    aria-controls={`${props.id}-list`}
    aria-autocomplete="list"
    aria-activedescendant={props.box.active() === undefined ? undefined : `${props.id}-${props.box.active()}`}
    aria-describedby={`${props.id}-note`}
    aria-invalid={props.isWrong}
    onInput={(event) => props.box.type(event.currentTarget.value)}
    onKeyDown={props.box.press}
    onFocus={props.box.enter}
    onBlur={props.box.leave}
  />
);

const Offered = (props: { id: string; box: TagBox }) => (
  <Show when={props.box.offered().length > 0}>
    <div id={`${props.id}-list`} role="listbox" class="options" aria-label={m.apps_tags_known()}>
      <For each={props.box.offered()}>
        {(tag, place) => (
          <div
            id={`${props.id}-${place()}`}
            role="option"
            tabIndex={-1}
            aria-selected={place() === props.box.active()}
            // Before the field loses the focus, which closes the list.
            onMouseDown={(event) => {
              event.preventDefault();
              props.box.add(tag);
            }}
          >
            {tag}
          </div>
        )}
      </For>
    </div>
  </Show>
);

const createTagBox = (props: TagFieldProps) => {
  const [typed, setTyped] = createSignal('');
  const [isInside, setInside] = createSignal(false);
  const [active, setActive] = createSignal<number>();
  const offered = createMemo(() => {
    const wanted = typed().trim().toLocaleLowerCase();
    if (!isInside() || (wanted === '' && active() === undefined)) return [];
    return props.known
      .filter((tag) => !props.tags.includes(tag) && tag.toLocaleLowerCase().includes(wanted))
      .slice(0, OFFERED);
  });
  const add = (text: string) => {
    const tag = text.trim().slice(0, LONGEST);
    if (tag !== '' && !props.tags.includes(tag)) props.onChange([...props.tags, tag]);
    setTyped('');
    setActive(undefined);
  };
  const remove = (tag: string) => props.onChange(props.tags.filter((other) => other !== tag));
  const type = (text: string) => {
    const parts = text.split(',');
    for (const part of parts.slice(0, -1)) add(part);
    setTyped(parts.at(-1) ?? '');
    setActive(undefined);
  };
  const step = (by: number): boolean => {
    setActive((place) => place ?? (by > 0 ? -1 : 0));
    const count = offered().length;
    setActive((place) => (count === 0 ? undefined : ((place ?? 0) + by + count) % count));
    return true;
  };
  const keys: Record<string, () => boolean> = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => {
      const text = offered()[active() ?? -1] ?? typed();
      // An empty field leaves Enter to the form.
      if (text.trim() === '') return false;
      add(text);
      return true;
    },
    Escape: () => {
      const isOpen = offered().length > 0 || typed() !== '';
      setTyped('');
      setActive(undefined);
      return isOpen;
    },
    Backspace: () => {
      const last = props.tags.at(-1);
      if (typed() !== '' || last === undefined) return false;
      remove(last);
      return true;
    },
  };
  const press = (event: KeyboardEvent) => {
    const run = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    if (!run?.()) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const leave = () => {
    add(typed());
    setInside(false);
  };
  return { typed, active, offered, add, remove, type, press, leave, enter: () => setInside(true) };
};
