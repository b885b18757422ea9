import { createSignal, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { useApp } from '../../state/app.ts';
import { NothingShared } from '../nothing-shared.tsx';
import { useTitle } from '../title.ts';
import { boardDialogs } from './load.ts';

/** The start page of a person who has no board. */
export const NoBoards = () => {
  const { session, boards } = useApp();
  return (
    <Show when={boards.known()}>
      <Show when={session.mayEdit()} fallback={<NothingShared />}>
        <FirstBoard />
      </Show>
    </Show>
  );
};

const FirstBoard = () => {
  useTitle(() => m.board_none());
  const [making, setMaking] = createSignal(false);
  return (
    <div class="page">
      <div class="empty">
        <h1 tabindex="-1">{m.board_none()}</h1>
        <p class="dim">{m.board_none_why()}</p>
        <button type="button" class="button primary" onClick={() => setMaking(true)}>
          {m.board_none_make()}
        </button>
      </div>
      <Show when={making()}>
        <boardDialogs.Part
          shown={{ kind: 'new' }}
          onShow={() => {}}
          onClose={() => setMaking(false)}
          onLost={() => setMaking(false)}
        />
      </Show>
    </div>
  );
};
