import { type Accessor, createSignal, onCleanup } from 'solid-js';
import type { Clock } from '../link/clock.ts';

type Page = Pick<Document, 'hidden' | 'addEventListener'>;

export type Ticker = ReturnType<typeof createTicker>;

/**
 * The time for whatever shows it: one timer for all seconds and one for all minutes, on the stroke of this machine's
 * clock, and none while nobody watches or the page is hidden.
 */
export const createTicker = (clock: Clock, page: Page) => {
  const beats = { second: createBeat(clock, page, 1_000), minute: createBeat(clock, page, 60_000) };
  page.addEventListener('visibilitychange', () => {
    for (const beat of Object.values(beats)) beat.turn();
  });
  return {
    /** For a component: stops with it. */
    watch: (step: keyof typeof beats): Accessor<number> => {
      onCleanup(beats[step].enter());
      return beats[step].at;
    },
  };
};

const createBeat = (clock: Clock, page: Page, stepMs: number) => {
  const [at, setAt] = createSignal(clock.now());
  let watchers = 0;
  let cancel: (() => void) | undefined;

  const stop = () => {
    cancel?.();
    cancel = undefined;
  };
  const next = () => {
    // A browser's timer may be a little early; the stroke is then still to come, and is waited for once more.
    cancel = clock.after(stepMs - (clock.now() % stepMs), strike);
  };
  const strike = () => {
    setAt(clock.now());
    next();
  };
  /** Begins or ends, as the page and the watchers are now. */
  const turn = () => {
    if (watchers === 0 || page.hidden) return stop();
    if (cancel === undefined) strike();
  };

  return {
    at,
    turn,
    enter: () => {
      watchers += 1;
      turn();
      return () => {
        watchers -= 1;
        turn();
      };
    },
  };
};
