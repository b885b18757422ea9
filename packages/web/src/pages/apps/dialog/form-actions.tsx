import { Show } from 'solid-js';
import { m } from '../../../messages.ts';

type FormActionsProps = {
  isNew: boolean;
  busy: boolean;
  ready: boolean;
  onAgain: () => void;
  onRemove: () => void;
};

export const FormActions = (props: FormActionsProps) => (
  <div class="actions detail-actions">
    <Show
      when={props.isNew}
      fallback={
        <button
          type="button"
          class="button quiet danger at-start"
          disabled={props.busy}
          onClick={() => props.onRemove()}
        >
          {m.apps_remove()}
        </button>
      }
    >
      <button type="button" class="button" disabled={props.busy} onClick={() => props.onAgain()}>
        {m.apps_save_again()}
      </button>
    </Show>
    <button type="submit" class="button primary" disabled={props.busy || !props.ready}>
      {props.busy ? m.apps_saving() : props.isNew ? m.apps_add() : m.apps_save()}
    </button>
  </div>
);
