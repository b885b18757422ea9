import type { NodeView } from '@amud/protocol/live.ts';
import type { Platform, Reading } from '@amud/protocol/reading.ts';
import { createSignal, For, type JSX, onMount, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { age, ago, duration, exactTime } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { part, Sentence } from '../../parts/sentence.tsx';
import { StateMark } from '../../parts/state-mark.tsx';
import { useApp } from '../../state/app.ts';
import { conditionOf, isStale, virtualisationName } from '../../state/condition.ts';
import { said } from '../../state/server-words.ts';
import { focusHeading } from '../title.ts';

type NodeHeadProps = { node: NodeView; at: number | undefined; reading: Reading | undefined; tools: JSX.Element };

export const NodeHead = (props: NodeHeadProps) => {
  // When it takes the place of the bare name, the focus goes with that.
  onMount(() => {
    if (document.activeElement === document.body) focusHeading();
  });
  const { now, live } = useApp();
  const condition = () => conditionOf(props.node, props.at, now(), live.state().state === 'open');
  return (
    <>
      <div class="page-head">
        <div>
          <div class="node-title">
            <h1 tabindex="-1" class="clip" title={props.node.name}>
              {props.node.name}
            </h1>
            <StateMark condition={condition()} />
            <Show when={props.node.state === 'online' && isStale(props.at, props.node.intervalMs, now()) && props.at}>
              {(at) => <span class="dim as-of">{m.node_as_of({ ago: ago(at(), now()) })}</span>}
            </Show>
          </div>
          <ul class="facts">
            <For each={facts(props.node.platform)}>{(fact) => <li>{fact}</li>}</For>
            <Show when={props.node.state === 'online' && props.reading?.host}>
              {(host) => (
                <li title={m.node_started({ time: exactTime(host().bootAt) })}>
                  {m.node_up({ time: duration(host().uptimeSeconds) })}
                </li>
              )}
            </Show>
          </ul>
        </div>
        <Show when={props.reading}>
          <div class="page-tools">{props.tools}</div>
        </Show>
      </div>
      <Show when={props.node.state !== 'online'}>
        <Trouble node={props.node} at={props.reading && props.at} now={now()} />
      </Show>
    </>
  );
};

/** What it is: each fact once, nothing that is not known. */
const facts = (platform: Platform | undefined): string[] => {
  if (!platform) return [];
  const { osName, kernel, cpuModel, cpuThreads, architecture } = platform;
  const all = [
    osName,
    kernel && `${kernel.startsWith('Linux') ? '' : 'Linux '}${kernel}`,
    cpuModel?.replace(/\((R|TM)\)/g, '').replace(/ (CPU|Processor)\b.*$/, ''),
    cpuThreads === undefined ? undefined : m.node_threads({ count: cpuThreads }),
    virtualisationName(platform.virtualisation) ?? architecture,
  ];
  return all.filter((fact) => fact !== undefined && fact !== '') as string[];
};

const Trouble = (props: { node: NodeView; at: number | undefined; now: number }) => (
  <p class="notice" classList={{ bad: props.node.state === 'unauthenticated', warn: props.node.state === 'offline' }}>
    <Icon name={props.node.state === 'unauthenticated' ? 'lock' : 'unplug'} />
    <span>
      <Sentence
        text={m.node_trouble_since({ state: part(0), age: part(1) })}
        parts={[
          <strong>{props.node.state === 'offline' ? m.shell_offline() : m.shell_unauthenticated()}</strong>,
          <time title={exactTime(props.node.since)}>{age(props.node.since, props.now)}</time>,
        ]}
      />{' '}
      {said(props.node.reason ?? '')}{' '}
      <Show when={props.at}>{(at) => m.node_numbers_from({ time: exactTime(at()) })}</Show>
    </span>
    <Show when={props.node.state === 'offline'}>
      <Remove node={props.node} />
    </Show>
  </p>
);

/** For a host that will not come back; asked twice. */
const Remove = (props: { node: NodeView }) => {
  const { admin, session, address, toasts } = useApp();
  const [asking, setAsking] = createSignal(false);
  const remove = async () => {
    const { id, name } = props.node;
    const answer = await admin.removeNode(id);
    toasts.say(answer.ok ? m.node_removed({ name }) : answer.fault.message);
    if (answer.ok) address.go('/nodes', 'replace');
  };
  return (
    <Show when={session.user()?.role === 'admin'}>
      <button
        type="button"
        class="button slim"
        classList={{ danger: asking() }}
        onClick={() => (asking() ? void remove() : setAsking(true))}
        onBlur={() => setAsking(false)}
      >
        {asking() ? m.node_remove_sure() : m.node_remove()}
      </button>
    </Show>
  );
};
