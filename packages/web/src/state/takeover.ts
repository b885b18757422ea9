import type { Clock } from '../link/clock.ts';

/** Nobody touched the page for so long. */
const IDLE_MS = 60_000;
const LOOK_AGAIN_MS = 15_000;
const LAST_KEY = 'amud.loaded-for';

type Parts = {
  browser: Window & typeof globalThis;
  clock: Clock;
  /** The build that the server has; another one than this page's means that it was updated. */
  serverBuild: () => string;
  isOld: () => boolean;
};

export type Takeover = ReturnType<typeof createTakeover>;

/**
 * A page that is older than its server is loaded anew without asking: with the next step to another page, or while nobody
 * looks or touches it. Never while something is typed, open or moved.
 */
export const createTakeover = ({ browser, clock, serverBuild, isOld }: Parts) => {
  const { document, location } = browser;
  followTyping(document);
  const isEditing = () => new URLSearchParams(location.search).has('edit');
  const isBusy = () =>
    hasTyped(document) || isEditing() || document.querySelector('dialog[open], :popover-open') !== null;
  let touchedAt = clock.now();
  for (const name of ['pointerdown', 'keydown', 'wheel', 'touchmove'])
    browser.addEventListener(name, () => (touchedAt = clock.now()), { capture: true, passive: true });

  const loadOnce = (key: string) => {
    // Where that did not help it would be done again and again.
    if (browser.sessionStorage.getItem(LAST_KEY) === key) return;
    browser.sessionStorage.setItem(LAST_KEY, key);
    location.reload();
  };
  const offer = () => {
    if (!isOld() || isBusy()) return;
    if (document.hidden || clock.now() - touchedAt >= IDLE_MS) loadOnce(serverBuild());
  };
  const look = () => {
    offer();
    clock.after(LOOK_AGAIN_MS, look);
  };
  clock.after(LOOK_AGAIN_MS, look);
  document.addEventListener('visibilitychange', offer);

  // A part of this page that is fetched late may be gone with the build that it belongs to.
  browser.addEventListener('vite:preloadError', async () => {
    const answer = await browser.fetch('/healthz', { cache: 'no-store' }).catch(() => undefined);
    if (answer?.ok && !isBusy()) loadOnce(`${serverBuild()} ${location.pathname}`);
  });

  return {
    /** Tells at once what `look` would find a little later. */
    offer,
    /** Whether a step to another page is to load it from the server. */
    isDue: () => isOld() && !isEditing() && !hasTyped(document),
  };
};

const typed = new Set<Element>();

/** Somewhere on the page is what somebody typed. */
const hasTyped = (document: Document): boolean => {
  for (const field of typed) if (!field.isConnected) typed.delete(field);
  return [...typed].some((field) => document.contains(field) && 'value' in field && field.value !== '');
};

const followTyping = (document: Document): void => {
  document.addEventListener('input', ({ target }) => target instanceof Element && typed.add(target), { capture: true });
};
