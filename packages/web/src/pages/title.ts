import { createEffect, onCleanup, onMount } from 'solid-js';

/** Names the page in the tab, and announces it by its heading as a loaded one would be. */
export const useTitle = (title: () => string): void => {
  createEffect(() => {
    document.title = `${title()} · AMUD`;
  });
  onMount(() => {
    // On the first load the focus is the browser's.
    if (document.readyState === 'complete')
      document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  });
  onCleanup(() => {
    document.title = 'AMUD';
  });
};
