import { columns } from '@amud/protocol/grid.ts';
import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js';

/** How a board is laid out in the room that it has. */
export type Fit = {
  screen: 'desktop' | 'phone' | 'between';
  /** Columns of a section that takes the whole width. */
  wide: number;
  /** Sections of that width side by side. */
  abreast: number;
};

/** A section with twelve columns is not narrower than this where two stand side by side. */
const ABREAST_PX = 1180;
const GUTTER_PX = 24;

export const fitOf = (widthPx: number): Fit => {
  if (widthPx < 540) return { screen: 'phone', wide: columns.phone, abreast: 1 };
  if (widthPx < 740) return { screen: 'between', wide: 6, abreast: 1 };
  if (widthPx < 960) return { screen: 'between', wide: 8, abreast: 1 };
  const abreast = Math.max(1, Math.floor((widthPx + GUTTER_PX) / (ABREAST_PX + GUTTER_PX)));
  return { screen: 'desktop', wide: columns.desktop, abreast };
};

const isSame = (one: Fit, other: Fit): boolean => one.wide === other.wide && one.abreast === other.abreast;

/** Before it is drawn its width is guessed, so that it is drawn once: rail and padding of a wide page, or of a narrow one. */
const guessPx = (): number => {
  const main = document.querySelector('main.main');
  if (main) return main.clientWidth - (innerWidth < 640 ? 32 : 64);
  return innerWidth - (innerWidth < 640 ? 32 : 56 + 64 + 15);
};

export const createFit = (element: () => Element | undefined): Accessor<Fit> => {
  const [fit, setFit] = createSignal(fitOf(guessPx()), { equals: isSame });
  onMount(() => {
    const found = element();
    if (!found) return;
    const observer = new ResizeObserver(([entry]) => entry && setFit(fitOf(entry.contentRect.width)));
    observer.observe(found);
    onCleanup(() => observer.disconnect());
  });
  return fit;
};
