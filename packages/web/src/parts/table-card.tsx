import { For, type JSX, Show } from 'solid-js';

export type Column = { label: string; end?: boolean /** Left out where there is no room. */; extra?: boolean };

type TableCardProps = {
  title: string;
  columns: readonly Column[];
  note?: JSX.Element;
  tools?: JSX.Element;
  wide?: boolean;
  children: JSX.Element;
};

/** A titled table. It scrolls inside its card rather than widening the page. */
export const TableCard = (props: TableCardProps) => (
  <section class="card table-card" classList={{ wide: props.wide ?? false }} aria-label={props.title}>
    <div class="card-head">
      <h2>{props.title}</h2>
      <Show when={props.note}>
        <span class="dim small">{props.note}</span>
      </Show>
      <div class="card-tools">{props.tools}</div>
    </div>
    <table class="table">
      <thead>
        <tr>
          <For each={props.columns}>
            {(column) => (
              <th scope="col" classList={{ end: column.end ?? false, extra: column.extra ?? false }}>
                {column.label}
              </th>
            )}
          </For>
        </tr>
      </thead>
      <tbody>{props.children}</tbody>
    </table>
  </section>
);
