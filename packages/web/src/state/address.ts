import { createSignal } from 'solid-js';

export type Address = ReturnType<typeof createAddress>;

/**
 * Where the page is. Links are plain anchors; this takes their clicks over so that the page is never loaded again, unless
 * `isOld`: then the server has a newer app than this page is.
 */
export const createAddress = (browser: Window, isOld: () => boolean = () => false) => {
  const here = () => browser.location.pathname + browser.location.search;
  const [full, setFull] = createSignal(here());
  const [hash, setHash] = createSignal(browser.location.hash);
  const read = () => {
    setFull(here());
    setHash(browser.location.hash);
  };

  const go = (to: string, how: 'push' | 'replace' = 'push') => {
    if (to === here() + browser.location.hash) return;
    if (isOld()) return how === 'push' ? browser.location.assign(to) : browser.location.replace(to);
    if (how === 'push') browser.history.pushState(null, '', to);
    else browser.history.replaceState(null, '', to);
    read();
    if (how === 'push') browser.scrollTo(0, 0);
  };

  browser.addEventListener('popstate', () => (isOld() && full() !== here() ? browser.location.reload() : read()));
  browser.document.addEventListener('click', (event) => {
    const to = linkOf(event, browser.location.origin);
    // A place on this page is the browser's to find.
    if (to === undefined || (to.includes('#') && to.startsWith(`${here()}#`))) return;
    event.preventDefault();
    go(to);
  });

  return {
    full,
    path: () => full().split('?')[0] ?? '/',
    /** The name of a place on the page, without its `#`. */
    hash: () => hash().slice(1),
    parameter: (name: string) => new URLSearchParams(full().split('?')[1] ?? '').get(name),
    go,
  };
};

/** The address of a link of ours that was clicked plainly; with a modifier key the browser does what it always does. */
const linkOf = (event: MouseEvent, origin: string): string | undefined => {
  if (event.defaultPrevented || event.button !== 0) return undefined;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const anchor = event.target instanceof Element ? event.target.closest('a') : null;
  if (anchor?.target !== '' || anchor.hasAttribute('download')) return undefined;
  const url = new URL(anchor.href);
  return url.origin === origin ? url.pathname + url.search + url.hash : undefined;
};

/** The board of a path: null is the person's home; undefined: none. */
export const boardIdOf = (path: string): string | null | undefined =>
  path === '/' ? null : /^\/boards\/([a-z0-9]+)$/.exec(path)?.[1];

/** A place on this site to return to; anything else becomes the start page. */
export const safePlace = (wish: string | null, origin: string): string => {
  if (!wish?.startsWith('/')) return '/';
  try {
    const url = new URL(wish, origin);
    return url.origin === origin && url.pathname !== '/sign-in' ? url.pathname + url.search : '/';
  } catch {
    return '/';
  }
};
