import { createSignal, For, onCleanup, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';
import { nodePage } from '../node/load.ts';
import { useTitle } from '../title.ts';
import { Empty } from './empty.tsx';
import { createGradual } from './gradual.ts';
import { NodeCard } from './node-card.tsx';
import { createOrder, type NodeOrder, orders } from './order.ts';
import { Refusals } from './refusals.tsx';
import { summarise } from './summarise.ts';

/** Up to here a glance finds every node. */
const FILTER_FROM = 7;

export const NodesPage = () => {
  useTitle(() => m.nodes_title());
  const { nodes, now } = useApp();
  onCleanup(nodes.watch());
  const [filter, setFilter] = createSignal('');
  const [order, setOrder] = createSignal<NodeOrder>('name');
  const ids = createGradual(createOrder({ nodes: () => nodes.data.nodes, filter, order, now }));
  const total = () => Object.keys(nodes.data.nodes).length;
  return (
    <div class="page">
      <div class="page-head">
        <div>
          <h1 tabindex="-1">{m.nodes_title()}</h1>
          <p data-testid="summary">
            {nodes.data.known ? summarise(Object.values(nodes.data.nodes)) : m.shell_looking()}
          </p>
        </div>
        <Show when={total() >= FILTER_FROM}>
          <Tools filter={filter()} onFilter={setFilter} order={order()} onOrder={setOrder} />
        </Show>
      </div>
      <Refusals />
      <Show when={nodes.data.known} fallback={<Skeleton />}>
        <Show when={total() > 0} fallback={<Empty />}>
          <ul
            onPointerOver={wanted}
            onFocusIn={wanted}
            class="nodes"
            classList={{ solo: total() === 1, few: total() > 1 && total() <= 4 }}
          >
            <For each={ids()}>{(id) => <NodeCard nodeId={id} solo={total() === 1} />}</For>
          </ul>
          <Show when={ids().length === 0}>
            <p class="dim">{m.nodes_none_called({ text: filter() })}</p>
          </Show>
        </Show>
      </Show>
    </div>
  );
};

type ToolsProps = {
  filter: string;
  onFilter: (text: string) => void;
  order: NodeOrder;
  onOrder: (order: NodeOrder) => void;
};

const Tools = (props: ToolsProps) => (
  <search class="page-tools">
    <div class="input slim">
      <Icon name="search" />
      <input
        type="search"
        id="node-filter"
        aria-label={m.nodes_filter()}
        placeholder={m.nodes_filter_hint()}
        value={props.filter}
        onInput={(event) => props.onFilter(event.currentTarget.value)}
      />
    </div>
    <select
      class="select tall"
      aria-label={m.nodes_order()}
      value={props.order}
      onChange={(event) => props.onOrder(event.currentTarget.value as NodeOrder)}
    >
      <For each={orders}>{(one) => <option value={one.value}>{one.label}</option>}</For>
    </select>
  </search>
);

/** A pointer over a card is on its way to the page behind it. If that fails, the page itself says so. */
const wanted = () => void nodePage.load().catch(() => {});

const Skeleton = () => (
  <ul class="nodes skeleton" aria-hidden="true">
    <For each={[1, 2, 3]}>{() => <li class="card node-card" />}</For>
  </ul>
);
