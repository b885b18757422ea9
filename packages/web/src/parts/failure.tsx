import { Show } from 'solid-js';
import { m } from '../messages.ts';
import type { Refusal } from '../state/admin.ts';
import { Icon } from './icon.tsx';

/** What went wrong with a question to the server, and another try. */
export const Failure = (props: { fault: Refusal | undefined; onRetry?: () => void }) => (
  <Show when={props.fault}>
    {(fault) => (
      <p class="notice warn" role="alert">
        <Icon name="triangle-alert" /> <span>{fault().message}</span>
        <Show when={props.onRetry}>
          {(retry) => (
            <button type="button" class="button slim" onClick={() => retry()()}>
              {m.shell_try_again()}
            </button>
          )}
        </Show>
      </p>
    )}
  </Show>
);
