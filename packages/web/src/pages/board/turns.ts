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
  /** Whether what stands there is drawn by now. */
  of(box: Box | undefined): Accessor<boolean>;
};

const always = (): boolean => true;

/**
 * Which cards are drawn at once: as many rows of each section as the screen has, and no more than fill it. The others keep
 * their places empty until the page is loaded, or until somebody scrolls, types or points.
 */
export const createTurns = ({ wide, abreast }: Fit): Turns => {
  const rows = Math.ceil(innerHeight / ROW_PX);
  let cells = rows * wide * abreast;
  const waiting: (() => void)[] = [];
  let isOver = false;

  const drawSome = (): void => {
    batch(() => {
      for (const draw of waiting.splice(0, SLICE)) draw();
    });
    if (waiting.length > 0) whenFree(drawSome);
    else isOver = true;
  };
  const begin = (): void => {
    for (const sign of signs) removeEventListener(sign, begin, true);
    if (!isOver) whenFree(drawSome);
  };
  for (const sign of signs) addEventListener(sign, begin, { capture: true, passive: true });
  soonAfterLoad(async () => begin());
  onCleanup(() => {
    isOver = true;
    for (const sign of signs) removeEventListener(sign, begin, true);
  });

  return {
    of: (box) => {
      if (isOver || !box) return always;
      cells -= box.w * box.h;
      if (box.y < rows && cells >= 0) return always;
      const [isDrawn, setDrawn] = createSignal(false);
      waiting.push(() => setDrawn(true));
      return isDrawn;
    },
  };
};

/** Safari has no idle callbacks. */
const whenFree = (run: () => void): void => {
  if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: 100 });
  else setTimeout(run);
};
