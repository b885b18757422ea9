import type { Reading } from '@amud/protocol/reading.ts';
import type { WidgetSettings } from '@amud/protocol/widgets.ts';
import { createMemo, type JSX, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { Chart } from '../../../parts/chart.tsx';
import type { ChartLine, ChartShape } from '../../../parts/chart-data.ts';
import {
  byteRateScale,
  bytesUpTo,
  celsiusScale,
  loadScale,
  networkRateScale,
  percentScale,
  type Scale,
} from '../../../parts/scales.ts';
import {
  busiestDisk,
  cpuLines,
  diskLines,
  loadLines,
  memoryLines,
  networkLines,
  temperatureLines,
} from '../../node/chart-lines.ts';
import { WidgetEmpty } from '../empty.tsx';

type Kind = WidgetSettings<'chart'>['chart'];
type Drawing = {
  title: () => string;
  shape?: ChartShape;
  lines(reading: Reading): ChartLine[];
  scale(memoryBytes: number): Scale;
};

/** What each chart draws: the same as on the page of the node. */
const drawings: Record<Kind, Drawing> = {
  cpu: {
    title: m.node_cpu_by_kind,
    shape: 'stacked',
    lines: ({ cpu }) => (cpu ? cpuLines : []),
    scale: () => percentScale,
  },
  memory: {
    title: m.node_memory,
    shape: 'stacked',
    lines: (reading) => (reading.memory ? memoryLines(reading) : []),
    scale: bytesUpTo,
  },
  network: {
    title: m.node_network,
    lines: ({ network }) => (network ? networkLines('network') : []),
    scale: () => networkRateScale,
  },
  disk: {
    title: m.node_disk,
    lines: ({ disks }) => {
      const name = busiestDisk(Object.keys(disks ?? {}));
      return name === undefined ? [] : diskLines(name);
    },
    scale: () => byteRateScale,
  },
  temperature: { title: m.node_temperatures, lines: temperatureLines, scale: () => celsiusScale },
  load: { title: m.node_load, lines: ({ load }) => (load ? loadLines : []), scale: () => loadScale },
};

/** One chart of a node; a host that does not tell such a thing says so. */
export const ChartOf = (props: { chart: Kind; reading: Reading; tools: JSX.Element }) => {
  const drawing = () => drawings[props.chart];
  // Another list of lines makes the chart start over.
  const lines = createMemo(() => drawing().lines(props.reading), [], {
    equals: (one, other) => JSON.stringify(one) === JSON.stringify(other),
  });
  const memoryBytes = createMemo(() => props.reading.memory?.totalBytes ?? 1);
  const scale = createMemo(() => drawing().scale(memoryBytes()));
  return (
    <Show when={lines().length > 0} fallback={<WidgetEmpty icon="server" text={m.widgets_chart_none()} />}>
      <Chart
        title={drawing().title()}
        lines={lines()}
        scale={scale()}
        shape={drawing().shape ?? 'lines'}
        tools={props.tools}
      />
    </Show>
  );
};
