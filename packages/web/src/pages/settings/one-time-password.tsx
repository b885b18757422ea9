import { m } from '../../messages.ts';
import { CopyText } from '../../parts/copy-text.tsx';

/** Shown once; nobody can look it up later. */
export const OneTimePassword = (props: { username: string; password: string }) => (
  <>
    <p class="dim">{m.account_one_time_about({ name: props.username })}</p>
    <CopyText label={m.account_one_time()} text={props.password} />
    <form method="dialog" class="actions">
      <button type="submit" class="button primary">
        {m.shell_done()}
      </button>
    </form>
  </>
);
