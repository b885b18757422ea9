import { createEffect, createMemo, createSignal, on, onCleanup, Show } from 'solid-js';
import type uPlot from 'uplot';
import { m } from '../../../messages.ts';
import { dayTime, latency } from '../../../parts/check-format.ts';
import { text } from '../../../parts/format.ts';
import { closePlot, openPlot } from '../../../parts/plot.ts';
import { latencyScale } from '../../../parts/scales.ts';
import { useApp } from '../../../state/app.ts';
import type { CheckHistory } from '../../../state/apps.ts';
import { latencyNumbers } from './numbers.ts';

const lines = [
  { label: '', series: 'mean', color: '--series-1' },
  { label: '', series: 'slowest', color: '--series-1' },
];

type LatencyChartProps = { history: CheckHistory; from: number; to: number };

/** How long answers took: the mean of each step, and above it the slowest. */
export const LatencyChart = (props: LatencyChartProps) => {
  const [index, setIndex] = createSignal<number>();
  const at = createMemo(() =>
    props.history.latencyMs.map((_, step) => props.history.from + step * props.history.stepMs),
  );
  const pointed = () => {
    const place = index();
    const moment = place === undefined ? undefined : at()[place];
    const mean = props.history.latencyMs[place ?? -1];
    if (place === undefined || moment === undefined || mean === null || mean === undefined) return undefined;
    const slowest = props.history.latencyMaxMs[place] ?? mean;
    return m.apps_latency_at({ time: dayTime(moment), mean: text(latency(mean)), slowest: text(latency(slowest)) });
  };
  const sentence = () => {
    const numbers = latencyNumbers(props.history);
    if (!numbers) return m.apps_latency_nothing();
    return m.apps_latency_sentence({ mean: text(latency(numbers.mean)), slowest: text(latency(numbers.slowest)) });
  };
  return (
    <figure class="latency">
      <figcaption>
        <h3>{m.apps_latency()}</h3>
        <p class="dim small">{pointed() ?? sentence()}</p>
      </figcaption>
      <Show when={latencyNumbers(props.history)} fallback={<div class="plot nothing" />}>
        <Picture {...props} at={at()} sentence={sentence()} onPoint={setIndex} />
      </Show>
    </figure>
  );
};

type PictureProps = LatencyChartProps & {
  at: number[];
  sentence: string;
  onPoint: (index: number | undefined) => void;
};

const Picture = (props: PictureProps) => {
  const { look } = useApp();
  const attach = (host: HTMLDivElement) => {
    let plot: uPlot | undefined;
    const draw = () => plot?.setData([props.at, props.history.latencyMs, props.history.latencyMaxMs]);
    const open = () => {
      if (plot) closePlot(plot);
      plot = openPlot({
        host,
        lines,
        shape: 'band',
        scale: () => latencyScale,
        window: () => [props.from, props.to],
        onPoint: (index) => props.onPoint(index),
      });
      draw();
    };
    // Its size is known only once it stands on the page.
    const observer = new ResizeObserver(() => {
      if (!plot) return open();
      plot.setSize({ width: host.clientWidth, height: host.clientHeight });
    });
    observer.observe(host);
    createEffect(on(look.colours, () => plot && open(), { defer: true }));
    createEffect(on(() => props.history, draw, { defer: true }));
    onCleanup(() => {
      observer.disconnect();
      if (plot) closePlot(plot);
    });
  };
  return <div class="plot" role="img" aria-label={props.sentence} ref={attach} />;
};
