import { latePage } from './late-page.tsx';

/** Who is signed in never fetches these. */
export const signIn = latePage(async () => (await import('./sign-in/sign-in.tsx')).SignIn);
export const firstPassword = latePage(async () => (await import('./security/first-password.tsx')).FirstPassword);
