import { later } from '../later.tsx';

/** A screen on the wall is no page that others need. */
export const kiosk = later(async () => (await import('./kiosk.tsx')).Kiosk);

export const isKioskPath = (path: string): boolean => path === '/kiosk';
