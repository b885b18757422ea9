import { createEffect, createMemo, createSignal, For, type JSX, on, onCleanup, Show } from 'solid-js';
import type uPlot from 'uplot';
import { m } from '../messages.ts';
import { Amount } from './amount.tsx';
import { useBoard } from './chart-board.tsx';
import { type ChartLine, type ChartShape, drawn, measured, startOf, summary } from './chart-data.ts';
import { ChartTable } from './chart-table.tsx';
import { clockTime, maybe, text } from './format.ts';
import { Icon } from './icon.tsx';
import { closePlot, openPlot } from './plot.ts';
import type { Scale } from './scales.ts';

type ChartProps = {
  title: string;
  lines: readonly ChartLine[];
  scale: Scale;
  shape?: ChartShape;
  /** Choices beside the title. */
  tools?: JSX.Element;
  wide?: boolean;
};

/** One chart: title, legend with the numbers of now or of the cross-hair, picture or table. */
export const Chart = (props: ChartProps) => {
  const board = useBoard();
  const [index, setIndex] = createSignal<number>();
  const [asTable, setAsTable] = createSignal(false);
  const data = createMemo(() => {
    board.source.tick();
    const { at } = board.source.recent;
    const endAt = at.at(-1) ?? 0;
    const startAt = startOf(at, endAt, board.spanMs());
    return { startAt, endAt, ...measured({ source: board.source.recent, lines: props.lines, startAt }) };
  });
  return (
    <figure class="card chart" classList={{ wide: props.wide ?? false }}>
      <div class="card-head">
        <h2>{props.title}</h2>
        <Show when={data().at[index() ?? -1]}>{(at) => <span class="dim small">{clockTime(at())}</span>}</Show>
        <div class="card-tools">
          {props.tools}
          <TableSwitch title={props.title} on={asTable()} onSwitch={setAsTable} />
        </div>
      </div>
      <Legend lines={props.lines} values={data().values} index={index()} scale={props.scale} />
      <Show when={!asTable()} fallback={<ChartTable {...props} data={data()} />}>
        <Picture {...props} shape={props.shape ?? 'lines'} data={data()} onPoint={setIndex} />
      </Show>
    </figure>
  );
};

const TableSwitch = (props: { title: string; on: boolean; onSwitch: (on: boolean) => void }) => (
  <button
    type="button"
    class="icon-button slim"
    aria-pressed={props.on}
    aria-label={m.shell_chart_table_of({ chart: props.title })}
    title={m.shell_chart_table()}
    onClick={() => props.onSwitch(!props.on)}
  >
    <Icon name="table-2" />
  </button>
);

type ChartData = ReturnType<typeof measured> & { startAt: number; endAt: number };

type LegendProps = {
  lines: readonly ChartLine[];
  values: ChartData['values'];
  index: number | undefined;
  scale: Scale;
};

const Legend = (props: LegendProps) => (
  <ul class="legend">
    <For each={props.lines}>
      {(line, place) => {
        const value = () => {
          const points = props.values[place()] ?? [];
          return (
            (props.index === undefined ? points.findLast((point) => point !== null) : points[props.index]) ?? undefined
          );
        };
        return (
          <li>
            <span class="swatch" style={{ background: `var(${line.color})` }} />
            <span class="clip" title={line.label}>
              {line.label}
            </span>
            <Amount of={maybe(value(), props.scale.format)} series={line.series} />
          </li>
        );
      }}
    </For>
  </ul>
);

type PictureProps = Omit<ChartProps, 'shape'> & {
  shape: ChartShape;
  data: ChartData;
  onPoint: (index: number | undefined) => void;
};

const Picture = (props: PictureProps) => {
  const board = useBoard();
  const sentence = createMemo(on(board.slowTick, () => describe(props)));
  const attach = (host: HTMLDivElement) => {
    let plot: uPlot | undefined;
    let frame = 0;
    const draw = () => {
      const { at, values } = props.data;
      plot?.setData([at, ...drawn(values, props.lines, props.shape)]);
    };
    const open = () => {
      if (plot) closePlot(plot);
      const { lines, shape, onPoint } = props;
      plot = openPlot({
        host,
        lines,
        shape,
        onPoint,
        scale: () => props.scale,
        window: () => [props.data.startAt, props.data.endAt],
      });
      draw();
    };
    // Its size is known only once it stands on the page; after that the observer tells of each change.
    const observer = new ResizeObserver(() => {
      if (!plot) return open();
      plot.setSize({ width: host.clientWidth, height: host.clientHeight });
    });
    observer.observe(host);
    createEffect(on([board.look, () => props.lines], () => plot && open(), { defer: true }));
    createEffect(
      on([() => props.data, () => props.scale], () => {
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(draw);
      }),
    );
    onCleanup(() => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      if (plot) closePlot(plot);
    });
  };
  return <div class="plot" role="img" aria-label={sentence()} ref={attach} />;
};

const describe = (props: PictureProps): string => {
  const minutes = Math.round((props.data.endAt - props.data.startAt) / 60_000);
  const parts = props.lines.map((line, place) => {
    const found = summary(props.data.values[place] ?? []);
    if (!found) return m.shell_chart_no_data({ line: line.label });
    const said = (value: number) => text(props.scale.format(value));
    return m.shell_chart_line({
      line: line.label,
      now: said(found.now),
      lowest: said(found.lowest),
      highest: said(found.highest),
    });
  });
  return m.shell_chart_of({ chart: props.title, count: minutes, lines: parts.join('. ') });
};
