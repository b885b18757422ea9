import { createSignal } from 'solid-js';
import type { SetupPage } from './setup-page.tsx';

const [page, setPage] = createSignal<typeof SetupPage>();

/** The guided set-up, once it is here: most visits never need it. */
export { page as loadedSetupPage };

export const loadSetupPage = async (): Promise<void> => {
  if (page()) return;
  const loaded = await import('./setup-page.tsx');
  setPage(() => loaded.SetupPage);
};
