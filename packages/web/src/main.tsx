import { render } from 'solid-js/web';
import 'virtual:preset-theme.css';
import './look/look.css';
import { LIVE_PATH, LIVE_SUBPROTOCOL } from '@amud/protocol/channel.ts';
import { browserClock } from './link/clock.ts';
import { readFirst } from './link/first.ts';
import { openLink } from './link/socket.ts';
import { AppFrame } from './pages/app-frame.tsx';
import { signIn } from './pages/door.ts';
import { isNodePath, nodePage } from './pages/node/load.ts';
import { nodesPage } from './pages/nodes/load.ts';
import { isSettingsPath, settingsPage } from './pages/settings/load.ts';
import { AppContext, createApp } from './state/app.ts';
import { requireTrustedMarkup } from './trusted.ts';

type TrustedWindow = Window & typeof globalThis & { trustedTypes?: Parameters<typeof requireTrustedMarkup>[0] };

// Before anything is drawn: every markup goes through it.
requireTrustedMarkup((window as TrustedWindow).trustedTypes);

const first = readFirst(document);
// So that its first paint is all of it.
if (!first.user && first.snapshots.length === 0) await signIn.load().catch(() => {});
if (first.user && location.pathname === '/nodes') await nodesPage.load().catch(() => {});
if (first.user && isNodePath(location.pathname)) await nodePage.load().catch(() => {});
if (first.user && isSettingsPath(location.pathname)) await settingsPage.load().catch(() => {});

const liveUrl = new URL(LIVE_PATH, location.href.replace(/^http/, 'ws')).href;
const root = document.getElementById('app');
if (!root) throw new Error('The page has no place to draw in.');

// The frame that the server drew makes place for the app's own, in the same moment.
root.textContent = '';
render(() => {
  const app = createApp({
    first,
    browser: window,
    clock: browserClock,
    link: openLink({ dial: () => new WebSocket(liveUrl, LIVE_SUBPROTOCOL), clock: browserClock }),
  });
  return (
    <AppContext.Provider value={app}>
      <AppFrame />
    </AppContext.Provider>
  );
}, root);
