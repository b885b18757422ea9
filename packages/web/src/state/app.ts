import type { FirstData } from '@amud/protocol/http.ts';
import { createContext, createEffect, createMemo, createSignal, onCleanup, useContext } from 'solid-js';
import type { Clock } from '../link/clock.ts';
import { openHttp } from '../link/http.ts';
import type { LinkState, openLink } from '../link/socket.ts';
import { createAddress, safePlace } from './address.ts';
import { createAdmin } from './admin.ts';
import { createApps } from './apps.ts';
import { createChoices } from './choices.ts';
import { createConfirmation } from './confirmation.ts';
import { createFeeds } from './feeds.ts';
import { createIcons } from './icons.ts';
import { createPalette } from './palette.ts';
import { createPlace } from './place.ts';
import { saidThen } from './server-words.ts';
import { createSession } from './session.ts';
import { createShot } from './shot.ts';
import { createTakeover } from './takeover.ts';
import { createTicker } from './ticker.ts';
import { createToasts } from './toasts.ts';
import { createUploads } from './uploads.ts';
import { createWatched } from './watched.ts';
import { createWidgets } from './widgets.ts';

type Parts = { first: FirstData; browser: Window & typeof globalThis; clock: Clock; link: ReturnType<typeof openLink> };

export type App = ReturnType<typeof createApp>;

/** Builds what the pages stand on, in order. */
export const createApp = ({ first, browser, clock, link }: Parts) => {
  const confirmation = createConfirmation();
  const http = openHttp({
    send: (...request) => browser.fetch(...request),
    onSessionEnd: () => session.end(),
    onConfirm: confirmation.ask,
    words: saidThen,
  });
  const session = createSession(first, http);
  const apps = createApps({ http, link, clock, session });
  const address = createAddress(browser, () => live.isTakingOver());
  const watched = createWatched({ first, link, clock, http, session, address });
  const live = createLive({ first, browser, clock, link, session, visits: watched.visits });
  const choices = createChoices({ first, http, link, browser });
  guard({ address, session, ...choices, visits: watched.visits, origin: browser.location.origin });
  return {
    ...pageOf({ first, browser, clock }),
    http,
    clock,
    admin: createAdmin(http),
    confirmation: { ...confirmation, confirm: (password: string) => confirmation.confirm(http, password) },
    feeds: createFeeds({ http, link, clock }),
    icons: createIcons(http, first.icons),
    session,
    address,
    live,
    apps,
    ...watched,
    ...createNow(clock, live.serverOffsetMs),
    palette: createPalette(),
    place: createPlace(browser),
    ...choices,
    ticker: createTicker(clock, browser.document),
    toasts: createToasts(clock),
    uploads: createUploads(http),
    widgets: createWidgets(http, session.user, first),
  };
};

/** What stays as it is for as long as the page is there. */
const pageOf = ({ first, browser, clock }: Omit<Parts, 'link'>) => ({
  version: first.version,
  build: first.build,
  notices: first.notices,
  /** What the policy of this page lets it frame. */
  frameOrigins: first.frameOrigins,
  shot: createShot({ first, browser, clock }),
});

type LiveParts = Parts & { session: ReturnType<typeof createSession>; visits: () => boolean };

/** The link as the page sees it: open while somebody may see something, and what the last hello told. */
const createLive = ({ first, browser, clock, link, session, visits }: LiveParts) => {
  const [state, setState] = createSignal<LinkState>(link.state());
  const [build, setBuild] = createSignal(first.build);
  const [serverOffsetMs, setServerOffsetMs] = createSignal(first.now - clock.now());
  const [away, setAway] = createSignal(false);
  link.onState((next) => {
    setState(next);
    // The first connection after the page came is no loss: what the page carries is new.
    if (next.state === 'open' || next.state === 'idle') setAway(false);
    else if (next.state !== 'connecting' || next.attempt > 0) setAway(true);
    if (next.state === 'ended') session.end();
    // A refused connection does not say why: the session may have ended while the server was away.
    if (next.state === 'waiting' && next.attempt > 0 && session.user()) void session.verify();
  });
  link.onMessage((message) => {
    if (message.type !== 'hello') return;
    setBuild(message.build);
    setServerOffsetMs(message.now - clock.now());
  });
  const who = createMemo(() => {
    const user = session.user();
    if (user) return user.mustChangePassword ? null : user.id;
    return visits() ? 'visitor' : null;
  });
  // Another person has another connection: what it brings is for one.
  createEffect(() => {
    const next = who();
    link.stop();
    // What is from before asks for the server in its own way: its session may have ended meanwhile.
    if (next !== null && !first.shot) link.start();
  });
  createEffect(() => {
    browser.document.documentElement.dataset['link'] = away() ? 'away' : 'live';
  });
  browser.addEventListener('online', link.wake);
  browser.document.addEventListener('visibilitychange', () => {
    if (!browser.document.hidden) link.wake();
  });
  const updated = () => build() !== first.build;
  const takeover = createTakeover({ browser, clock, serverBuild: build, isOld: updated });
  createEffect(() => updated() && takeover.offer());
  return { state, away, serverOffsetMs, updated, isTakingOver: takeover.isDue };
};

/** The server's time, a second at a time, for ages and staleness. */
const createNow = (clock: Clock, offsetMs: () => number) => {
  const [now, setNow] = createSignal(clock.now() + offsetMs());
  let cancel = () => {};
  const next = () => {
    setNow(clock.now() + offsetMs());
    cancel = clock.after(1_000, next);
  };
  cancel = clock.after(1_000, next);
  onCleanup(() => cancel());
  return { now, slowNow: createMemo(() => Math.floor(now() / SLOW_MS) * SLOW_MS) };
};

/** Ages that are no finer than minutes follow a clock of this step. */
const SLOW_MS = 15_000;

type Guarded = {
  address: ReturnType<typeof createAddress>;
  session: ReturnType<typeof createSession>;
  settings: ReturnType<typeof createChoices>['settings'];
  visits: () => boolean;
  origin: string;
};

/** Sends who may not be here to where they may. */
const guard = (parts: Guarded) => {
  const { address, session, visits } = parts;
  const redirect = () => {
    const to = visits() ? undefined : rightPlace(parts, session.user());
    if (to !== undefined) address.go(to, 'replace');
  };
  redirect();
  createEffect(redirect);
};

const rightPlace = ({ address, settings, origin }: Guarded, user: FirstData['user']): string | undefined => {
  const path = address.path();
  if (!user) return path === '/sign-in' ? undefined : `/sign-in?next=${encodeURIComponent(address.full())}`;
  if (user.mustChangePassword) return path === '/settings/security' ? undefined : '/settings/security';
  if (path === '/sign-in') return safePlace(address.parameter('next'), origin);
  return path === '/' && user.role === 'admin' && !settings.forEveryone('setupDone') ? '/setup' : undefined;
};

export const AppContext = createContext<App>();

export const useApp = (): App => {
  const app = useContext(AppContext);
  if (!app) throw new Error('A page was drawn outside of the app.');
  return app;
};
