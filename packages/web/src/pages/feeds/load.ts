import { createSignal } from 'solid-js';
import type { FeedsPage } from './feeds-page.tsx';

const [page, setPage] = createSignal<typeof FeedsPage>();

/** The page of feeds, once it is here. */
export { page as loadedFeedsPage };

export const loadFeedsPage = async (): Promise<void> => {
  if (page()) return;
  const loaded = await import('./feeds-page.tsx');
  setPage(() => loaded.FeedsPage);
};
