import { For, Match, Show, Switch } from 'solid-js';
import { m } from '../../messages.ts';
import { Failure } from '../../parts/failure.tsx';
import { FoundList } from './found-list.tsx';
import type { FoundState } from './found-state.ts';
import { Looking, Nothing } from './found-words.tsx';

/** What was found on the hosts, or why there is nothing to choose from. */
export const FoundHere = (props: { state: FoundState }) => (
  <>
    <Failure fault={props.state.fault()} onRetry={props.state.again} />
    <For each={props.state.failures()}>{(message) => <Failure fault={{ kind: 'internal', message }} />}</For>
    <Switch>
      <Match when={props.state.loading() && !props.state.found()}>
        <Looking />
      </Match>
      <Match when={props.state.found()?.hosts.length === 0}>
        <Nothing title={m.setup_apps_no_agent()} about={m.setup_apps_no_agent_about()} />
      </Match>
      <Match when={props.state.found() && props.state.fresh().length === 0}>
        <Nothing title={m.setup_apps_none()} about={m.setup_apps_none_about()} />
      </Match>
    </Switch>
    <Show when={props.state.found()}>
      <FoundList state={props.state} />
    </Show>
  </>
);
