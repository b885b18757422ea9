import { m } from '../messages.ts';
import { useTitle } from './title.ts';

/** What a guest sees where there is nothing for guests. */
export const NothingShared = () => {
  useTitle(() => m.shell_nothing_shared());
  return (
    <div class="page">
      <div class="empty">
        <h1 tabindex="-1">{m.shell_nothing_shared_title()}</h1>
        <p class="dim">{m.shell_nothing_shared_why()}</p>
      </div>
    </div>
  );
};
