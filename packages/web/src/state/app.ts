import type { FirstData } from '@amud/protocol/http.ts';
import { createContext, createEffect, createMemo, createSignal, onCleanup, useContext } from 'solid-js';
import type { Clock } from '../link/clock.ts';
import { openHttp } from '../link/http.ts';
import type { LinkState, openLink } from '../link/socket.ts';
import { createAddress, safePlace } from './address.ts';
import { createAdmin } from './admin.ts';
import { createApps } from './apps.ts';
import { createConfirmation } from './confirmation.ts';
import { createIcons } from './icons.ts';
import { createNode, type NodeState } from './node.ts';
import { createNodes } from './nodes.ts';
import { createPalette } from './palette.ts';
import { createPlace } from './place.ts';
import { saidThen } from './server-words.ts';
import { createSession } from './session.ts';
import { createTheme } from './theme.ts';
import { createTicker } from './ticker.ts';
import { createToasts } from './toasts.ts';
import { createUploads } from './uploads.ts';
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
  const live = createLive({ first, browser, clock, link, session });
  const { nodes, nodeOf } = createNodeStates({ first, link, clock, session });
  const widgets = createWidgets(http, session.user);
  const apps = createApps({ http, link, clock, session });
  const address = createAddress(browser);
  guard({ address, session, origin: browser.location.origin });
  return {
    version: first.version,
    notices: first.notices,
    admin: createAdmin(http),
    confirmation: { ...confirmation, confirm: (password: string) => confirmation.confirm(http, password) },
    icons: createIcons(http, first.icons),
    session,
    address,
    live,
    apps,
    nodes,
    nodeOf,
    ...createNow(clock, live.serverOffsetMs),
    palette: createPalette(),
    place: createPlace(browser),
    frameOrigins: first.frameOrigins,
    theme: createTheme(browser),
    ticker: createTicker(clock, browser.document),
    toasts: createToasts(clock),
    uploads: createUploads(http),
    widgets,
  };
};

type LiveParts = Parts & { session: ReturnType<typeof createSession> };

/** The link as the page sees it: open while somebody is signed in, and what the last hello told. */
const createLive = ({ first, browser, clock, link, session }: LiveParts) => {
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
  });
  link.onMessage((message) => {
    if (message.type !== 'hello') return;
    setBuild(message.build);
    setServerOffsetMs(message.now - clock.now());
  });
  createEffect(() => {
    const user = session.user();
    if (user && !user.mustChangePassword) link.start();
    else link.stop();
  });
  createEffect(() => {
    browser.document.documentElement.dataset['link'] = away() ? 'away' : 'live';
  });
  browser.addEventListener('online', link.wake);
  browser.document.addEventListener('visibilitychange', () => {
    if (!browser.document.hidden) link.wake();
  });
  return { state, away, serverOffsetMs, updated: () => build() !== first.build };
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

/** Every node as a list shows it, and those looked at whole; from the page's first snapshot on. */
const createNodeStates = ({ first, link, clock, session }: Omit<LiveParts, 'browser'>) => {
  const nodes = createNodes({ link, clock });
  const cache = createNodeCache((id) => createNode(id, { link, clock }));
  if (first.snapshot?.topic === 'nodes') nodes.takeSnapshot(first.snapshot);
  if (first.snapshot?.topic.startsWith('node:')) cache.of(first.snapshot.topic.slice(5)).takeSnapshot(first.snapshot);
  // What one person may see is not for the next one on this screen.
  createEffect(() => {
    if (session.user()) return;
    nodes.forget();
    cache.forget();
  });
  return { nodes, nodeOf: cache.of };
};

const MAX_NODES_KEPT = 8;

/** Nodes looked at lately: going back to one shows at once what it was. */
const createNodeCache = (create: (id: string) => NodeState) => {
  const kept = new Map<string, NodeState>();
  const drop = (id: string) => {
    kept.get(id)?.close();
    kept.delete(id);
  };
  return {
    of: (id: string): NodeState => {
      const state = kept.get(id) ?? create(id);
      kept.delete(id);
      kept.set(id, state);
      const [oldestId] = kept.keys();
      if (kept.size > MAX_NODES_KEPT && oldestId !== undefined) drop(oldestId);
      return state;
    },
    forget: () => {
      for (const id of [...kept.keys()]) drop(id);
    },
  };
};

type Guarded = {
  address: ReturnType<typeof createAddress>;
  session: ReturnType<typeof createSession>;
  origin: string;
};

/** Sends who may not be here to where they may. */
const guard = ({ address, session, origin }: Guarded) => {
  const redirect = () => {
    const to = rightPlace(address, session.user(), origin);
    if (to !== undefined) address.go(to, 'replace');
  };
  redirect();
  createEffect(redirect);
};

const rightPlace = (address: Guarded['address'], user: FirstData['user'], origin: string): string | undefined => {
  const path = address.path();
  if (!user) return path === '/sign-in' ? undefined : `/sign-in?next=${encodeURIComponent(address.full())}`;
  if (user.mustChangePassword) return path === '/settings/security' ? undefined : '/settings/security';
  if (path === '/sign-in') return safePlace(address.parameter('next'), origin);
  return path === '/' ? '/nodes' : undefined;
};

export const AppContext = createContext<App>();

export const useApp = (): App => {
  const app = useContext(AppContext);
  if (!app) throw new Error('A page was drawn outside of the app.');
  return app;
};
