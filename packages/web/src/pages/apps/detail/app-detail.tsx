import { createMemo, createSignal, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { AppIcon } from '../../../parts/app-icon.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { Failure } from '../../../parts/failure.tsx';
import { useApp } from '../../../state/app.ts';
import type { CardApp } from '../../../state/apps.ts';
import { addressOf } from '../../../state/place.ts';
import { Actions } from './actions.tsx';
import { createEditable } from './editable.ts';
import { Facts } from './facts.tsx';
import { History } from './history.tsx';
import { StateNow } from './state-now.tsx';

/** Everything that is known of an app: how it is and why, how it was, where it runs, and what can be done. */
export const AppDetail = (props: { app: () => CardApp; onClose: () => void }) => {
  const { place, session } = useApp();
  const app = createMemo(() => props.app());
  const mayEdit = () => ['admin', 'operator'].includes(session.user()?.role ?? '');
  /** The past is for those with an account that may look around. */
  const mayLookBack = () => mayEdit() || session.user()?.role === 'viewer';
  const editable = createEditable(app().id, mayEdit());
  const address = () => addressOf(app(), place.isOutside());
  const [fault, setFault] = createSignal<Parameters<typeof Failure>[0]['fault']>();
  return (
    <Dialog
      title={app().name}
      kind="sheet"
      icon={<AppIcon icon={app().icon} name={app().name} size={44} />}
      note={
        <Show when={address()}>
          {(url) => (
            <a class="detail-address clip" href={url()} target="_blank" rel="noopener" title={url()}>
              {url()
                .replace(/^https?:\/\//, '')
                .replace(/\/$/, '')}
            </a>
          )}
        </Show>
      }
      onClose={props.onClose}
    >
      <div class="app-detail">
        <Failure fault={fault()} />
        <StateNow app={app()} editable={editable} />
        <Show when={app().status} fallback={<NotWatched mayEdit={mayEdit()} />}>
          <Show when={mayLookBack()}>
            <History app={app()} />
          </Show>
        </Show>
        <Facts app={app()} />
        <Show when={mayEdit()}>
          <a class="small" href={`/apps?q=${encodeURIComponent(app().name)}`} onClick={() => props.onClose()}>
            {m.apps_list_link()}
          </a>
        </Show>
        <Actions app={app()} address={address()} editable={editable} mayEdit={mayEdit()} onFault={setFault} />
      </div>
    </Dialog>
  );
};

const NotWatched = (props: { mayEdit: boolean }) => (
  <p class="dim">{props.mayEdit ? m.apps_not_watched_edit() : m.apps_not_watched()}</p>
);
