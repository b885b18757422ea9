import { createEffect, onCleanup } from 'solid-js';

/** Names the page in the tab. */
export const useTitle = (title: () => string): void => {
  createEffect(() => {
    document.title = `${title()} · AMUD`;
  });
  onCleanup(() => {
    document.title = 'AMUD';
  });
};
