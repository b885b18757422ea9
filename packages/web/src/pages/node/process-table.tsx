import type { Reading } from '@amud/protocol/reading.ts';
import { createSignal, Index, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Amount } from '../../parts/amount.tsx';
import { bytes, percent } from '../../parts/format.ts';
import { Segments } from '../../parts/segments.tsx';
import { TableCard } from '../../parts/table-card.tsx';

const columns = [
  { label: m.node_process() },
  { label: m.node_user(), extra: true },
  { label: m.node_pid(), end: true, extra: true },
  { label: m.node_cpu(), end: true },
  { label: m.node_memory(), end: true },
];

const orders = [
  { value: 'cpu', label: m.node_cpu() },
  { value: 'memory', label: m.node_memory() },
] as const;

export const ProcessTable = (props: { reading: Reading }) => {
  const [order, setOrder] = createSignal<'cpu' | 'memory'>('cpu');
  const switcher = () => <Segments label={m.node_order()} choices={orders} value={order()} onChoose={setOrder} slim />;
  return (
    <Show when={props.reading.processes}>
      {(processes) => (
        <TableCard
          title={m.node_processes()}
          columns={columns}
          tools={switcher()}
          note={m.node_processes_all({ count: processes().total })}
        >
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
