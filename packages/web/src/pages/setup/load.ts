import { withLaterLook } from '../../look/later.ts';
import { latePage } from '../late-page.tsx';

/** The guided set-up: most visits never need it. */
export const setupPage = latePage(withLaterLook(async () => (await import('./setup-page.tsx')).SetupPage));
