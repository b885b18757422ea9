import { CopyText } from '../../parts/copy-text.tsx';

/** Shown once; nobody can look it up later. */
export const OneTimePassword = (props: { username: string; password: string }) => (
  <>
    <p class="dim">
      Give this to {props.username}. It is shown only now, and works until they choose a password of their own at the
      first sign-in.
    </p>
    <CopyText label="One-time password" text={props.password} />
    <form method="dialog" class="actions">
      <button type="submit" class="button primary">
        Done
      </button>
    </form>
  </>
);
