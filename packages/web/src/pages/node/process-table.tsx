import type { Reading } from '@amud/protocol/reading.ts';
import { createSignal, Index, Show } from 'solid-js';
import { Amount } from '../../parts/amount.tsx';
import { bytes, percent } from '../../parts/format.ts';
import { Segments } from '../../parts/segments.tsx';
import { TableCard } from '../../parts/table-card.tsx';

const columns = [
  { label: 'Process' },
  { label: 'User', extra: true },
  { label: 'PID', end: true, extra: true },
  { label: 'CPU', end: true },
  { label: 'Memory', end: true },
];

const orders = [
  { value: 'cpu', label: 'CPU' },
  { value: 'memory', label: 'Memory' },
] as const;

export const ProcessTable = (props: { reading: Reading }) => {
  const [order, setOrder] = createSignal<'cpu' | 'memory'>('cpu');
  const switcher = () => (
    <Segments label="Order of the processes" choices={orders} value={order()} onChoose={setOrder} slim />
  );
  return (
    <Show when={props.reading.processes}>
      {(processes) => (
        <TableCard title="Processes" columns={columns} tools={switcher()} note={`${processes().total} in all`}>
          <Index each={order() === 'cpu' ? processes().topByCpu : processes().topByMemory}>
            {(process) => (
              <tr>
                <th scope="row">
                  <span class="row-name clip" title={process().name}>
                    {process().name}
                  </span>
                </th>
                <td class="extra dim">{process().user ?? '–'}</td>
                <td class="end extra dim">{process().pid}</td>
                <td class="end">
                  <Amount of={percent(process().cpuPercent)} width={3} />
                </td>
                <td class="end">
                  <Amount of={bytes(process().memoryBytes)} />
                </td>
              </tr>
            )}
          </Index>
        </TableCard>
      )}
    </Show>
  );
};
