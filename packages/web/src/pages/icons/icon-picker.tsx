import { createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { AppIcon } from '../../parts/app-icon.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Icon } from '../../parts/icon.tsx';
import { BringYourOwn } from './bring-your-own.tsx';
import { moveInGrid } from './grid-keys.ts';
import { createPicker, iconOf, type Picker } from './picker-state.ts';

type IconPickerProps = {
  /** Of what gets the icon, and where it is: for what is suggested, and for its letters. */
  name: string;
  url: string;
  /** What it has now. */
  value: string;
  /** What no icon at all is called, where that can be chosen; else letters stand for it. */
  none?: string | undefined;
  onChoose: (icon: string) => void;
  onClose: () => void;
};

/** Chooses an icon: one of those here by what it is called, a picture of one's own, or letters. */
export const IconPicker = (props: IconPickerProps) => {
  const picker = createPicker(props);
  const [dragged, setDragged] = createSignal(false);
  let area: HTMLDivElement | undefined;
  const paste = (event: ClipboardEvent) => picker.upload(event.clipboardData?.files[0]);
  onMount(() => document.addEventListener('paste', paste));
  onCleanup(() => document.removeEventListener('paste', paste));
  return (
    <Dialog title={m.icons_title()} wide onClose={props.onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a place to drop a file on, which a button takes too */}
      <div
        class="icon-picker"
        classList={{ dragged: dragged() }}
        ref={area}
        data-drop={m.icons_drop()}
        onDragOver={(event) => {
          event.preventDefault();
          setDragged(true);
        }}
        onDragLeave={(event) => {
          if (!area?.contains(event.relatedTarget as Node | null)) setDragged(false);
        }}
        onDrop={(event) => {
          event.preventDefault();
          setDragged(false);
          picker.upload(event.dataTransfer?.files[0]);
        }}
      >
        <Search picker={picker} area={() => area} />
        <div class="icon-shelves">
          <Show when={picker.text().trim() === ''} fallback={<Found picker={picker} {...props} />}>
            <Beginning picker={picker} {...props} />
          </Show>
        </div>
        <BringYourOwn picker={picker} url={props.url} />
        <p class="dim small">{m.icons_terms()}</p>
      </div>
    </Dialog>
  );
};

const Search = (props: { picker: Picker; area: () => HTMLElement | undefined }) => {
  let field: HTMLInputElement | undefined;
  onMount(() => field?.focus());
  const firstCell = () => props.area()?.querySelector<HTMLElement>('.icon-grid button');
  return (
    <div class="input">
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        aria-label={m.icons_search()}
        placeholder={m.icons_search_hint()}
        maxlength="100"
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => props.picker.setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
          event.preventDefault();
          if (event.key === 'Enter') firstCell()?.click();
          else firstCell()?.focus();
        }}
      />
    </div>
  );
};

type ShelfProps = {
  picker: Picker;
  name: string;
  value: string;
  none?: string | undefined;
  onChoose: (icon: string) => void;
};

const Found = (props: ShelfProps) => (
  <>
    <p class="unseen" role="status">
      {m.icons_found({ count: props.picker.hits()?.length ?? 0 })}
    </p>
    <Show when={props.picker.hits()?.length === 0}>
      <p class="dim">{m.icons_none({ text: props.picker.text().trim() })}</p>
    </Show>
    <Shelf title={m.icons_results()} hidden>
      <For each={props.picker.hits()}>{(hit) => <Cell icon={hit.name} title={hit.title} {...props} />}</For>
    </Shelf>
  </>
);

/** Before anything was typed: what fits, what others have, what was brought before. */
const Beginning = (props: ShelfProps) => (
  <>
    <Shelf title={m.icons_fitting()}>
      <For each={props.picker.fitting()}>{(hit) => <Cell icon={hit.name} title={hit.title} {...props} />}</For>
      <Cell icon="" title={props.none ?? m.icons_letters()} isBare={props.none !== undefined} {...props} />
    </Shelf>
    <Show when={props.picker.yours().length > 0}>
      <Shelf title={m.icons_yours()}>
        <For each={props.picker.yours().slice(0, 24)}>
          {(upload) => <Cell icon={iconOf(upload)} title={m.icons_yours()} unnamed {...props} />}
        </For>
      </Shelf>
    </Show>
    <Shelf title={m.icons_popular()}>
      <For each={props.picker.hits()}>{(hit) => <Cell icon={hit.name} title={hit.title} {...props} />}</For>
    </Shelf>
  </>
);

const Shelf = (props: { title: string; hidden?: boolean; children: JSX.Element }) => {
  let grid: HTMLDivElement | undefined;
  return (
    <section aria-label={props.title}>
      <Show when={!props.hidden}>
        <h3>{props.title}</h3>
      </Show>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside are what is pressed */}
      <div ref={grid} class="icon-grid" onKeyDown={(event) => grid && moveInGrid(event, grid)}>
        {props.children}
      </div>
    </section>
  );
};

type CellProps = { icon: string; title: string; name: string; value: string; unnamed?: boolean; isBare?: boolean };

const Cell = (props: CellProps & { onChoose: (icon: string) => void }) => (
  <button
    type="button"
    title={props.title}
    aria-label={props.title}
    aria-pressed={props.icon === props.value}
    onClick={() => props.onChoose(props.icon)}
  >
    <Show when={!props.isBare} fallback={<Icon name="x" large />}>
      <AppIcon icon={props.icon} name={props.name} />
    </Show>
    <Show when={!props.unnamed}>
      <span class="clip">{props.title}</span>
    </Show>
  </button>
);
