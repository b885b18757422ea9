import { createSignal } from 'solid-js';
import type { SettingsPage } from './settings-page.tsx';

const [page, setPage] = createSignal<typeof SettingsPage>();

/** The settings, once they are here; who only watches never fetches them. */
export { page as loadedSettingsPage };

/** Which pages there are is in `groups.ts`, which comes with the settings. */
export const isSettingsPath = (path: string): boolean => /^\/settings(\/[a-z]+)?$/.test(path);

export const loadSettingsPage = async (): Promise<void> => {
  if (page()) return;
  const loaded = await import('./settings-page.tsx');
  setPage(() => loaded.SettingsPage);
};
