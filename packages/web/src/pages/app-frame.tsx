import { ErrorBoundary, Match, onMount, Switch } from 'solid-js';
import { loadLaterLook } from '../look/later.ts';
import { soonAfterLoad } from '../parts/soon.ts';
import { type App, useApp } from '../state/app.ts';
import { AppsInFront } from './apps/front.tsx';
import { VisitorFrame } from './board/visitor-frame.tsx';
import { firstPassword, signIn } from './door.ts';
import { Failed } from './failed.tsx';
import { isKioskPath, kiosk } from './kiosk/load.ts';
import { nodesPage } from './nodes/load.ts';
import { Shell } from './shell/shell.tsx';

/** Which of the faces a person sees: the door, a board for everyone, the forced change, the app. */
export const AppFrame = () => {
  const app = useApp();
  const { address, session, visits } = app;
  const isOnWall = () => isKioskPath(address.path()) && (visits() || session.user()?.mustChangePassword === false);
  onMount(() => soonAfterLoad(() => loadTheRest(app)));
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

/** What no first page is drawn with, but what may be wanted next. What shows the kept pages is here before they are kept. */
const loadTheRest = async (app: App): Promise<void> => {
  const [{ keepForLater }, { listenToBars }] = await Promise.all([
    import('../state/keeping.ts'),
    import('../parts/bar-tip.ts'),
    loadLaterLook(),
    nodesPage.load(),
    app.http.prepare(),
  ]);
  listenToBars(document);
  keepForLater(app, window);
};
