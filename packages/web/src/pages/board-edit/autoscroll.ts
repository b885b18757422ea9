import type { Point } from './carry.ts';

/** So near to the edge of the window the page begins to move, up to so fast. */
const EDGE_PX = 72;
const MOST_PX = 18;

const speedAt = (y: number, high: number): number => {
  if (y < EDGE_PX) return -MOST_PX * Math.min(1, (EDGE_PX - y) / EDGE_PX);
  if (y > high - EDGE_PX) return MOST_PX * Math.min(1, (y - high + EDGE_PX) / EDGE_PX);
  return 0;
};

const scrolled = (by: number): boolean => {
  const before = scrollY;
  scrollBy(0, by);
  return scrollY !== before;
};

/** Follows the pointer once a frame, and moves the page where it comes to the edge. */
export const createAutoscroll = (follow: (at: Point) => void) => {
  let at: Point = { x: 0, y: 0 };
  let frame: number | undefined;
  let isFresh = false;
  const step = () => {
    const speed = speedAt(at.y, innerHeight);
    // Where it is scrolled to is only asked when it may move: the page is laid out for the answer.
    if (speed !== 0) isFresh = scrolled(speed) || isFresh;
    if (isFresh) follow(at);
    isFresh = false;
    frame = requestAnimationFrame(step);
  };
  return {
    start: (from: Point) => {
      at = from;
      isFresh = true;
      frame = requestAnimationFrame(step);
    },
    follow: (to: Point) => {
      at = to;
      isFresh = true;
    },
    stop: () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
      frame = undefined;
    },
  };
};
