import { Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { Failure } from '../../../parts/failure.tsx';
import type { Trial } from './trial.ts';

/** Stays in view as long as something is tried. */
export const TrialBar = (props: { trial: Trial }) => (
  <Show when={props.trial.isTrying()}>
    <section class="trial-bar" aria-label={m.look_try_title()}>
      <p role="status">
        <strong>{m.look_try_title()}</strong> <span class="dim small">{m.look_try_note()}</span>
      </p>
      <Failure fault={props.trial.fault()} />
      <div class="actions">
        <button type="button" class="button" onClick={() => props.trial.discard()}>
          {m.look_discard()}
        </button>
        <button type="button" class="button primary" onClick={() => void props.trial.keep()}>
          {props.trial.whose() === 'me' ? m.look_keep() : m.look_keep_everyone()}
        </button>
      </div>
    </section>
  </Show>
);
