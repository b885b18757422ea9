import { createSignal } from 'solid-js';

export type Palette = ReturnType<typeof createPalette>;

/** The search palette: whoever wants it opens it, with what was typed so far. Undefined: closed. */
export const createPalette = () => {
  const [text, setText] = createSignal<string>();
  return {
    text,
    open: (typed = '') => setText(typed),
    close: () => setText(undefined),
  };
};
