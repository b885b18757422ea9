import type { BatteryReading, GpuReading, Reading } from '@amud/protocol/reading.ts';
import { For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Amount } from '../../parts/amount.tsx';
import { Bar } from '../../parts/bar.tsx';
import { celsius, duration, maybe, percent, share, watts, wholePercent } from '../../parts/format.ts';
import { TableCard } from '../../parts/table-card.tsx';

const gpuColumns = [
  { label: m.node_gpu() },
  { label: m.node_heat(), end: true },
  { label: m.node_power(), end: true, extra: true },
  { label: m.node_busy() },
];

export const GpuTable = (props: { reading: Reading }) => {
  const names = () => Object.keys(props.reading.gpus ?? {});
  return (
    <Show when={names().length > 0}>
      <TableCard title={m.node_graphics()} columns={gpuColumns}>
        <For each={names()}>
          {(name) => <Show when={props.reading.gpus?.[name]}>{(found) => <GpuRow name={name} found={found()} />}</Show>}
        </For>
      </TableCard>
    </Show>
  );
};

const GpuRow = (props: { name: string; found: GpuReading }) => {
  const memory = () => {
    const { memoryUsedBytes, memoryTotalBytes } = props.found;
    return memoryUsedBytes === undefined || memoryTotalBytes === undefined
      ? ''
      : ` · ${share(memoryUsedBytes, memoryTotalBytes)}`;
  };
  return (
    <tr>
      <th scope="row">
        <span class="row-name">{props.found.name}</span>
        <span class="row-note">
          {props.name}
          {memory()}
        </span>
      </th>
      <td class="end">
        <Amount of={maybe(props.found.celsius, celsius)} width={3} />
      </td>
      <td class="end extra">
        <Amount of={maybe(props.found.watts, watts)} />
      </td>
      <td class="bar-cell">
        <Amount of={maybe(props.found.busyPercent, percent)} width={3} />
        <Bar percent={props.found.busyPercent} kind="cpu" />
      </td>
    </tr>
  );
};

const batteryColumns = [
  { label: m.node_battery() },
  { label: m.node_power(), end: true, extra: true },
  { label: m.node_charge() },
];

export const BatteryTable = (props: { reading: Reading }) => {
  const names = () => Object.keys(props.reading.batteries ?? {});
  return (
    <Show when={names().length > 0}>
      <TableCard title={m.node_batteries()} columns={batteryColumns}>
        <For each={names()}>
          {(name) => (
            <Show when={props.reading.batteries?.[name]}>{(found) => <BatteryRow name={name} found={found()} />}</Show>
          )}
        </For>
      </TableCard>
    </Show>
  );
};

const batteryStates: Record<Exclude<BatteryReading['state'], 'unknown'>, string> = {
  charging: m.node_battery_charging(),
  discharging: m.node_battery_discharging(),
  full: m.node_battery_full(),
  idle: m.node_battery_idle(),
};

const BatteryRow = (props: { name: string; found: BatteryReading }) => {
  const note = () => {
    const { state, remainingSeconds, healthPercent } = props.found;
    const parts = [
      state === 'unknown' ? '' : batteryStates[state],
      remainingSeconds === undefined ? '' : m.node_left({ time: duration(remainingSeconds) }),
      healthPercent === undefined ? '' : m.node_health({ percent: wholePercent(healthPercent) }),
    ];
    return parts.filter((part) => part !== '').join(' · ');
  };
  return (
    <tr>
      <th scope="row">
        <span class="row-name">{props.name}</span>
        <span class="row-note">{note()}</span>
      </th>
      <td class="end extra">
        <Amount of={maybe(props.found.watts, watts)} />
      </td>
      <td class="bar-cell">
        <Amount of={percent(props.found.chargePercent)} width={3} />
        <Bar percent={props.found.chargePercent} kind="cpu" />
      </td>
    </tr>
  );
};
