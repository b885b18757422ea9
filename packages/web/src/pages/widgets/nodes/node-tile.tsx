import type { NodeGist, NodeView } from '@amud/protocol/live.ts';
import { type JSX, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { Amount } from '../../../parts/amount.tsx';
import { Bar } from '../../../parts/bar.tsx';
import { Flow } from '../../../parts/flow.tsx';
import { age, ago, celsius, duration, exactTime, maybe, percent } from '../../../parts/format.ts';
import { type PointSource, Spark } from '../../../parts/spark.tsx';
import { StateMark } from '../../../parts/state-mark.tsx';
import { conditionOf, isStale } from '../../../state/condition.ts';
import { said } from '../../../state/server-words.ts';

const SPAN_MS = 15 * 60_000;

export type NodeTileProps = {
  node: NodeView;
  source: PointSource;
  now: number;
  /** False while this page hears nothing itself. */
  isLinked: boolean;
  /** Where it leads; a sample leads nowhere. */
  href: string | undefined;
};

/** A host in a few figures: what is of no use yet is left out, what is old steps back. */
export const NodeTile = (props: NodeTileProps) => {
  const refused = () => props.node.state === 'unauthenticated';
  const gist = (): Partial<NodeGist> => (refused() ? {} : (props.node.gist ?? {}));
  const shown = (value: number | undefined) => (refused() ? percent(0) : maybe(value, percent));
  const isOld = () => props.node.state !== 'online' || isStale(gist().at, props.node.intervalMs, props.now);
  return (
    <li class="node-tile" classList={{ old: isOld() }} data-state={props.node.state} data-node={props.node.id}>
      <Head {...props} isOld={isOld()} />
      <dl class="node-tile-figures">
        <Figure label={m.nodes_cpu()} value={<Amount of={shown(gist().cpuPercent)} width={1} />}>
          <Bar percent={gist().cpuPercent} kind="cpu" />
        </Figure>
        <Figure label={m.nodes_memory()} value={<Amount of={shown(memoryPercent(gist()))} width={1} />}>
          <Bar percent={memoryPercent(gist())} kind="memory" judged />
        </Figure>
        <Figure
          label={m.nodes_disk({ mount: gist().diskMount ?? '' })}
          value={<Amount of={shown(gist().diskUsedPercent)} width={1} />}
        >
          <Bar percent={gist().diskUsedPercent} kind="disk" judged />
        </Figure>
      </dl>
      <Spark source={props.source} name="cpuPercent" kind="cpu" spanMs={SPAN_MS} top={25} />
      <div class="node-tile-foot">
        <Flow of="network" inwards={gist().receiveBytesPerSecond} outwards={gist().transmitBytesPerSecond} />
        <Show when={gist().cpuCelsius}>
          {(heat) => (
            <span class="node-tile-heat" title={m.widgets_nodes_heat()}>
              <span class="unseen">{m.widgets_nodes_heat()}</span>
              <Amount of={celsius(heat())} width={2} />
            </span>
          )}
        </Show>
      </div>
    </li>
  );
};

const Head = (props: NodeTileProps & { isOld: boolean }) => {
  const condition = () => conditionOf(props.node, props.node.gist?.at, props.now, props.isLinked);
  return (
    <>
      <div class="node-tile-head">
        <Show when={props.href} fallback={<strong class="clip">{props.node.name}</strong>}>
          {(href) => (
            <a class="node-tile-link clip" href={href()} title={props.node.name}>
              {props.node.name}
            </a>
          )}
        </Show>
        <StateMark condition={condition()} />
      </div>
      <p class="node-tile-line dim clip" title={reasonOf(props.node)}>
        <Show when={props.isOld} fallback={uptimeOf(props.node)}>
          <Since node={props.node} now={props.now} />
        </Show>
      </p>
    </>
  );
};

const Since = (props: { node: NodeView; now: number }) => (
  <Show
    when={props.node.state !== 'online'}
    fallback={m.nodes_as_of({ ago: ago(props.node.gist?.at ?? props.node.since, props.now) })}
  >
    <time title={exactTime(props.node.since)}>{m.nodes_since({ age: age(props.node.since, props.now) })}</time>{' '}
    {reasonOf(props.node)}
  </Show>
);

const Figure = (props: { label: string; value: JSX.Element; children: JSX.Element }) => (
  <div>
    <dt class="clip" title={props.label}>
      {props.label}
    </dt>
    <dd>
      {props.value}
      {props.children}
    </dd>
  </div>
);

const reasonOf = ({ reason }: NodeView): string => (reason === undefined ? '' : said(reason));

const uptimeOf = ({ gist }: NodeView): string =>
  gist?.uptimeSeconds === undefined ? '' : m.nodes_up({ time: duration(gist.uptimeSeconds) });

const memoryPercent = ({ memoryUsedBytes, memoryTotalBytes }: Partial<NodeGist>): number | undefined =>
  memoryUsedBytes === undefined || !memoryTotalBytes ? undefined : (memoryUsedBytes / memoryTotalBytes) * 100;
