import { ErrorBoundary, Match, onCleanup, onMount, Switch } from 'solid-js';
import { listenToBars } from '../parts/bar-tip.ts';
import { soonAfterLoad } from '../parts/soon.ts';
import { useApp } from '../state/app.ts';
import { AppsInFront } from './apps/front.tsx';
import { VisitorFrame } from './board/visitor-frame.tsx';
import { firstPassword, signIn } from './door.ts';
import { Failed } from './failed.tsx';
import { isKioskPath, kiosk } from './kiosk/load.ts';
import { Shell } from './shell/shell.tsx';

/** Which of the faces a person sees: the door, a board for everyone, the forced change, the app. */
export const AppFrame = () => {
  const app = useApp();
  const { address, session, visits } = app;
  const isOnWall = () => isKioskPath(address.path()) && (visits() || session.user()?.mustChangePassword === false);
  onCleanup(listenToBars(document));
  // Not needed to draw anything.
  onMount(() => soonAfterLoad(async () => (await import('../state/keeping.ts')).keepForLater(app, window)));
  return (
    <ErrorBoundary fallback={(error) => <Failed error={error} />}>
      <Switch fallback={<Shell />}>
        <Match when={isOnWall()}>
          <kiosk.Part />
        </Match>
        <Match when={visits()}>
          <VisitorFrame />
        </Match>
        <Match when={!session.user()}>
          <signIn.Page />
        </Match>
        <Match when={session.user()?.mustChangePassword}>
          <firstPassword.Page />
        </Match>
      </Switch>
      <AppsInFront />
    </ErrorBoundary>
  );
};
