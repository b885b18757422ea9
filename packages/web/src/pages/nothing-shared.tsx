import { useTitle } from './title.ts';

/** What a guest sees where there is nothing for guests. */
export const NothingShared = () => {
  useTitle(() => 'Nothing shared');
  return (
    <div class="page">
      <div class="empty">
        <h1 tabindex="-1">Nothing is shared with you yet</h1>
        <p class="dim">As a guest you see what is shared with everyone. An admin can make you a viewer.</p>
      </div>
    </div>
  );
};
