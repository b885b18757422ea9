import { createEffect, onCleanup, onMount } from 'solid-js';
import { chosen } from '../state/chosen.ts';

/** What this installation is called. */
export const siteTitle = (): string => chosen('title') || 'AMUD';

/** Names the page in the tab, and announces it by its heading as a loaded one would be. */
export const useTitle = (title: () => string): void => {
  createEffect(() => {
    document.title = `${title()} · ${siteTitle()}`;
  });
  onMount(focusHeading);
  onCleanup(() => {
    document.title = siteTitle();
  });
};

let isFirstDrawn = false;

/** On the first load the focus is the browser's, also where a part of the page was waited for. */
export const focusHeading = (): void => {
  if (isFirstDrawn) document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  else setTimeout(() => (isFirstDrawn = true));
};
