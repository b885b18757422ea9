import { For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { AppIcon } from '../../parts/app-icon.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Menu } from '../../parts/menu.tsx';
import { useApp } from '../../state/app.ts';

/** The way to the other boards. */
export const BoardsMenu = (props: { boardId: string }) => {
  const { boards } = useApp();
  return (
    <Show when={boards.list().length > 1}>
      <Menu class="icon-button slim" hint={m.board_switch()} label={<Icon name="chevron-down" />}>
        <nav class="menu-list" aria-label={m.board_boards()}>
          <For each={boards.list()}>
            {(board) => (
              <a
                class="menu-item"
                href={board.id === boards.home() ? '/' : `/boards/${board.id}`}
                aria-current={board.id === props.boardId ? 'page' : undefined}
              >
                <AppIcon icon={board.icon} name={board.name} size={20} />
                <span class="clip">{board.name}</span>
              </a>
            )}
          </For>
        </nav>
      </Menu>
    </Show>
  );
};
