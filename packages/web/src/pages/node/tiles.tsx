import type { NodeView } from '@amud/protocol/live.ts';
import type { FileSystemReading, Reading } from '@amud/protocol/reading.ts';
import { Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Bar } from '../../parts/bar.tsx';
import { Flow } from '../../parts/flow.tsx';
import { bitRate, celsius, frequency, load, maybe, percent, share, text } from '../../parts/format.ts';
import { Meter } from '../../parts/meter.tsx';

type TilesProps = { reading: Reading; node: NodeView | undefined };

/** The five figures a person looks for first. */
export const Tiles = (props: TilesProps) => {
  const refused = () => props.node?.state === 'unauthenticated';
  const memory = () => props.reading.memory;
  const memoryPercent = () => (refused() ? 0 : ((memory()?.usedBytes ?? 0) / (memory()?.totalBytes || 1)) * 100);
  const fullest = () => fullestOf(props.reading.fileSystems ?? {});
  const shown = (value: number | undefined) => (refused() ? percent(0) : maybe(value, percent));
  return (
    <div class="tiles">
      <Show when={props.reading.cpu}>
        {(cpu) => (
          <div class="card tile">
            <Meter
              label={m.node_cpu()}
              amount={shown(cpu().busyPercent)}
              series="cpu.busyPercent"
              testId="tile-cpu"
              detail={cpuDetail(props.reading)}
            >
              <Bar percent={refused() ? 0 : cpu().busyPercent} kind="cpu" />
            </Meter>
          </div>
        )}
      </Show>
      <Show when={memory()}>
        {(found) => (
          <div class="card tile">
            <Meter
              label={m.node_memory()}
              amount={percent(memoryPercent())}
              series="memory.usedPercent"
              testId="tile-memory"
              detail={share(found().usedBytes, found().totalBytes)}
            >
              <Bar percent={memoryPercent()} kind="memory" judged />
            </Meter>
          </div>
        )}
      </Show>
      <Show when={fullest()}>
        {(found) => (
          <div class="card tile">
            <Meter
              label={m.node_disk_of({ mount: found().mount })}
              amount={shown(found().usedPercent)}
              series="disk.usedPercent"
              testId="tile-disk"
              detail={share(found().usedBytes, found().totalBytes)}
            >
              <Bar percent={found().usedPercent} kind="disk" judged />
            </Meter>
          </div>
        )}
      </Show>
      <NetworkTile reading={props.reading} />
      <LoadTile reading={props.reading} threads={props.node?.platform?.cpuThreads} />
    </div>
  );
};

const NetworkTile = (props: { reading: Reading }) => (
  <Show when={props.reading.network}>
    {(network) => (
      <div class="card tile" data-testid="tile-network">
        <p class="meter-head">
          <span class="meter-label">{m.node_network()}</span>
        </p>
        <Flow of="network" inwards={network().receiveBytesPerSecond} outwards={network().transmitBytesPerSecond} />
        <p class="meter-detail clip">{linkDetail(props.reading)}</p>
      </div>
    )}
  </Show>
);

const LoadTile = (props: { reading: Reading; threads: number | undefined }) => (
  <Show when={props.reading.load}>
    {(found) => (
      <div class="card tile">
        <Meter
          label={m.node_load()}
          amount={load(found().one)}
          series="load.one"
          testId="tile-load"
          detail={loadDetail(found().five, cpuCelsius(props.reading))}
        >
          <Bar percent={(found().one / (props.threads ?? 1)) * 100} kind="cpu" />
        </Meter>
      </div>
    )}
  </Show>
);

const loadDetail = (five: number, heat: number | undefined): string =>
  [
    m.node_load_detail({ load: text(load(five)) }),
    ...(heat === undefined ? [] : [m.node_cpu_heat({ heat: text(celsius(heat)) })]),
  ].join(' · ');

const cpuDetail = ({ cpu, processes }: Reading): string => {
  const parts = [
    cpu?.frequencyMhz === undefined ? '' : text(frequency(cpu.frequencyMhz)),
    processes === undefined ? '' : m.node_processes_count({ count: processes.total }),
  ];
  return (
    parts.filter((part) => part !== '').join(' · ') ||
    m.node_iowait_is({ percent: text(percent(cpu?.iowaitPercent ?? 0)) })
  );
};

const cpuCelsius = ({ sensors }: Reading): number | undefined =>
  sensors?.cpu === undefined ? undefined : sensors.temperatures[sensors.cpu]?.celsius;

type Filled = FileSystemReading & { mount: string; usedPercent: number; usedBytes: number; totalBytes: number };

const fullestOf = (fileSystems: Record<string, FileSystemReading>): Filled | undefined => {
  const known = Object.entries(fileSystems).flatMap(([mount, found]) => {
    const { usedPercent, usedBytes, totalBytes } = found;
    if (usedPercent === undefined || usedBytes === undefined || totalBytes === undefined || found.readOnly) return [];
    return [{ ...found, mount, usedPercent, usedBytes, totalBytes }];
  });
  return known.sort((one, other) => other.usedPercent - one.usedPercent)[0];
};

/** The interface that carries most, and how fast it could be. */
const linkDetail = ({ network }: Reading): string => {
  const all = Object.entries(network?.interfaces ?? {}).filter(([, found]) => found.up && found.kind !== 'virtual');
  const [name, found] =
    all.sort(([, one], [, other]) => other.receiveBytesPerSecond - one.receiveBytesPerSecond)[0] ?? [];
  if (!found || name === undefined) return '';
  return found.linkMbps === undefined ? name : m.node_link({ name, rate: text(bitRate((found.linkMbps * 1e6) / 8)) });
};
