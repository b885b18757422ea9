import { For, Show } from 'solid-js';
import { m } from '../messages.ts';
import { latency } from './check-format.ts';
import { text } from './format.ts';
import { type Chain, type ChainHop, hopName } from './hops.ts';

/** The way of a check, step by step: what was passed in which time, and where it ended. */
export const HopChain = (props: { chain: Chain }) => (
  <div class="hop-chain">
    <ol aria-label={m.apps_hops()}>
      <For each={props.chain.hops}>{(one) => <Step of={one} />}</For>
    </ol>
    <Show when={props.chain.redirects > 0}>
      <p class="dim small">
        {m.apps_hops_redirects({ count: props.chain.redirects, time: text(latency(props.chain.redirectsMs)) })}
      </p>
    </Show>
  </div>
);

const shapes = { passed: 'M4.5 8.2 7 10.7l4.6-5.2', failed: 'M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2', open: '' };

const stateWords = { passed: m.apps_hop_passed, failed: m.apps_hop_failed, open: m.apps_hop_open };

const Step = (props: { of: ChainHop }) => (
  <li class="hop" data-hop={props.of.hop} data-state={props.of.state}>
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="7.25" />
      <path d={shapes[props.of.state]} />
    </svg>
    <span class="hop-name">{hopName(props.of.hop)}</span>
    <span class="hop-time">
      <Show
        when={props.of.ms !== null && props.of.state === 'passed'}
        fallback={<span classList={{ unseen: props.of.state === 'passed' }}>{stateWords[props.of.state]()}</span>}
      >
        {text(latency(props.of.ms ?? 0))}
      </Show>
    </span>
  </li>
);
