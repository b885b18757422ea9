import type { InterfaceReading, Reading } from '@amud/protocol/reading.ts';
import { createSignal, For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Amount } from '../../parts/amount.tsx';
import { bitRate, eachSecond, networkRate, text } from '../../parts/format.ts';
import { TableCard } from '../../parts/table-card.tsx';

const columns = [
  { label: m.node_interface() },
  { label: m.node_receive(), end: true },
  { label: m.node_send(), end: true },
  { label: m.node_lost(), end: true, extra: true },
];

/** Container hosts have dozens that nobody asks for. */
const SHOWN_FIRST = 6;
const ranks: Record<InterfaceReading['kind'], number> = {
  physical: 0,
  wireless: 0,
  bond: 1,
  bridge: 2,
  vlan: 3,
  tunnel: 4,
  virtual: 5,
};

const kinds: Record<InterfaceReading['kind'], string> = {
  physical: m.node_link_physical(),
  wireless: m.node_link_wireless(),
  bond: m.node_link_bond(),
  bridge: m.node_link_bridge(),
  vlan: m.node_link_vlan(),
  tunnel: m.node_link_tunnel(),
  virtual: m.node_link_virtual(),
};

export const InterfaceTable = (props: { reading: Reading }) => {
  const [all, setAll] = createSignal(false);
  const found = () => props.reading.network?.interfaces ?? {};
  const names = () => {
    const rank = (name: string) => ranks[found()[name]?.kind ?? 'virtual'] + (found()[name]?.up ? 0 : 10);
    return Object.keys(found()).toSorted((one, other) => rank(one) - rank(other));
  };
  const hidden = () => names().length - SHOWN_FIRST;
  const more = () => (
    <Show when={hidden() > 0}>
      <button type="button" class="button slim quiet" aria-expanded={all()} onClick={() => setAll(!all())}>
        {all() ? m.node_fewer() : m.node_more({ count: hidden() })}
      </button>
    </Show>
  );
  return (
    <Show when={names().length > 0}>
      <TableCard
        title={m.node_interfaces()}
        columns={columns}
        tools={more()}
        note={hidden() > 0 ? m.node_interfaces_count({ count: names().length }) : undefined}
      >
        <For each={all() ? names() : names().slice(0, SHOWN_FIRST)}>
          {(name) => <Show when={found()[name]}>{(one) => <InterfaceRow name={name} found={one()} />}</Show>}
        </For>
      </TableCard>
    </Show>
  );
};

const InterfaceRow = (props: { name: string; found: InterfaceReading }) => {
  const note = () => {
    const { kind, up, linkMbps } = props.found;
    return [kinds[kind], up ? '' : m.node_down(), linkMbps ? text(bitRate((linkMbps * 1e6) / 8)) : '']
      .filter((part) => part !== '')
      .join(' · ');
  };
  const lost = () => {
    const { receiveErrorsPerSecond, transmitErrorsPerSecond, receiveDroppedPerSecond, transmitDroppedPerSecond } =
      props.found;
    return receiveErrorsPerSecond + transmitErrorsPerSecond + receiveDroppedPerSecond + transmitDroppedPerSecond;
  };
  return (
    <tr classList={{ off: !props.found.up }}>
      <th scope="row">
        <span class="row-name">{props.name}</span>
        <span class="row-note">{note()}</span>
      </th>
      <td class="end">
        <Amount of={networkRate(props.found.receiveBytesPerSecond)} />
      </td>
      <td class="end">
        <Amount of={networkRate(props.found.transmitBytesPerSecond)} />
      </td>
      <td class="end extra">
        <Amount of={eachSecond(lost())} />
      </td>
    </tr>
  );
};
