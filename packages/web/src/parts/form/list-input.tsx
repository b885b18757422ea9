import { emptyOf, type Fields, seriesColors } from '@amud/protocol/forms.ts';
import { createSignal, For, Index, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../icon.tsx';
import { FieldRow } from './field-row.tsx';
import type { InputProps, Of } from './input-props.ts';
import type { AnyText } from './texts.ts';

type Row = Readonly<Record<string, unknown>>;
type Props = InputProps<Of<'list'>, readonly Row[]>;

/** Rows of fields: added, removed, moved. */
export const ListInput = (props: Props) => {
  const [said, setSaid] = createSignal('');
  let list: HTMLOListElement | undefined;
  const nameOf = (row: Row, place: number): string =>
    String(row['name'] ?? '').trim() || m.widgets_form_row({ place: place + 1 });
  /** After the rows have changed places, the focus is on the same button of the same row. */
  const focusOn = (place: number, selector: string) =>
    queueMicrotask(() => {
      const row = list?.children[place];
      const find = (within: Element | null | undefined, what: string) =>
        within?.querySelector<HTMLElement>(`${what}:not(:disabled)`);
      (find(row, selector) ?? find(row, 'button') ?? find(list?.parentElement, ':scope > button'))?.focus();
    });

  const change = (place: number, name: string, value: unknown) =>
    props.onChange(props.value.map((row, index) => (index === place ? { ...row, [name]: value } : row)));
  const add = () => {
    props.onChange([...props.value, newRow(props.field.of, props.value.length)]);
    focusOn(props.value.length - 1, 'input');
  };
  const remove = (place: number) => {
    props.onChange(props.value.filter((_, index) => index !== place));
    focusOn(Math.min(place, props.value.length - 1), '[data-remove]');
  };
  const move = (place: number, by: -1 | 1) => {
    const rows = [...props.value];
    const [row] = rows.splice(place, 1);
    if (!row) return;
    rows.splice(place + by, 0, row);
    props.onChange(rows);
    setSaid(m.widgets_form_moved({ name: nameOf(row, place), place: place + by + 1 }));
    focusOn(place + by, by < 0 ? '[data-up]' : '[data-down]');
  };

  return (
    <fieldset class="rows" aria-labelledby={props.labelId} aria-describedby={props.noteId}>
      <ol ref={list}>
        <Index each={props.value}>
          {(row, place) => (
            <li>
              <RowFields {...props} row={row()} place={place} onRow={(name, value) => change(place, name, value)} />
              <RowButtons
                name={nameOf(row(), place)}
                isFirst={place === 0}
                isLast={place === props.value.length - 1}
                onMove={(by) => move(place, by)}
                onRemove={() => remove(place)}
              />
            </li>
          )}
        </Index>
      </ol>
      <Show when={props.value.length < props.field.most}>
        <button type="button" class="button slim" onClick={add}>
          <Icon name="plus" /> {props.text.add?.() ?? m.widgets_form_add()}
        </button>
      </Show>
      <span class="unseen" role="status">
        {said()}
      </span>
    </fieldset>
  );
};

/** A new row, in a colour of its own. */
const newRow = (fields: Fields, place: number): Row =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      field.kind === 'series' ? seriesColors[place % seriesColors.length] : emptyOf(field),
    ]),
  );

const RowFields = (props: Props & { row: Row; place: number; onRow: (name: string, value: unknown) => void }) => (
  <div class="row-fields">
    <For each={Object.keys(props.field.of)}>
      {(name) => (
        <FieldRow
          path={`${props.path}.${props.place}.${name}`}
          field={props.field.of[name] as Fields[string]}
          text={props.text.of?.[name] as AnyText}
          value={props.row[name]}
          wrongAt={props.wrongAt}
          onChange={(value) => props.onRow(name, value)}
          onLeave={props.onLeave}
        />
      )}
    </For>
  </div>
);

type RowButtonsProps = {
  name: string;
  isFirst: boolean;
  isLast: boolean;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

const RowButtons = (props: RowButtonsProps) => (
  <div class="row-buttons">
    <button
      type="button"
      class="icon-button slim"
      data-up
      disabled={props.isFirst}
      aria-label={m.widgets_form_up({ name: props.name })}
      title={m.widgets_form_up({ name: props.name })}
      onClick={() => props.onMove(-1)}
    >
      <Icon name="arrow-up" />
    </button>
    <button
      type="button"
      class="icon-button slim"
      data-down
      disabled={props.isLast}
      aria-label={m.widgets_form_down({ name: props.name })}
      title={m.widgets_form_down({ name: props.name })}
      onClick={() => props.onMove(1)}
    >
      <Icon name="arrow-down" />
    </button>
    <button
      type="button"
      class="icon-button slim"
      data-remove
      aria-label={m.widgets_form_remove({ name: props.name })}
      title={m.widgets_form_remove({ name: props.name })}
      onClick={() => props.onRemove()}
    >
      <Icon name="x" />
    </button>
  </div>
);
