import { withLaterLook } from '../look/later.ts';
import { latePage } from './late-page.tsx';

/** Who is signed in never fetches these. */
export const signIn = latePage(withLaterLook(async () => (await import('./sign-in/sign-in.tsx')).SignIn));
export const firstPassword = latePage(
  withLaterLook(async () => (await import('./security/first-password.tsx')).FirstPassword),
);
