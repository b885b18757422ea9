import { createSignal } from 'solid-js';
import type { SettingsPage } from './settings-page.tsx';

const [page, setPage] = createSignal<typeof SettingsPage>();

/** The settings, once they are here; who only watches never fetches them. */
export { page as loadedSettingsPage };

export const isSettingsPath = (path: string): boolean =>
  /^\/settings(\/(security|users|audit|backup|export))?$/.test(path);

export const loadSettingsPage = async (): Promise<void> => {
  if (page()) return;
  const loaded = await import('./settings-page.tsx');
  setPage(() => loaded.SettingsPage);
};
