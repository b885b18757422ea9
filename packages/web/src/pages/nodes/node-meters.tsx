import type { NodeGist, NodeView } from '@amud/protocol/live.ts';
import { Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Bar } from '../../parts/bar.tsx';
import { Flow } from '../../parts/flow.tsx';
import { celsius, load, maybe, nothing, percent, share, text } from '../../parts/format.ts';
import { Meter } from '../../parts/meter.tsx';
import { type PointSource, Spark } from '../../parts/spark.tsx';

type NodeMetersProps = { node: NodeView; source: PointSource; spanMs: number; solo: boolean };

/** The quantities that a list shows. Of a host that was not let in nothing is known, so nothing is used. */
export const NodeMeters = (props: NodeMetersProps) => {
  const refused = () => props.node.state === 'unauthenticated';
  const gist = (): Partial<NodeGist> => (refused() ? {} : (props.node.gist ?? {}));
  const shown = (value: number | undefined) => (refused() ? percent(0) : maybe(value, percent));
  const memory = () => memoryPercent(gist());
  return (
    <div class="meters">
      <Meter
        label={m.nodes_cpu()}
        amount={shown(gist().cpuPercent)}
        series="cpu.busyPercent"
        detail={cpuDetail(props.node, gist())}
      >
        <Bar percent={gist().cpuPercent} kind="cpu" />
        <Spark source={props.source} name="cpuPercent" kind="cpu" spanMs={props.spanMs} top={25} />
      </Meter>
      <Meter
        label={m.nodes_memory()}
        amount={shown(memory())}
        series="memory.usedPercent"
        detail={memoryDetail(gist())}
      >
        <Bar percent={memory()} kind="memory" judged />
        <Spark source={props.source} name="memoryPercent" kind="memory" spanMs={props.spanMs} top={100} />
      </Meter>
      <Meter
        label={m.nodes_disk({ mount: gist().diskMount ?? '' })}
        amount={shown(gist().diskUsedPercent)}
        series="disk.usedPercent"
        detail={diskDetail(gist())}
      >
        <Bar percent={gist().diskUsedPercent} kind="disk" judged />
      </Meter>
      <NetworkMeter gist={gist()} />
      <Show when={props.solo}>
        <LoadMeter gist={gist()} threads={props.node.platform?.cpuThreads} />
      </Show>
    </div>
  );
};

const NetworkMeter = (props: { gist: Partial<NodeGist> }) => (
  <div class="meter">
    <p class="meter-head">
      <span class="meter-label">{m.nodes_network()}</span>
    </p>
    <Flow of="network" inwards={props.gist.receiveBytesPerSecond} outwards={props.gist.transmitBytesPerSecond} />
  </div>
);

/** Only where there is room for it. */
const LoadMeter = (props: { gist: Partial<NodeGist>; threads: number | undefined }) => (
  <Meter
    label={m.nodes_load()}
    amount={maybe(props.gist.loadOne, load)}
    series="load.one"
    detail={props.threads === undefined ? '' : m.nodes_of_threads({ count: props.threads })}
  >
    <Bar percent={((props.gist.loadOne ?? 0) / (props.threads ?? 1)) * 100} kind="cpu" />
  </Meter>
);

const memoryPercent = ({ memoryUsedBytes, memoryTotalBytes }: Partial<NodeGist>): number | undefined =>
  memoryUsedBytes === undefined || !memoryTotalBytes ? undefined : (memoryUsedBytes / memoryTotalBytes) * 100;

const cpuDetail = (node: NodeView, gist: Partial<NodeGist>): string => {
  const threads = node.platform?.cpuThreads;
  const parts = [
    gist.loadOne === undefined ? '' : m.nodes_load_is({ load: text(load(gist.loadOne)) }),
    gist.cpuCelsius === undefined ? '' : text(celsius(gist.cpuCelsius)),
    threads === undefined ? '' : m.nodes_threads({ count: threads }),
  ];
  return parts.filter((part) => part !== '').join(' · ') || nothing.number;
};

const memoryDetail = ({ memoryUsedBytes, memoryTotalBytes }: Partial<NodeGist>): string =>
  memoryUsedBytes === undefined || memoryTotalBytes === undefined
    ? nothing.number
    : share(memoryUsedBytes, memoryTotalBytes);

const diskDetail = ({ diskUsedBytes, diskTotalBytes }: Partial<NodeGist>): string =>
  diskUsedBytes === undefined || diskTotalBytes === undefined ? nothing.number : share(diskUsedBytes, diskTotalBytes);
