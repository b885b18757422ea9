import { createSignal } from 'solid-js';

export type Palette = ReturnType<typeof createPalette>;

/** Something to do, by its name or other words about it. */
export type PaletteAction = {
  /** The same every time: what is used is remembered by it. */
  id: string;
  name: string;
  more?: readonly string[];
  /** An outline of `look/outlines.ts`. */
  icon: string;
  /** Beside the name, quieter. */
  detail?: string;
  run: () => void;
};

/** The search palette: whoever wants it opens it, with what was typed so far. Undefined: closed. */
export const createPalette = () => {
  const [text, setText] = createSignal<string>();
  const [offers, setOffers] = createSignal<readonly (() => readonly PaletteAction[])[]>([]);
  return {
    text,
    /** Until it is drawn, what is typed meanwhile is added to what was typed before. */
    open: (typed = '') => setText((before = '') => before + typed),
    type: (typed: string) => setText(typed),
    close: () => setText(undefined),
    /** What can be done on the pages that are drawn now. */
    actions: () => offers().flatMap((offer) => offer()),
    /** Offers actions for as long as a page is drawn: `onCleanup(palette.offer(() => [...]))`. Read when it is open. */
    offer: (actions: () => readonly PaletteAction[]): (() => void) => {
      setOffers((all) => [...all, actions]);
      return () => setOffers((all) => all.filter((one) => one !== actions));
    },
  };
};
