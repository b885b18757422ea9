import type { Clock } from '@amud/protocol/clock.ts';

/** Counts frames in steps of a second. @returns false for one too many. */
export const createFrameLimit = (perSecond: number, clock: Clock): (() => boolean) => {
  let second = 0;
  let count = 0;
  return () => {
    const now = Math.floor(clock.monotonic() / 1000);
    if (now !== second) {
      second = now;
      count = 0;
    }
    count += 1;
    return count <= perSecond;
  };
};

/** `undefined` for what is not JSON; the schemas accept no `undefined`. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
