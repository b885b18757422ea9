import type { Reading } from '@amud/protocol/reading.ts';
import { For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Amount } from '../../parts/amount.tsx';
import { celsius, maybe, rpm } from '../../parts/format.ts';
import { TableCard } from '../../parts/table-card.tsx';

const columns = [
  { label: m.node_sensor() },
  { label: m.node_now(), end: true },
  { label: m.node_high(), end: true, extra: true },
  { label: m.node_critical(), end: true, extra: true },
];

export const SensorTable = (props: { reading: Reading }) => {
  const temperatures = () => props.reading.sensors?.temperatures ?? {};
  const fans = () => props.reading.sensors?.fans ?? {};
  return (
    <Show when={Object.keys(temperatures()).length + Object.keys(fans()).length > 0}>
      <TableCard title={m.node_sensors()} columns={columns}>
        <For each={Object.keys(temperatures())}>
          {(name) => (
            <Show when={temperatures()[name]}>
              {(found) => (
                <tr>
                  <th scope="row">
                    <span class="row-name">{name}</span>
                  </th>
                  <td
                    class="end"
                    classList={{ hot: found().celsius >= (found().highCelsius ?? Number.POSITIVE_INFINITY) }}
                  >
                    <Amount of={celsius(found().celsius)} width={3} series={`sensors.temperatures.${name}.celsius`} />
                  </td>
                  <td class="end extra dim">
                    <Amount of={maybe(found().highCelsius, celsius)} width={3} />
                  </td>
                  <td class="end extra dim">
                    <Amount of={maybe(found().criticalCelsius, celsius)} width={3} />
                  </td>
                </tr>
              )}
            </Show>
          )}
        </For>
        <For each={Object.keys(fans())}>
          {(name) => (
            <tr>
              <th scope="row">
                <span class="row-name">{name}</span>
              </th>
              <td class="end">
                <Amount of={maybe(fans()[name]?.rpm, rpm)} width={3} />
              </td>
              <td class="extra" />
              <td class="extra" />
            </tr>
          )}
        </For>
      </TableCard>
    </Show>
  );
};
