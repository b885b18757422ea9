import type { DiskReading, FileSystemReading, Reading } from '@amud/protocol/reading.ts';
import { For, Show } from 'solid-js';
import { Amount } from '../../parts/amount.tsx';
import { Bar } from '../../parts/bar.tsx';
import { byteRate, bytes, maybe, milliseconds, percent, plural } from '../../parts/format.ts';
import { TableCard } from '../../parts/table-card.tsx';

const fileSystemColumns = [
  { label: 'Mounted on' },
  { label: 'Used', end: true },
  { label: 'Size', end: true },
  { label: 'Full' },
];

export const FileSystemTable = (props: { reading: Reading }) => {
  const mounts = () => Object.keys(props.reading.fileSystems ?? {});
  return (
    <Show when={mounts().length > 0}>
      <TableCard
        title="File systems"
        columns={fileSystemColumns}
        note={mounts().length > 6 ? plural(mounts().length, 'mount') : undefined}
      >
        <For each={mounts()}>
          {(mount) => (
            <Show when={props.reading.fileSystems?.[mount]}>
              {(found) => <FileSystemRow mount={mount} found={found()} />}
            </Show>
          )}
        </For>
      </TableCard>
    </Show>
  );
};

const FileSystemRow = (props: { mount: string; found: FileSystemReading }) => (
  <tr>
    <th scope="row" title={props.found.device}>
      <span class="row-name">{props.mount}</span>
      <span class="row-note">{fileSystemNote(props.found)}</span>
    </th>
    <td class="end">
      <Amount of={maybe(props.found.usedBytes, bytes)} />
    </td>
    <td class="end">
      <Amount of={maybe(props.found.totalBytes, bytes)} />
    </td>
    <td class="bar-cell">
      <Amount of={maybe(props.found.usedPercent, percent)} width={3} />
      <Bar percent={props.found.usedPercent} kind="disk" judged />
    </td>
  </tr>
);

const fileSystemNote = (found: FileSystemReading): string => {
  const inodes = found.inodesUsedPercent ?? 0;
  const parts = [
    found.state === 'hung' ? 'does not answer' : '',
    found.type,
    found.remote ? 'over the network' : '',
    found.readOnly ? 'read only' : '',
    inodes >= 80 ? `${Math.round(inodes)} % of its inodes used` : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
};

const diskColumns = [
  { label: 'Disk' },
  { label: 'Read', end: true },
  { label: 'Write', end: true },
  { label: 'Latency', end: true, extra: true },
  { label: 'Busy' },
];

export const DiskTable = (props: { reading: Reading }) => {
  const names = () => Object.keys(props.reading.disks ?? {});
  return (
    <Show when={names().length > 0}>
      <TableCard title="Disks" columns={diskColumns}>
        <For each={names()}>
          {(name) => (
            <Show when={props.reading.disks?.[name]}>{(found) => <DiskRow name={name} found={found()} />}</Show>
          )}
        </For>
      </TableCard>
    </Show>
  );
};

const kinds: Record<DiskReading['kind'], string> = {
  ssd: 'SSD',
  hdd: 'HDD',
  nvme: 'NVMe',
  md: 'RAID',
  zram: 'zram',
  virtual: 'virtual',
  card: 'card',
  other: '',
};

const DiskRow = (props: { name: string; found: DiskReading }) => {
  const note = () => {
    const size =
      props.found.sizeBytes === undefined
        ? ''
        : `${bytes(props.found.sizeBytes).number} ${bytes(props.found.sizeBytes).unit}`;
    return [props.found.model ?? '', kinds[props.found.kind], size].filter((part) => part !== '').join(' · ');
  };
  const slowest = () => Math.max(props.found.readAwaitMs ?? -1, props.found.writeAwaitMs ?? -1);
  return (
    <tr>
      <th scope="row">
        <span class="row-name">{props.name}</span>
        <span class="row-note">{note()}</span>
      </th>
      <td class="end">
        <Amount of={byteRate(props.found.readBytesPerSecond)} series={`disks.${props.name}.readBytesPerSecond`} />
      </td>
      <td class="end">
        <Amount of={byteRate(props.found.writeBytesPerSecond)} series={`disks.${props.name}.writeBytesPerSecond`} />
      </td>
      <td class="end extra">
        <Amount of={maybe(slowest() < 0 ? undefined : slowest(), milliseconds)} />
      </td>
      <td class="bar-cell">
        <Amount of={percent(props.found.busyPercent)} width={3} />
        <Bar percent={props.found.busyPercent} kind="disk" />
      </td>
    </tr>
  );
};
