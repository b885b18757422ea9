import { createSignal } from 'solid-js';

/** So long after the last touch the pointer and the controls go. */
const IDLE_MS = 4_000;
const LONG_MS = 900;
const MOVED_PX = 12;

type Parts = { leave: () => void; next: (by: 1 | -1) => void; pause: () => void };

/** Somebody is at the screen: a touch holds it, Escape or a long touch leaves. */
export const listenToHands = ({ leave, next, pause }: Parts) => {
  const [idle, setIdle] = createSignal(true);
  const stop = new AbortController();
  let idleTimer: ReturnType<typeof setTimeout> | undefined;
  let longTimer: ReturnType<typeof setTimeout> | undefined;
  let from = { x: 0, y: 0 };
  const wake = () => {
    setIdle(false);
    clearTimeout(idleTimer);
    idleTimer = setTimeout(() => setIdle(true), IDLE_MS);
  };
  const release = () => clearTimeout(longTimer);
  const listen = <K extends keyof DocumentEventMap>(type: K, hear: (event: DocumentEventMap[K]) => void) =>
    document.addEventListener(type, hear, { signal: stop.signal });
  listen('pointerdown', (event) => {
    wake();
    pause();
    from = { x: event.clientX, y: event.clientY };
    if (event.pointerType === 'touch') longTimer = setTimeout(leave, LONG_MS);
  });
  listen('pointermove', (event) => {
    // A screen that is drawn anew under a pointer at rest sends moves that are none.
    if (event.pointerType === 'mouse' && (event.movementX !== 0 || event.movementY !== 0)) wake();
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > MOVED_PX) release();
  });
  listen('pointerup', release);
  listen('pointercancel', release);
  listen('contextmenu', (event) => event.preventDefault());
  listen('keydown', (event) => {
    wake();
    const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (event.key === 'Escape') leave();
    else if (by === 1 || by === -1)
      next(document.documentElement.dir === 'rtl' && event.key.startsWith('A') ? (-by as 1 | -1) : by);
    else pause();
  });
  return {
    isIdle: idle,
    stop: () => {
      stop.abort();
      clearTimeout(idleTimer);
      release();
    },
  };
};
