import type { DiskReading, FileSystemReading, Reading } from '@amud/protocol/reading.ts';
import { For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Amount } from '../../parts/amount.tsx';
import { Bar } from '../../parts/bar.tsx';
import { byteRate, bytes, maybe, milliseconds, percent, text, wholePercent } from '../../parts/format.ts';
import { TableCard } from '../../parts/table-card.tsx';

const fileSystemColumns = [
  { label: m.node_mounted_on() },
  { label: m.node_used(), end: true },
  { label: m.node_size(), end: true },
  { label: m.node_full() },
];

export const FileSystemTable = (props: { reading: Reading }) => {
  const mounts = () => Object.keys(props.reading.fileSystems ?? {});
  return (
    <Show when={mounts().length > 0}>
      <TableCard
        title={m.node_file_systems()}
        columns={fileSystemColumns}
        note={mounts().length > 6 ? m.node_mounts({ count: mounts().length }) : undefined}
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
    found.state === 'hung' ? m.node_hung() : '',
    found.type,
    found.remote ? m.node_remote() : '',
    found.readOnly ? m.node_read_only() : '',
    inodes >= 80 ? m.node_inodes({ percent: wholePercent(inodes) }) : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
};

const diskColumns = [
  { label: m.node_disk() },
  { label: m.node_read(), end: true },
  { label: m.node_write(), end: true },
  { label: m.node_latency(), end: true, extra: true },
  { label: m.node_busy() },
];

export const DiskTable = (props: { reading: Reading }) => {
  const names = () => Object.keys(props.reading.disks ?? {});
  return (
    <Show when={names().length > 0}>
      <TableCard title={m.node_disks()} columns={diskColumns}>
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
  ssd: m.node_disk_ssd(),
  hdd: m.node_disk_hdd(),
  nvme: m.node_disk_nvme(),
  md: m.node_disk_md(),
  zram: m.node_disk_zram(),
  virtual: m.node_disk_virtual(),
  card: m.node_disk_card(),
  other: '',
};

const DiskRow = (props: { name: string; found: DiskReading }) => {
  const note = () => {
    const size = props.found.sizeBytes === undefined ? '' : text(bytes(props.found.sizeBytes));
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
