import type { Reading } from '@amud/protocol/reading.ts';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { Chart } from '../../parts/chart.tsx';
import type { ChartLine } from '../../parts/chart-data.ts';
import { Cores } from '../../parts/cores.tsx';
import { bytes, plural, share, text } from '../../parts/format.ts';
import { bitRateScale, byteRateScale, bytesUpTo, celsiusScale, loadScale, percentScale } from '../../parts/scales.ts';
import {
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
      <Chart title="CPU by kind" lines={cpuLines} scale={percentScale} shape="stacked" wide />
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
      <Chart title="Load" lines={loadLines} scale={loadScale} />
    </Show>
  </div>
);

const CoresCard = (props: { percents: number[] }) => (
  <section class="card cores-card" aria-labelledby="cores-title">
    <div class="card-head">
      <h2 id="cores-title">Cores</h2>
      <span class="dim small">{plural(props.percents.length, 'thread')}, now</span>
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
          title="Memory"
          lines={lines()}
          scale={scale()}
          shape="stacked"
          tools={
            <span class="dim small">
              {swap()?.totalBytes
                ? `swap ${share(swap()?.usedBytes ?? 0, swap()?.totalBytes ?? 0)}`
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
        title="Disk"
        lines={lines()}
        scale={byteRateScale}
        tools={<Pick label="Disk" names={names()} value={chosen() ?? ''} onPick={setWish} />}
      />
    </Show>
  );
};

/** The first that is a real one. */
const busiestDisk = (names: string[]): string | undefined =>
  names.find((name) => !/^(zram|loop|md|dm-)/.test(name)) ?? names[0];

const ALL = 'All';

const NetworkChart = (props: { reading: Reading }) => {
  const names = steadyNames(() => Object.keys(props.reading.network?.interfaces ?? {}));
  const [wish, setWish] = createSignal<string>(ALL);
  const chosen = () => names().find((name) => name === wish()) ?? ALL;
  const lines = steady(() => networkLines(chosen() === ALL ? 'network' : `network.interfaces.${chosen()}`));
  return (
    <Show when={props.reading.network}>
      <Chart
        title="Network"
        lines={lines()}
        scale={bitRateScale}
        tools={<Pick label="Interface" names={[ALL, ...names()]} value={chosen()} onPick={setWish} />}
      />
    </Show>
  );
};

const TemperatureChart = (props: { reading: Reading }) => {
  const lines = steady(() => temperatureLines(props.reading));
  return (
    <Show when={lines().length > 0}>
      <Chart title="Temperatures" lines={lines()} scale={celsiusScale} />
    </Show>
  );
};

const PressureChart = (props: { reading: Reading }) => {
  const lines = steady(() => pressureLines(props.reading));
  return (
    <Show when={lines().length > 0}>
      <Chart
        title="Pressure"
        lines={lines()}
        scale={percentScale}
        tools={<span class="dim small">share of time that tasks waited</span>}
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
