import { onCleanup, Show } from 'solid-js';
import { useApp } from '../../state/app.ts';
import { later } from '../later.tsx';
import { listenToCards } from './card-gestures.ts';

const dialog = later(async () => (await import('./app-dialog.tsx')).AppDialog);
const detail = later(async () => (await import('./detail/app-detail.tsx')).AppDetail);

/** What stands in front of the page because of an app: its details, or the dialog that changes it. Fetched when wanted. */
export const AppsInFront = () => {
  const { shown } = useApp().apps;
  onCleanup(listenToCards(document, shown.details));
  const details = () => {
    const now = shown.now();
    return now?.kind === 'details' ? now.app : undefined;
  };
  const edited = () => {
    const now = shown.now();
    return now?.kind === 'edit' ? now : undefined;
  };
  return (
    <>
      <Show when={details()} keyed>
        {(app) => <detail.Part app={app} onClose={shown.close} onLost={shown.close} />}
      </Show>
      <Show when={edited()} keyed>
        {({ appId, onSaved }) => (
          <dialog.Part appId={appId} onSaved={onSaved} onClose={shown.close} onLost={shown.close} />
        )}
      </Show>
    </>
  );
};
