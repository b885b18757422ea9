import { createMemo, Show } from 'solid-js';
import { boardIdOf } from '../../state/address.ts';
import { useApp } from '../../state/app.ts';
import { BoardPage } from './board-page.tsx';
import { NoBoards } from './no-boards.tsx';

/** `/` and `/boards/ID`. */
export const BoardRoute = () => {
  const { address, boards } = useApp();
  const id = createMemo(() => boardIdOf(address.path()) ?? boards.home());
  return (
    <Show when={id()} keyed fallback={<NoBoards />}>
      {(boardId) => <BoardPage boardId={boardId} />}
    </Show>
  );
};
