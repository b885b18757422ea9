import { m } from '../messages.ts';
import { useTitle } from './title.ts';

/** A page that this browser did not keep, while the server does not answer. */
export const NotKept = () => {
  useTitle(() => m.offline_not_kept());
  return (
    <div class="page">
      <div class="empty">
        <h1 tabindex="-1">{m.offline_not_kept()}</h1>
        <p class="dim">{m.offline_not_kept_why()}</p>
        <a class="button" href="/">
          {m.shell_not_found_home()}
        </a>
      </div>
    </div>
  );
};
