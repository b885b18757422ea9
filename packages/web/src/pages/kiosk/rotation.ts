import { createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import { useApp } from '../../state/app.ts';

export type Rotation = ReturnType<typeof createRotation>;

/** After the last touch it stands still for so long. */
const PAUSE_MS = 60_000;

type Parts = { ids: () => readonly string[]; seconds: () => number };

const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Which board is shown. One that is higher than the screen is shown a screenful at a time, each as long as a board, so that
 * all of it is seen and nothing is made too small to read.
 */
export const createRotation = ({ ids, seconds }: Parts) => {
  const { clock } = useApp();
  const [wanted, setWanted] = createSignal(0);
  const [paused, setPaused] = createSignal(false);
  const [highPx, setHighPx] = createSignal(0);
  const index = () => (ids().length === 0 ? 0 : wanted() % ids().length);
  const now = createMemo(() => ids()[index()]);
  const following = createMemo(() => (ids().length < 2 ? undefined : ids()[(index() + 1) % ids().length]));

  const go = (by: 1 | -1) => {
    if (ids().length > 1) setWanted((at) => (at + by + ids().length) % ids().length);
    scrollTo({ top: 0, behavior: 'instant' });
  };
  const turn = () => {
    const left = highPx() - scrollY - innerHeight;
    if (left > 24) scrollBy({ top: Math.min(left, innerHeight * 0.85), behavior: isStill() ? 'instant' : 'smooth' });
    else go(1);
  };
  createEffect(() => {
    if (paused() || now() === undefined) return;
    let stop = () => {};
    const wait = () => {
      stop = clock.after(seconds() * 1_000, () => {
        turn();
        wait();
      });
    };
    wait();
    onCleanup(() => stop());
  });
  let cancel = () => {};
  const pause = () => {
    cancel();
    setPaused(true);
    cancel = clock.after(PAUSE_MS, () => setPaused(false));
  };
  onCleanup(() => cancel());
  return {
    now,
    following,
    isPaused: paused,
    pause,
    next: (by: 1 | -1) => {
      pause();
      go(by);
    },
    show: (id: string) => {
      pause();
      setWanted(Math.max(0, ids().indexOf(id)));
      scrollTo({ top: 0, behavior: 'instant' });
    },
    /** @returns how to stop. */
    watchHeight: (page: HTMLElement): (() => void) => {
      const observer = new ResizeObserver(() => setHighPx(document.documentElement.scrollHeight));
      observer.observe(page);
      return () => observer.disconnect();
    },
  };
};
