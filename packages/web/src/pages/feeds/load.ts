import { withLaterLook } from '../../look/later.ts';
import { latePage } from '../late-page.tsx';

/** The page of feeds. */
export const feedsPage = latePage(withLaterLook(async () => (await import('./feeds-page.tsx')).FeedsPage));
