import { type Accessor, batch, createSignal, onCleanup } from 'solid-js';
import { soonAfterLoad } from '../../parts/soon.ts';
import type { Box } from '../../state/layout.ts';
import type { Fit } from './fit.ts';

/** A row with its gap is at least as high (boards.css). */
const ROW_PX = 84;
/** Cards drawn in one go, between which the browser can do something else. */
const SLICE = 20;
/** Signs that somebody wants to see more than the first screen, or to search it. */
const signs = ['scroll', 'wheel', 'keydown', 'pointerdown', 'touchstart'] as const;

export type Turns = {
  /** Whether what stands there is drawn by now. `place` is what it is drawn in. */
  of(box: Box | undefined, place: () => Element | undefined): Accessor<boolean>;
};
type Waiting = { place: () => Element | undefined; draw: () => void };

const always = (): boolean => true;

const isInView = ({ place }: Waiting): boolean => {
  const rect = place()?.getBoundingClientRect();
  return rect !== undefined && rect.bottom > 0 && rect.top < innerHeight;
};

/**
 * Which cards are drawn at once: as many rows of each section as the screen has, and no more than fill it. The others keep
 * their places empty until the page is loaded, or until somebody scrolls, types or points.
 */
export const createTurns = ({ wide, abreast }: Fit): Turns => {
  const rows = Math.ceil(innerHeight / ROW_PX);
  let cells = rows * wide * abreast;
  let waiting: Waiting[] = [];
  let hasBegun = false;
  let isOver = false;

  /** What is looked at comes before the rest: the bar may have been drawn to the very end. */
  const drawSome = (): void => {
    const seen = waiting.filter(isInView);
    const next = new Set(seen.length > 0 ? seen : waiting.slice(0, SLICE));
    waiting = waiting.filter((one) => !next.has(one));
    batch(() => {
      for (const { draw } of next) draw();
    });
    if (waiting.length > 0) whenFree(drawSome);
    else isOver = true;
  };
  const unlisten = (): void => {
    for (const sign of signs) removeEventListener(sign, begin, true);
  };
  const begin = (): void => {
    unlisten();
    if (hasBegun) return;
    hasBegun = true;
    whenFree(drawSome);
  };
  for (const sign of signs) addEventListener(sign, begin, { capture: true, passive: true });
  soonAfterLoad(async () => begin());
  onCleanup(() => {
    unlisten();
    waiting = [];
  });

  return {
    of: (box, place) => {
      if (isOver || !box) return always;
      cells -= box.w * box.h;
      if (box.y < rows && cells >= 0) return always;
      const [isDrawn, setDrawn] = createSignal(false);
      waiting.push({ place, draw: () => setDrawn(true) });
      return isDrawn;
    },
  };
};

/** Safari has no idle callbacks. */
const whenFree = (run: () => void): void => {
  if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: 100 });
  else setTimeout(run);
};
