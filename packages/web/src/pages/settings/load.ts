import { withLaterLook } from '../../look/later.ts';
import { latePage } from '../late-page.tsx';

/** The settings; who only watches never fetches them. */
export const settingsPage = latePage(withLaterLook(async () => (await import('./settings-page.tsx')).SettingsPage));

/** Which pages there are is in `groups.ts`, which comes with the settings. */
export const isSettingsPath = (path: string): boolean => /^\/settings(\/[a-z]+)?$/.test(path);
