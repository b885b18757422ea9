import { createEffect, createSignal, For, onCleanup, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { AppIcon } from '../../parts/app-icon.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Menu } from '../../parts/menu.tsx';
import { useApp } from '../../state/app.ts';
import type { ShownDialog } from '../boards/board-dialogs.tsx';
import { boardDialogs } from './load.ts';

/** The way to the other boards, and to what can be done with boards as wholes. */
export const BoardsMenu = (props: { boardId: string }) => {
  const { address, boards, session } = useApp();
  onCleanup(boards.watch());
  const [shown, setShown] = createSignal<ShownDialog>();
  createEffect(() => {
    if (address.parameter('new') === null) return;
    address.go(address.path(), 'replace');
    if (session.mayEdit()) setShown({ kind: 'new' });
  });
  return (
    <>
      <Show when={boards.list().length > 1 || session.user()}>
        <Menu
          class="icon-button slim"
          hint={boards.list().length > 1 ? m.board_switch() : m.board_boards()}
          label={<Icon name="chevron-down" />}
          onOpen={() => void boardDialogs.load().catch(() => {})}
        >
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
          <Show when={session.user()}>
            <Ways boardId={props.boardId} onShow={setShown} />
          </Show>
        </Menu>
      </Show>
      <Show when={shown()} keyed>
        {(now) => (
          <boardDialogs.Part
            shown={now}
            onShow={setShown}
            onClose={() => setShown((open) => (open === now ? undefined : open))}
            onLost={() => setShown(undefined)}
          />
        )}
      </Show>
    </>
  );
};

const Ways = (props: { boardId: string; onShow: (shown: ShownDialog) => void }) => {
  const { boards, session } = useApp();
  return (
    <div class="menu-list">
      <Show when={props.boardId !== boards.home()}>
        <button type="button" class="menu-item" onClick={() => props.onShow({ kind: 'home', boardId: props.boardId })}>
          <Icon name="house" /> {m.board_home_make()}
        </button>
      </Show>
      <Show when={session.mayEdit()}>
        <button
          type="button"
          class="menu-item"
          onClick={() => props.onShow({ kind: 'settings', boardId: props.boardId })}
        >
          <Icon name="settings" /> {m.board_settings()}
        </button>
        <button type="button" class="menu-item" onClick={() => props.onShow({ kind: 'new' })}>
          <Icon name="plus" /> {m.board_new()}
        </button>
        <button type="button" class="menu-item" onClick={() => props.onShow({ kind: 'manage' })}>
          <Icon name="layout-grid" /> {m.board_manage()}
        </button>
      </Show>
      <button type="button" class="menu-item" onClick={() => props.onShow({ kind: 'kiosk' })}>
        <Icon name="monitor-play" /> {m.board_kiosk()}
      </button>
    </div>
  );
};
