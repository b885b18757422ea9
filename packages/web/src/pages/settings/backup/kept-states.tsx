import { For, Show } from 'solid-js';
import { m } from '../../../messages.ts';

/** What was here before a restore, and how to go back to it. */
export const KeptStates = (props: { names: readonly string[] }) => (
  <Show when={props.names.length > 0}>
    <section class="card settings-card" aria-labelledby="kept-title">
      <div>
        <h2 id="kept-title">{m.data_kept()}</h2>
        <p class="dim">{m.data_kept_about()}</p>
      </div>
      <div>
        <ul class="kept-states">
          <For each={props.names}>{(name) => <li class="code-name">{name}</li>}</For>
        </ul>
        <details class="more">
          <summary>{m.data_kept_back()}</summary>
          <ol class="kept-steps">
            <li>{m.data_kept_step_stop()}</li>
            <li>{m.data_kept_step_move()}</li>
            <li>{m.data_kept_step_key()}</li>
            <li>{m.data_kept_step_start()}</li>
          </ol>
        </details>
      </div>
    </section>
  </Show>
);
