import { Show } from 'solid-js';
import { m } from '../../messages.ts';
import { useApp } from '../../state/app.ts';
import { useTitle } from '../title.ts';

/** A board that was removed, or that is not for this person: which, is not theirs to know. */
export const GoneBoard = () => {
  useTitle(() => m.board_gone());
  const { boards, session } = useApp();
  return (
    <div class="page">
      <div class="empty">
        <h1 tabindex="-1">{m.board_gone()}</h1>
        <p class="dim">{m.board_gone_why()}</p>
        <Show when={boards.home() !== null}>
          <a class="button" href="/">
            {m.board_gone_home()}
          </a>
        </Show>
        <Show when={!session.user()}>
          <a class="button" href="/sign-in">
            {m.board_sign_in()}
          </a>
        </Show>
      </div>
    </div>
  );
};
