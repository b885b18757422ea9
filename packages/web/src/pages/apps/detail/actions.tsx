import { Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { Icon } from '../../../parts/icon.tsx';
import type { Refusal } from '../../../state/admin.ts';
import { useApp } from '../../../state/app.ts';
import type { CardApp } from '../../../state/apps.ts';
import type { Editable } from './editable.ts';

type ActionsProps = {
  app: CardApp;
  address: string | undefined;
  editable: Editable;
  mayEdit: boolean;
  onFault: (fault: Refusal | undefined) => void;
};

export const Actions = (props: ActionsProps) => {
  const { apps } = useApp();
  const isPaused = () => props.app.status?.state === 'paused';
  const act = async (run: () => Promise<Refusal | undefined>) => props.onFault(await run());
  return (
    <div class="actions detail-actions">
      <Show when={props.mayEdit}>
        <button type="button" class="button" onClick={() => apps.shown.edit(props.app.id)}>
          {m.apps_edit()}
        </button>
        <Show when={props.editable.known()?.check}>
          <button
            type="button"
            class="button"
            disabled={props.editable.busy()}
            onClick={() => void act(() => props.editable.pause(!isPaused()))}
          >
            {isPaused() ? m.apps_resume() : m.apps_pause()}
          </button>
          <Show when={!isPaused()}>
            <button
              type="button"
              class="button"
              disabled={props.editable.busy()}
              onClick={() => void act(props.editable.checkNow)}
            >
              <Icon name="refresh-cw" /> {props.editable.busy() ? m.apps_checking() : m.apps_check_now()}
            </button>
          </Show>
        </Show>
      </Show>
      <Show when={props.address}>
        {(url) => (
          <a
            class="button primary"
            href={url()}
            target={props.app.target === 'new' ? '_blank' : undefined}
            rel="noopener"
          >
            {m.apps_open()}
          </a>
        )}
      </Show>
    </div>
  );
};
