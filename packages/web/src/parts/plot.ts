import uPlot from 'uplot';
import type { ChartLine, ChartShape } from './chart-data.ts';
import { round } from './format.ts';
import { gridLines, type Scale } from './scales.ts';
import { momentLabel, momentsBetween, timeSteps } from './time-axis.ts';

export type PlotInput = {
  host: HTMLElement;
  lines: readonly ChartLine[];
  shape: ChartShape;
  scale: () => Scale;
  /** First and last moment of the chart. */
  window: () => [number, number];
  /** The point under the cross-hair, of this chart or of any other on the page. */
  onPoint: (index: number | undefined) => void;
};

const PADDING_END = 10;
const AXIS_WIDTH = 68;
/** Half of a moment's label: nearer to the edge it would be cut. */
const LABEL_HALF_WIDTH = 26;
const AREA = 0.1;
/** Stacked parts lie beside each other, not on each other, so they may be fuller. */
const STACKED_AREA = 0.3;
const BAND_AREA = 0.25;

/** A token as it counts here and now: a colour of a theme holds both of its modes. */
const token = (name: string): string => {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
};
const font = (): string => getComputedStyle(document.body).fontFamily;
const faded = (color: string, alpha: number): string => color.replace(/\s*\)$/, ` / ${alpha})`);

/** All plots of the page share one cross-hair. */
const CROSS_HAIR = 'page';

export const openPlot = (input: PlotInput): uPlot => {
  const colors = input.lines.map((line) => token(line.color));
  return new uPlot(
    {
      width: Math.max(1, input.host.clientWidth),
      height: Math.max(1, input.host.clientHeight),
      ms: 1,
      padding: [8, PADDING_END, 0, 0],
      legend: { show: false },
      cursor: cursorOptions(),
      scales: {
        x: { range: () => input.window() },
        y: { range: (_, lowest, highest) => input.scale().edges(lowest ?? 0, highest ?? 0) },
      },
      series: [{}, ...input.lines.map((_, index) => lineOptions(colors[index] ?? '', index, input))],
      bands: bandsOf(input.shape, colors),
      axes: axisOptions(input),
      hooks: { setCursor: [(self) => input.onPoint(self.cursor.idx ?? undefined)] },
    },
    undefined,
    input.host,
  );
};

export const closePlot = (plot: uPlot): void => {
  plot.destroy();
};

const cursorOptions = (): uPlot.Cursor => ({
  y: false,
  drag: { x: false, y: false, setScale: false },
  sync: { key: CROSS_HAIR, setSeries: false },
  points: { size: 6, width: 0 },
  focus: { prox: -1 },
});

const lineOptions = (color: string, index: number, { shape, lines }: PlotInput): uPlot.Series => ({
  ...(shape === 'band' && index > 0 ? {} : { stroke: color }),
  width: 1.5,
  points: { show: false },
  // More than two areas over each other are mud.
  ...(shape === 'lines' && lines.length <= 2 ? { fill: faded(color, AREA) } : {}),
  // The lowest of a stack stands on the ground; the others fill down to the one below them.
  ...(shape === 'stacked' && index === 0 ? { fill: faded(color, STACKED_AREA) } : {}),
});

const bandsOf = (shape: ChartShape, colors: readonly string[]): uPlot.Band[] => {
  if (shape === 'band') return [{ series: [2, 1], fill: faded(colors[1] ?? '', BAND_AREA) }];
  return shape === 'stacked' ? stackedBands(colors) : [];
};

const stackedBands = (colors: readonly string[]): uPlot.Band[] =>
  colors.slice(1).map((color, index) => ({ series: [index + 2, index + 1], fill: faded(color, STACKED_AREA) }));

const axisOptions = (input: PlotInput): uPlot.Axis[] => {
  const shared = { font: `11px ${font()}`, stroke: token('--text-dim'), ticks: { show: false } };
  const label = (value: number): string => round(input.scale().format(Math.abs(value)));
  return [
    {
      ...shared,
      size: 24,
      gap: 6,
      space: 84,
      grid: { show: false },
      splits: (_, __, from, to, stepMs) => momentsBetween(from, to, stepMs),
      values: (self, moments, _, __, stepMs) =>
        moments.map((at) => (isNearEdge(self, at) ? '' : momentLabel(at, stepMs))),
      incrs: timeSteps,
    },
    {
      ...shared,
      size: AXIS_WIDTH,
      gap: 8,
      grid: { stroke: token('--line'), width: 1 },
      splits: (_, __, lower, upper) => gridLines(lower, upper),
      values: (_, values) => values.map(label),
    },
  ];
};

/** By the width that was asked for: the plot has none of its own before it is first drawn. */
const isNearEdge = (plot: uPlot, at: number): boolean =>
  plot.width - AXIS_WIDTH - PADDING_END - plot.valToPos(at, 'x') < LABEL_HALF_WIDTH - PADDING_END;
