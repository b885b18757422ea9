import type { NodeView } from '@amud/protocol/live.ts';
import { For, Match, Switch } from 'solid-js';
import { m } from '../../messages.ts';
import { Bar } from '../../parts/bar.tsx';
import { percent } from '../../parts/format.ts';
import { Meter } from '../../parts/meter.tsx';

/** Before the first numbers: the shape of what comes, or why nothing does. */
export const Waiting = (props: { node: NodeView | undefined }) => (
  <Switch fallback={<Skeleton />}>
    <Match when={props.node?.state === 'unauthenticated'}>
      <Nothing />
    </Match>
    <Match when={props.node?.state === 'offline'}>
      <p class="dim">{m.node_waiting_offline()}</p>
    </Match>
    <Match when={props.node}>
      <p class="dim">{m.node_waiting()}</p>
    </Match>
  </Switch>
);

const Skeleton = () => (
  <div class="skeleton tiles" aria-hidden="true">
    <For each={[1, 2, 3, 4, 5]}>{() => <div class="card tile" />}</For>
  </div>
);

const kinds = [
  { label: m.node_cpu(), kind: 'cpu', series: 'cpu.busyPercent' },
  { label: m.node_memory(), kind: 'memory', series: 'memory.usedPercent' },
  { label: m.node_disk(), kind: 'disk', series: 'disk.usedPercent' },
] as const;

/** Who was not let in has nothing to show. */
const Nothing = () => (
  <div class="tiles">
    <For each={kinds}>
      {({ label, kind, series }) => (
        <div class="card tile">
          <Meter label={label} amount={percent(0)} series={series} testId={`tile-${kind}`}>
            <Bar percent={0} kind={kind} />
          </Meter>
        </div>
      )}
    </For>
  </div>
);
