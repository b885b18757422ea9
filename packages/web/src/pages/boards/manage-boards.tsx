import type { BoardEntry } from '@amud/protocol/board-list.ts';
import { createSignal, For, onCleanup, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { AppIcon } from '../../parts/app-icon.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Menu } from '../../parts/menu.tsx';
import type { Refusal } from '../../state/admin.ts';
import { useApp } from '../../state/app.ts';
import { audienceWords } from '../audience-words.ts';
import { type BoardActs, createBoardActs } from './board-acts.ts';
import type { ShownDialog } from './board-dialogs.tsx';

type ManageProps = { onShow: (shown: ShownDialog) => void; onClose: () => void };

/** All boards in their order, and what can be done with each. */
export const ManageBoards = (props: ManageProps) => {
  const { boards } = useApp();
  onCleanup(boards.watch());
  const [fault, setFault] = createSignal<Refusal>();
  const acts = createBoardActs(setFault);
  let list: HTMLUListElement | undefined;
  const leaveFor = (shown: ShownDialog) => {
    list?.closest('dialog')?.close();
    props.onShow(shown);
  };
  return (
    <Dialog
      kind="form"
      title={m.board_boards()}
      note={<p class="dim small">{m.board_order_help()}</p>}
      onClose={props.onClose}
    >
      <Failure fault={fault()} />
      <ul ref={list} class="board-list">
        <For each={boards.list()}>
          {(board, index) => <Row board={board} index={index()} acts={acts} onShow={leaveFor} />}
        </For>
      </ul>
      <div class="actions detail-actions">
        <button type="button" class="button pick-new" onClick={() => leaveFor({ kind: 'kiosk' })}>
          <Icon name="monitor-play" /> {m.board_kiosk()}
        </button>
        <button type="button" class="button primary" onClick={() => leaveFor({ kind: 'new' })}>
          <Icon name="plus" /> {m.board_new()}
        </button>
      </div>
    </Dialog>
  );
};

type RowProps = { board: BoardEntry; index: number; acts: BoardActs; onShow: (shown: ShownDialog) => void };

const Row = (props: RowProps) => {
  const { boards } = useApp();
  const isHome = () => props.board.id === boards.home();
  return (
    <li class="board-row">
      <AppIcon icon={props.board.icon} name={props.board.name} size={28} />
      <a
        class="board-row-words"
        href={`/boards/${props.board.id}`}
        onClick={(event) => event.currentTarget.closest('dialog')?.close()}
      >
        <span class="clip">{props.board.name}</span>
        <span class="dim small clip">{audienceWords(props.board.access)}</span>
      </a>
      <Show when={isHome()}>
        <span class="board-home" title={m.board_home_yours()}>
          <Icon name="house" /> <span class="unseen">{m.board_home_yours()}</span>
        </span>
      </Show>
      <Places board={props.board} index={props.index} acts={props.acts} />
      <Menu
        align="end"
        class="icon-button slim"
        hint={m.board_row_menu({ name: props.board.name })}
        label={<Icon name="ellipsis" />}
      >
        <RowMenu {...props} isHome={isHome()} />
      </Menu>
    </li>
  );
};

const Places = (props: Omit<RowProps, 'onShow'>) => {
  const { boards } = useApp();
  return (
    <>
      <button
        type="button"
        class="icon-button slim"
        aria-label={m.board_up({ name: props.board.name })}
        disabled={props.index === 0}
        onClick={() => void props.acts.place(props.board.id, props.index - 1)}
      >
        <Icon name="arrow-up" />
      </button>
      <button
        type="button"
        class="icon-button slim"
        aria-label={m.board_down({ name: props.board.name })}
        disabled={props.index === boards.list().length - 1}
        onClick={() => void props.acts.place(props.board.id, props.index + 1)}
      >
        <Icon name="arrow-down" />
      </button>
    </>
  );
};

const Export = (props: { boardId: string }) => {
  const { session } = useApp();
  return (
    <Show when={session.user()?.role === 'admin'}>
      <a class="menu-item" href={`/settings/export?board=${props.boardId}`}>
        <Icon name="download" /> {m.data_export_this()}
      </a>
    </Show>
  );
};

const RowMenu = (props: RowProps & { isHome: boolean }) => (
  <>
    <div class="menu-list">
      <button
        type="button"
        class="menu-item"
        onClick={() => props.onShow({ kind: 'settings', boardId: props.board.id })}
      >
        <Icon name="settings" /> {m.board_settings()}
      </button>
      <Show when={!props.isHome}>
        <button type="button" class="menu-item" onClick={() => void props.acts.makeHome(props.board)}>
          <Icon name="house" /> {m.board_home_make()}
        </button>
      </Show>
      <button type="button" class="menu-item" onClick={() => void props.acts.duplicate(props.board)}>
        <Icon name="copy" /> {m.board_duplicate()}
      </button>
      <Export boardId={props.board.id} />
    </div>
    <div class="menu-list">
      <button type="button" class="menu-item danger" onClick={() => void props.acts.remove(props.board)}>
        <Icon name="trash" /> {m.board_remove()}
      </button>
    </div>
  </>
);
