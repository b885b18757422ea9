import type { Reading } from '@amud/protocol/reading.ts';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Chart } from '../../parts/chart.tsx';
import type { ChartLine } from '../../parts/chart-data.ts';
import { Cores } from '../../parts/cores.tsx';
import { bytes, share, text } from '../../parts/format.ts';
import {
  byteRateScale,
  bytesUpTo,
  celsiusScale,
  loadScale,
  networkRateScale,
  percentScale,
} from '../../parts/scales.ts';
import {
  busiestDisk,
  cpuLines,
  diskLines,
  loadLines,
  memoryLines,
  networkLines,
  pressureLines,
  temperatureLines,
} from './chart-lines.ts';

/** Lists of lines are made anew only when a line comes or goes: a chart starts over with a new list. */
const steady = (lines: () => ChartLine[]) =>
  createMemo(lines, [], { equals: (one, other) => JSON.stringify(one) === JSON.stringify(other) });

export const Charts = (props: { reading: Reading }) => (
  <div class="charts">
    <Show when={props.reading.cpu}>
      <Chart title={m.node_cpu_by_kind()} lines={cpuLines} scale={percentScale} shape="stacked" wide />
    </Show>
    <Show when={props.reading.cpu?.cores}>
      {(cores) => <CoresCard percents={cores().map((core) => core.busyPercent)} />}
    </Show>
    <MemoryChart reading={props.reading} />
    <DiskChart reading={props.reading} />
    <NetworkChart reading={props.reading} />
    <TemperatureChart reading={props.reading} />
    <PressureChart reading={props.reading} />
    <Show when={props.reading.load}>
      <Chart title={m.node_load()} lines={loadLines} scale={loadScale} />
    </Show>
  </div>
);

const CoresCard = (props: { percents: number[] }) => (
  <section class="card cores-card" aria-labelledby="cores-title">
    <div class="card-head">
      <h2 id="cores-title">{m.node_cores()}</h2>
      <span class="dim small">{m.node_threads_now({ count: props.percents.length })}</span>
    </div>
    <Cores percents={props.percents} />
  </section>
);

const MemoryChart = (props: { reading: Reading }) => {
  const total = () => props.reading.memory?.totalBytes;
  const lines = steady(() => memoryLines(props.reading));
  const scale = createMemo(() => bytesUpTo(total() ?? 1));
  const swap = () => props.reading.swap;
  return (
    <Show when={total()}>
      {(whole) => (
        <Chart
          title={m.node_memory()}
          lines={lines()}
          scale={scale()}
          shape="stacked"
          tools={
            <span class="dim small">
              {swap()?.totalBytes
                ? m.node_swap({ share: share(swap()?.usedBytes ?? 0, swap()?.totalBytes ?? 0) })
                : text(bytes(whole()))}
            </span>
          }
        />
      )}
    </Show>
  );
};

const DiskChart = (props: { reading: Reading }) => {
  const names = steadyNames(() => Object.keys(props.reading.disks ?? {}));
  const [wish, setWish] = createSignal<string>();
  const chosen = () => names().find((name) => name === wish()) ?? busiestDisk(names());
  const lines = steady(() => diskLines(chosen() ?? ''));
  return (
    <Show when={names().length > 0}>
      <Chart
        title={m.node_disk()}
        lines={lines()}
        scale={byteRateScale}
        tools={<Pick label={m.node_disk()} names={names()} value={chosen() ?? ''} onPick={setWish} />}
      />
    </Show>
  );
};

const ALL = m.node_all();

const NetworkChart = (props: { reading: Reading }) => {
  const names = steadyNames(() => Object.keys(props.reading.network?.interfaces ?? {}));
  const [wish, setWish] = createSignal<string>(ALL);
  const chosen = () => names().find((name) => name === wish()) ?? ALL;
  const lines = steady(() => networkLines(chosen() === ALL ? 'network' : `network.interfaces.${chosen()}`));
  return (
    <Show when={props.reading.network}>
      <Chart
        title={m.node_network()}
        lines={lines()}
        scale={networkRateScale}
        tools={<Pick label={m.node_interface()} names={[ALL, ...names()]} value={chosen()} onPick={setWish} />}
      />
    </Show>
  );
};

const TemperatureChart = (props: { reading: Reading }) => {
  const lines = steady(() => temperatureLines(props.reading));
  return (
    <Show when={lines().length > 0}>
      <Chart title={m.node_temperatures()} lines={lines()} scale={celsiusScale} />
    </Show>
  );
};

const PressureChart = (props: { reading: Reading }) => {
  const lines = steady(() => pressureLines(props.reading));
  return (
    <Show when={lines().length > 0}>
      <Chart
        title={m.node_pressure()}
        lines={lines()}
        scale={percentScale}
        tools={<span class="dim small">{m.node_pressure_about()}</span>}
      />
    </Show>
  );
};

const steadyNames = (names: () => string[]) =>
  createMemo(names, [], { equals: (one, other) => one.join('\n') === other.join('\n') });

type PickProps = { label: string; names: string[]; value: string; onPick: (name: string) => void };

const Pick = (props: PickProps) => (
  <Show when={props.names.length > 1} fallback={<span class="dim small">{props.names[0]}</span>}>
    <select
      class="select"
      aria-label={props.label}
      value={props.value}
      onChange={(event) => props.onPick(event.currentTarget.value)}
    >
      <For each={props.names}>{(name) => <option value={name}>{name}</option>}</For>
    </select>
  </Show>
);
