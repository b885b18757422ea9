import { createMemo, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { AppIcon } from '../../parts/app-icon.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';
import { BoardsMenu } from './boards-menu.tsx';
import { appsIn, summarise } from './summary.ts';
import { useView } from './view.ts';

type HeadProps = { onEdit: () => void; onEditWanted: () => void };

/** The name of the board, how its apps are, and the pencil. */
export const BoardHead = (props: HeadProps) => {
  const { session } = useApp();
  const view = useView();
  const summary = createMemo(() => summarise(appsIn(view.content().sections, view.apps)));
  return (
    <header class="board-head">
      <div class="board-title">
        <Show when={view.content().icon !== ''}>
          <AppIcon icon={view.content().icon} name={view.content().name} />
        </Show>
        <h1 class="clip" tabindex="-1" title={view.content().name}>
          {view.content().name}
        </h1>
        <BoardsMenu boardId={view.boardId} />
        <p class="board-summary clip" data-testid="board-summary">
          {summary()}
        </p>
      </div>
      <div class="board-tools">
        <Show when={session.mayEdit()}>
          <button
            type="button"
            class="icon-button"
            title={m.board_edit()}
            aria-label={m.board_edit()}
            aria-keyshortcuts="e"
            onPointerEnter={() => props.onEditWanted()}
            onFocus={() => props.onEditWanted()}
            onClick={() => props.onEdit()}
          >
            <Icon name="pencil" large />
          </button>
        </Show>
      </div>
    </header>
  );
};
