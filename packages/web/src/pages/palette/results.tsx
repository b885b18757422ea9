import { createEffect, For, type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { outlines } from '../../look/outlines.ts';
import { m } from '../../messages.ts';
import { AppIcon } from '../../parts/app-icon.tsx';
import { CheckMark } from '../../parts/check-mark.tsx';
import { isTrouble } from '../../parts/check-words.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import type { Entry } from './entries.ts';
import type { Group, PaletteState, Row } from './palette-state.ts';

export const LIST_ID = 'palette-results';
export const rowId = (place: number): string => `palette-row-${place}`;

type ResultsProps = { state: PaletteState; onTaken: (entry: Entry) => void; onRun: (entry: Entry) => void };

export const Results = (props: ResultsProps) => {
  let list: HTMLDivElement | undefined;
  createEffect(() => {
    const place = props.state.place();
    const row = list?.querySelector(`#${rowId(place)}`);
    // The first one is shown with the name of its group above it.
    if (place === 0) list?.scrollTo({ top: 0 });
    else row?.scrollIntoView({ block: 'nearest' });
  });
  return (
    <div class="palette-results" ref={list}>
      <div id={LIST_ID} role="listbox" aria-label={m.search_results()}>
        <For each={props.state.groups()}>{(group) => <ResultGroup {...props} group={group} />}</For>
      </div>
      <Show when={props.state.rows().length === 0}>
        <p class="palette-nothing dim">{m.search_nothing()}</p>
      </Show>
    </div>
  );
};

const ResultGroup = (props: ResultsProps & { group: Group }) => {
  const id = () => `palette-group-${props.group.name}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a listbox has groups in it, not sets of fields
    <div role="group" aria-labelledby={id()}>
      <p class="palette-group" id={id()} role="presentation">
        {props.group.label}
      </p>
      <For each={props.group.rows}>{(row) => <ResultRow {...props} row={row} />}</For>
    </div>
  );
};

/** What leads somewhere is a link, so that the browser can do with it what it does with links. */
const ResultRow = (props: ResultsProps & { row: Row }) => {
  const entry = () => props.row.entry;
  const place = () => props.state.rows().findIndex((one) => one.entry.id === entry().id);
  return (
    <Dynamic
      component={entry().href ? 'a' : 'div'}
      class="palette-row"
      role="option"
      id={rowId(place())}
      aria-selected={place() === props.state.place()}
      tabIndex={-1}
      href={entry().href}
      target={entry().isNewTab ? '_blank' : undefined}
      rel="noopener"
      onPointerMove={() => props.state.go(place())}
      onClick={() => (entry().href ? props.onTaken(entry()) : props.onRun(entry()))}
    >
      <Content row={props.row} />
    </Dynamic>
  );
};

const Content = (props: { row: Row }) => {
  const entry = () => props.row.entry;
  const state = () => entry().state?.() ?? 'none';
  return (
    <>
      <Picture entry={entry()} />
      <span class="palette-name clip">
        <Marked text={entry().name} marks={props.row.marks} />
      </span>
      <span class="palette-detail clip dim small">{entry().detail}</span>
      <Show when={isTrouble(state())}>
        <CheckMark state={state()} />
      </Show>
      <Show when={entry().isNewTab}>
        <Icon name="arrow-up-right" />
        <span class="unseen">{m.search_new_tab()}</span>
      </Show>
    </>
  );
};

const isOutline = (name: string): name is IconName => Object.hasOwn(outlines, name);

const Picture = (props: { entry: Entry }): JSX.Element => {
  const { picture, name } = props.entry;
  if (picture.kind === 'app') return <AppIcon icon={picture.icon} name={name} size={20} />;
  return <Icon name={isOutline(picture.name) ? picture.name : 'search'} large />;
};

/** The letters that were meant stand out. */
const Marked = (props: { text: string; marks: Row['marks'] }) => {
  const pieces = () => {
    const found: { text: string; isMarked: boolean }[] = [];
    let from = 0;
    for (const [start, end] of props.marks) {
      if (start < from) continue;
      found.push({ text: props.text.slice(from, start), isMarked: false });
      found.push({ text: props.text.slice(start, end), isMarked: true });
      from = end;
    }
    found.push({ text: props.text.slice(from), isMarked: false });
    return found.filter(({ text }) => text !== '');
  };
  return (
    <For each={pieces()}>
      {(piece) => (
        <Show when={piece.isMarked} fallback={piece.text}>
          <b>{piece.text}</b>
        </Show>
      )}
    </For>
  );
};
