import { createMemo, For } from 'solid-js';
import { m } from '../messages.ts';
import { type ChartLine, minuteRows, type Points } from './chart-data.ts';
import { exactTime, maybe, minuteTime, text } from './format.ts';
import type { Scale } from './scales.ts';

type ChartTableProps = {
  title: string;
  lines: readonly ChartLine[];
  scale: Scale;
  data: { at: number[]; values: Points[] };
};

/** The same numbers as the picture, a minute a row. */
export const ChartTable = (props: ChartTableProps) => {
  const rows = createMemo(() => minuteRows(props.data.at, props.data.values));
  return (
    <section class="plot scroll" tabindex="0" aria-label={m.shell_chart_means({ chart: props.title })}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{m.shell_chart_minute()}</th>
            <For each={props.lines}>
              {(line) => (
                <th scope="col" class="end">
                  {line.label}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={rows()}>
            {(row) => (
              <tr>
                <th scope="row" title={exactTime(row.at)}>
                  {minuteTime(row.at)}
                </th>
                <For each={row.means}>{(mean) => <td class="end">{text(maybe(mean, props.scale.format))}</td>}</For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  );
};
