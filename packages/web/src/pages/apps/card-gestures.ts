import type { CardApp } from '@amud/protocol/apps.ts';

const apps = new WeakMap<Element, () => CardApp>();

/** The card of an app; `app` is read whenever somebody asks for it. */
export const isCardOf = (element: Element, app: () => CardApp): void => {
  apps.set(element, app);
};

const LONG_PRESS_MS = 500;
const MOVED_PX = 10;

/**
 * Details of a card: its button, the key `i`, or a long press. One set of listeners for all cards of the page. The right
 * button keeps the browser's menu: people open links in new tabs with it. @returns how to stop.
 */
export const listenToCards = (document: Document, show: (app: () => CardApp) => void): (() => void) => {
  const stop = new AbortController();
  const press = createLongPress(show);
  const listen = <K extends keyof DocumentEventMap>(type: K, hear: (event: DocumentEventMap[K]) => void) =>
    document.addEventListener(type, hear, { signal: stop.signal, capture: type === 'click' });
  listen('click', (event) => {
    if (press.wasLong()) event.preventDefault();
    else if (closest(event, '.app-more, [data-details]')) open(event, show);
  });
  listen('keydown', (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented;
    if (event.key === 'i' && isPlain) open(event, show);
  });
  listen('pointerdown', press.down);
  listen('pointermove', press.move);
  listen('pointerup', press.end);
  listen('pointercancel', press.end);
  // On a phone it would open the browser's menu over ours.
  listen('contextmenu', (event) => {
    if (press.isTouching() && cardOf(event)) event.preventDefault();
  });
  return () => stop.abort();
};

const closest = (event: Event, selector: string): Element | null =>
  event.target instanceof Element ? event.target.closest(selector) : null;
const cardOf = (event: Event): (() => CardApp) | undefined => {
  const card = closest(event, '.app-card');
  return card && !card.matches('[inert]') ? apps.get(card) : undefined;
};

const open = (event: Event, show: (app: () => CardApp) => void): void => {
  const app = cardOf(event);
  if (!app) return;
  event.preventDefault();
  show(app);
};

const createLongPress = (show: (app: () => CardApp) => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from = { x: 0, y: 0 };
  let touching = false;
  let long = false;
  const end = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    down: (event: PointerEvent) => {
      end();
      long = false;
      touching = event.pointerType === 'touch';
      const app = touching ? cardOf(event) : undefined;
      if (!app) return;
      from = { x: event.clientX, y: event.clientY };
      timer = setTimeout(() => {
        long = true;
        show(app);
      }, LONG_PRESS_MS);
    },
    move: (event: PointerEvent) => {
      if (timer && Math.hypot(event.clientX - from.x, event.clientY - from.y) > MOVED_PX) end();
    },
    end,
    isTouching: () => touching,
    /** The click that ends a long press is none. */
    wasLong: () => {
      const was = long;
      long = false;
      return was;
    },
  };
};
