import { sees } from '@amud/protocol/roles.ts';
import { createMemo, Match, onCleanup, Show, Switch } from 'solid-js';
import { m } from '../../../messages.ts';
import { ChartBoard } from '../../../parts/chart-board.tsx';
import { useApp } from '../../../state/app.ts';
import { isStale } from '../../../state/condition.ts';
import { said } from '../../../state/server-words.ts';
import type { BodyProps } from '../body.ts';
import { ChartOf } from '../chart/chart-of.tsx';
import { WidgetEmpty } from '../empty.tsx';
import { sampleReading, sampleSeries } from '../samples/chart.ts';
import { sampleSource } from '../samples/nodes.ts';

const MINUTE_MS = 60_000;
const SAMPLE_NAME = 'nas';

/** Some minutes of one host, live, drawn as on its page. */
export const ChartWidget = (props: BodyProps<'chart'>) =>
  props.source.from === 'sample' ? <Sample chart={props.settings.chart} /> : <Chosen settings={props.settings} />;

type Settings = BodyProps<'chart'>['settings'];

const Chosen = (props: { settings: Settings }) => {
  const { nodes, session } = useApp();
  const mayLook = () => sees(session.user()?.role ?? 'public', 'viewer');
  if (mayLook()) onCleanup(nodes.watch());
  const nodeId = createMemo(() => {
    if (props.settings.node !== '') return props.settings.node;
    const [first] = Object.values(nodes.data.nodes).sort((one, other) => one.name.localeCompare(other.name));
    return first?.id;
  });
  return (
    <Switch>
      <Match when={!mayLook()}>
        <WidgetEmpty icon="lock" text={m.widgets_nodes_forbidden()} />
      </Match>
      <Match when={!nodes.data.known}>
        <div class="widget-waiting" aria-hidden="true" />
      </Match>
      <Match when={nodeId() === undefined}>
        <WidgetEmpty icon="server" text={m.widgets_nodes_empty()} />
      </Match>
      <Match when={nodeId()} keyed>
        {(id) => <OfNode nodeId={id} settings={props.settings} />}
      </Match>
    </Switch>
  );
};

const OfNode = (props: { nodeId: string; settings: Settings }) => {
  const { nodeOf, now, look } = useApp();
  const node = nodeOf(props.nodeId);
  onCleanup(node.watch());
  const isOld = () => {
    const { node: own, at } = node.data;
    return own !== undefined && (own.state !== 'online' || isStale(at, own.intervalMs, now()));
  };
  const why = () => said(node.data.node?.reason ?? '');
  return (
    <Show when={!node.gone()} fallback={<WidgetEmpty icon="server" text={m.widgets_nodes_gone()} />}>
      <Show
        when={node.data.reading}
        fallback={
          <Show when={why()} fallback={<div class="widget-waiting" aria-hidden="true" />}>
            {(text) => <WidgetEmpty icon="server" text={text()} />}
          </Show>
        }
      >
        {(reading) => (
          <div class="chart-widget" classList={{ old: isOld() }} title={isOld() ? why() : undefined}>
            <ChartBoard source={node} spanMs={Number(props.settings.minutes) * MINUTE_MS} look={look.colours()}>
              <ChartOf
                chart={props.settings.chart}
                reading={reading()}
                tools={
                  <a class="chart-node clip" href={`/nodes/${encodeURIComponent(props.nodeId)}`}>
                    {node.data.node?.name ?? props.nodeId}
                  </a>
                }
              />
            </ChartBoard>
          </div>
        )}
      </Show>
    </Show>
  );
};

const Sample = (props: { chart: Settings['chart'] }) => {
  const { now, look } = useApp();
  return (
    <div class="chart-widget">
      <ChartBoard source={sampleSource(now(), sampleSeries)} spanMs={15 * MINUTE_MS} look={look.colours()}>
        <ChartOf chart={props.chart} reading={sampleReading} tools={<span class="dim small">{SAMPLE_NAME}</span>} />
      </ChartBoard>
    </div>
  );
};
