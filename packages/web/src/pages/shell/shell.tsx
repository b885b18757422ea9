import { createMemo, createSignal, ErrorBoundary, onCleanup, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Backdrop } from '../../parts/backdrop.tsx';
import { boardIdOf } from '../../state/address.ts';
import { useApp } from '../../state/app.ts';
import { shownBackdrop } from '../../state/look.ts';
import { BoardRoute } from '../board/board-route.tsx';
import { Failed } from '../failed.tsx';
import { loadedFeedsPage, loadFeedsPage } from '../feeds/load.ts';
import { later } from '../later.tsx';
import { isNodePath, loadedNodePage, loadNodePage } from '../node/load.ts';
import { nodesPage } from '../nodes/load.ts';
import { NotFound } from '../not-found.tsx';
import { NotKept } from '../not-kept.tsx';
import { NothingShared } from '../nothing-shared.tsx';
import { isSettingsPath, loadedSettingsPage, loadSettingsPage } from '../settings/load.ts';
import { loadedSetupPage, loadSetupPage } from '../setup/load.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { listenToKeys } from './keys.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { LinkLine } from './link-line.tsx';
import { Rail } from './rail.tsx';
import { Toasts } from './toasts.tsx';

const RAIL_KEY = 'amud.rail';

const apps = later(async () => (await import('../apps/list/apps-page.tsx')).AppsPage);
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
      <KeysDialog open={helping()} onClose={() => setHelping(false)} />
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
  const { address, palette: search } = useApp();
  return (
    <>
      <Show when={search.text() !== undefined}>
        <palette.Part onLost={search.close} />
      </Show>
      <Show when={address.path() === '/' && address.parameter('welcome') !== null}>
        <hint.Part />
      </Show>
      <ConfirmDialog />
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
        {(id) => <LoadedNode nodeId={decodeURIComponent(id)} />}
      </Show>
      <Show when={address.path() === '/apps' && session.mayEdit()}>
        <apps.Part />
      </Show>
      <Show when={isSettingsPath(address.path())}>
        <LoadedSettings />
      </Show>
      <Show when={address.path() === '/feeds'}>
        <LoadedFeeds />
      </Show>
      <Show when={address.path() === '/setup'}>
        <LoadedSetup />
      </Show>
      <Show when={!isKnown(address.path()) && !(address.path() === '/apps' && session.mayEdit())}>
        <NotFound text={m.shell_not_found_page()} />
      </Show>
    </Show>
  );
};

const LoadedNode = (props: { nodeId: string }) => {
  const [failure, setFailure] = createSignal<unknown>();
  loadNodePage().catch(setFailure);
  return (
    <>
      <Show when={failure()}>{(error) => <Failed error={error()} />}</Show>
      <Show when={loadedNodePage()} keyed>
        {(Page) => <Page nodeId={props.nodeId} />}
      </Show>
    </>
  );
};

const LoadedSettings = () => {
  const [failure, setFailure] = createSignal<unknown>();
  loadSettingsPage().catch(setFailure);
  return (
    <>
      <Show when={failure()}>{(error) => <Failed error={error()} />}</Show>
      <Show when={loadedSettingsPage()} keyed>
        {(Page) => <Page />}
      </Show>
    </>
  );
};

const LoadedFeeds = () => {
  const [failure, setFailure] = createSignal<unknown>();
  loadFeedsPage().catch(setFailure);
  return (
    <>
      <Show when={failure()}>{(error) => <Failed error={error()} />}</Show>
      <Show when={loadedFeedsPage()} keyed>
        {(Page) => <Page />}
      </Show>
    </>
  );
};

const LoadedSetup = () => {
  const [failure, setFailure] = createSignal<unknown>();
  loadSetupPage().catch(setFailure);
  return (
    <>
      <Show when={failure()}>{(error) => <Failed error={error()} />}</Show>
      <Show when={loadedSetupPage()} keyed>
        {(Page) => <Page />}
      </Show>
    </>
  );
};

/** Boards have a background; elsewhere it would only be in the way. */
const isBoardPath = (path: string): boolean => boardIdOf(path) !== undefined;

const isKnown = (path: string): boolean =>
  boardIdOf(path) !== undefined || /^\/(setup|feeds|nodes(\/[^/]+)?)$/.test(path) || isSettingsPath(path);
