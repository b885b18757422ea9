import { ErrorBoundary, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { useApp } from '../../state/app.ts';
import { Failed } from '../failed.tsx';
import { NotKept } from '../not-kept.tsx';
import { LinkLine } from '../shell/link-line.tsx';
import { BoardRoute } from './board-route.tsx';

/** Around a board that is looked at without an account: nothing but the board, and the door. */
export const VisitorFrame = () => {
  const { address, shot } = useApp();
  return (
    <div class="frame visitor">
      <a class="skip" href="#main">
        {m.shell_skip()}
      </a>
      <LinkLine />
      <main id="main" class="main" tabindex="-1">
        <ErrorBoundary fallback={(error) => <Failed error={error} />}>
          <Show when={!shot || shot.at(address.path()) !== undefined} fallback={<NotKept />}>
            <BoardRoute />
          </Show>
        </ErrorBoundary>
      </main>
      <footer class="visitor-foot">
        <a href={`/sign-in?next=${encodeURIComponent(address.full())}`}>{m.board_sign_in()}</a>
      </footer>
    </div>
  );
};
