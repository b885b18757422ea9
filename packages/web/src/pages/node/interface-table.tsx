import type { InterfaceReading, Reading } from '@amud/protocol/reading.ts';
import { createSignal, For, Show } from 'solid-js';
import { Amount } from '../../parts/amount.tsx';
import { bitRate, plural, text } from '../../parts/format.ts';
import { TableCard } from '../../parts/table-card.tsx';

const columns = [
  { label: 'Interface' },
  { label: 'Receive', end: true },
  { label: 'Send', end: true },
  { label: 'Lost', end: true, extra: true },
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
        {all() ? 'Show fewer' : `Show ${hidden()} more`}
      </button>
    </Show>
  );
  return (
    <Show when={names().length > 0}>
      <TableCard
        title="Interfaces"
        columns={columns}
        tools={more()}
        note={hidden() > 0 ? plural(names().length, 'interface') : undefined}
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
    return [kind, up ? '' : 'down', linkMbps ? text(bitRate((linkMbps * 1e6) / 8)) : '']
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
        <Amount of={bitRate(props.found.receiveBytesPerSecond)} />
      </td>
      <td class="end">
        <Amount of={bitRate(props.found.transmitBytesPerSecond)} />
      </td>
      <td class="end extra">
        <Amount of={{ number: lost() === 0 ? '0' : lost().toFixed(1), unit: '/s' }} />
      </td>
    </tr>
  );
};
