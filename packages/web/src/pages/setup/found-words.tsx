import { For } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import { said } from '../../state/server-words.ts';
import type { FoundState } from './found-state.ts';

/** In the shape of what comes. */
export const Looking = () => (
  <div class="found-looking">
    <p role="status">{m.setup_apps_looking()}</p>
    <div aria-hidden="true">
      <For each={[0, 1, 2, 3, 4]}>{() => <span class="found-ghost" />}</For>
    </div>
  </div>
);

export const Nothing = (props: { title: string; about: string }) => (
  <div class="found-nothing">
    <Icon name="search" large />
    <p>
      <strong>{props.title}</strong>
    </p>
    <p class="dim">{props.about}</p>
  </div>
);

export const Problems = (props: { state: FoundState }) => (
  <For each={props.state.found()?.problems ?? []}>
    {({ nodeName, message }) => (
      <p class="dim small found-problem">
        <Icon name="info" /> <span>{m.setup_apps_problem({ node: nodeName, message: said(message) })}</span>
      </p>
    )}
  </For>
);
