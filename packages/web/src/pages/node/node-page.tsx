import type { NodeView } from '@amud/protocol/live.ts';
import type { Reading } from '@amud/protocol/reading.ts';
import { createSignal, onCleanup, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { ChartBoard } from '../../parts/chart-board.tsx';
import { Segments } from '../../parts/segments.tsx';
import { useApp } from '../../state/app.ts';
import { isStale } from '../../state/condition.ts';
import { said } from '../../state/server-words.ts';
import { NotFound } from '../not-found.tsx';
import { useTitle } from '../title.ts';
import { Charts } from './charts.tsx';
import { FailedUnits } from './failed-units.tsx';
import { NodeHead } from './node-head.tsx';
import { Sources } from './sources.tsx';
import { Tables } from './tables.tsx';
import { Tiles } from './tiles.tsx';
import { Waiting } from './waiting.tsx';

const ranges = [
  { value: '5', label: m.node_range_minutes({ count: 5 }) },
  { value: '15', label: m.node_range_minutes({ count: 15 }) },
] as const;

export const NodePage = (props: { nodeId: string }) => {
  const app = useApp();
  const node = app.nodeOf(props.nodeId);
  onCleanup(node.watch());
  const [minutes, setMinutes] = createSignal<'5' | '15'>('15');
  // Until its own topic answers, the list knows who it is.
  const view = (): NodeView | undefined => node.data.node ?? app.nodes.data.nodes[props.nodeId];
  useTitle(() => view()?.name ?? props.nodeId);
  const isOld = () => {
    const { node: own, at } = node.data;
    return own !== undefined && (own.state !== 'online' || isStale(at, own.intervalMs, app.now()));
  };
  const hasHistory = () => {
    node.tick();
    return node.recent.at.length > 1;
  };
  const range = () => <Segments label={m.node_range()} choices={ranges} value={minutes()} onChoose={setMinutes} />;
  return (
    <Show when={!node.gone()} fallback={<NotFound text={said(node.gone() ?? '')} />}>
      <div class="page node-page" classList={{ old: isOld() }}>
        <Show when={view()} fallback={<h1 tabindex="-1">{props.nodeId}</h1>}>
          {(known) => <NodeHead node={known()} at={node.data.at} reading={node.data.reading} tools={range()} />}
        </Show>
        <Show when={node.data.reading} fallback={<Waiting node={node.data.node} />}>
          {(reading) => (
            <ChartBoard source={node} spanMs={Number(minutes()) * 60_000} look={app.look.colours()}>
              <Body reading={reading()} node={view()} hasHistory={hasHistory()} />
            </ChartBoard>
          )}
        </Show>
        <Show when={node.data.node}>
          <Sources nodeId={props.nodeId} />
        </Show>
      </div>
    </Show>
  );
};

type BodyProps = { reading: Reading; node: NodeView | undefined; hasHistory: boolean };

const Body = (props: BodyProps) => (
  <>
    <Tiles reading={props.reading} node={props.node} />
    <FailedUnits reading={props.reading} />
    <Show when={props.hasHistory || props.node?.state === 'online'} fallback={<p class="dim">{m.node_no_history()}</p>}>
      <Charts reading={props.reading} />
    </Show>
    <Tables reading={props.reading} />
  </>
);
