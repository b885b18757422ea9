import { createMemo, createSignal, ErrorBoundary, onCleanup, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Backdrop } from '../../parts/backdrop.tsx';
import { boardIdOf } from '../../state/address.ts';
import { useApp } from '../../state/app.ts';
import { shownBackdrop } from '../../state/look.ts';
import { BoardRoute } from '../board/board-route.tsx';
import { Failed } from '../failed.tsx';
import { feedsPage } from '../feeds/load.ts';
import { later } from '../later.tsx';
import { isNodePath, nodePage } from '../node/load.ts';
import { nodesPage } from '../nodes/load.ts';
import { NotFound } from '../not-found.tsx';
import { NotKept } from '../not-kept.tsx';
import { NothingShared } from '../nothing-shared.tsx';
import { isSettingsPath, settingsPage } from '../settings/load.ts';
import { setupPage } from '../setup/load.ts';
import { listenToKeys } from './keys.ts';
import { LinkLine } from './link-line.tsx';
import { Rail } from './rail.tsx';
import { Toasts } from './toasts.tsx';

const RAIL_KEY = 'amud.rail';

const apps = later(async () => (await import('../apps/list/apps-page.tsx')).AppsPage);
const confirm = later(async () => (await import('./confirm-dialog.tsx')).ConfirmDialog);
const keys = later(async () => (await import('./keys-dialog.tsx')).KeysDialog);
const hint = later(async () => (await import('../setup/first-hint.tsx')).FirstHint);
const palette = later(async () => (await import('../palette/palette.tsx')).PaletteDialog);

/** The frame around every page of a signed-in person. */
export const Shell = () => {
  const app = useApp();
  const { wide, pin } = createRail();
  const [helping, setHelping] = createSignal(false);

  const isSetup = () => app.address.path() === '/setup';
  const isOverBackdrop = () => (isBoardPath(app.address.path()) || isSetup()) && shownBackdrop(app.look.get) !== 'none';
  useKeys(() => setHelping(true));

  return (
    <div
      class="frame"
      classList={{ 'over-backdrop': isOverBackdrop() }}
      data-rail={isSetup() ? 'none' : wide() ? 'wide' : 'narrow'}
    >
      <Show when={isOverBackdrop()}>
        <Backdrop />
      </Show>
      <a class="skip" href="#main">
        {m.shell_skip()}
      </a>
      <Show when={!isSetup()}>
        <Rail wide={wide()} onPin={pin} onHelp={() => setHelping(true)} />
      </Show>
      <LinkLine />
      <main id="main" class="main" tabindex="-1">
        <ErrorBoundary fallback={(error) => <Failed error={error} />}>
          <Pages />
        </ErrorBoundary>
      </main>
      <Over />
      <Show when={helping()}>
        <keys.Part onClose={() => setHelping(false)} onLost={() => setHelping(false)} />
      </Show>
    </div>
  );
};

const useKeys = (help: () => void) => {
  const app = useApp();
  onCleanup(
    listenToKeys(document, {
      go: app.address.go,
      path: app.address.path,
      help,
      palette: app.palette,
      onIntent: () => void palette.load().catch(() => {}),
    }),
  );
};

const createRail = () => {
  const [wide, setWide] = createSignal(localStorage.getItem(RAIL_KEY) === 'wide');
  const pin = () => {
    setWide(!wide());
    localStorage.setItem(RAIL_KEY, wide() ? 'wide' : 'narrow');
  };
  return { wide, pin };
};

/** What stands over the page. */
const Over = () => {
  const { address, confirmation, palette: search } = useApp();
  return (
    <>
      <Show when={search.text() !== undefined}>
        <palette.Part onLost={search.close} />
      </Show>
      <Show when={address.path() === '/' && address.parameter('welcome') !== null}>
        <hint.Part />
      </Show>
      <Show when={confirmation.isAsking()}>
        <confirm.Part onLost={confirmation.cancel} />
      </Show>
      <Toasts />
    </>
  );
};

const Pages = () => {
  const { address, session, shot } = useApp();
  const isGuest = () => session.user()?.role === 'guest';
  const nodeId = createMemo(() => (isNodePath(address.path()) ? address.path().slice('/nodes/'.length) : undefined));
  return (
    <Show when={!shot || shot.at(address.path()) !== undefined} fallback={<NotKept />}>
      <Show when={boardIdOf(address.path()) !== undefined}>
        <BoardRoute />
      </Show>
      <Show when={isGuest() && /^\/nodes(\/|$)/.test(address.path())}>
        <NothingShared />
      </Show>
      <Show when={address.path() === '/nodes' && !isGuest()}>
        <nodesPage.Page />
      </Show>
      <Show when={!isGuest() && nodeId()} keyed>
        {(id) => <nodePage.Page nodeId={decodeURIComponent(id)} />}
      </Show>
      <Show when={address.path() === '/apps' && session.mayEdit()}>
        <apps.Part />
      </Show>
      <Show when={isSettingsPath(address.path())}>
        <settingsPage.Page />
      </Show>
      <Show when={address.path() === '/feeds'}>
        <feedsPage.Page />
      </Show>
      <Show when={address.path() === '/setup'}>
        <setupPage.Page />
      </Show>
      <Show when={!isKnown(address.path()) && !(address.path() === '/apps' && session.mayEdit())}>
        <NotFound text={m.shell_not_found_page()} />
      </Show>
    </Show>
  );
};

/** Boards have a background; elsewhere it would only be in the way. */
const isBoardPath = (path: string): boolean => boardIdOf(path) !== undefined;

const isKnown = (path: string): boolean =>
  boardIdOf(path) !== undefined || /^\/(setup|feeds|nodes(\/[^/]+)?)$/.test(path) || isSettingsPath(path);
