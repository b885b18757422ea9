import { Match, onMount, Switch } from 'solid-js';
import { useApp } from '../../state/app.ts';
import { createBoardActs } from './board-acts.ts';
import { BoardForm } from './board-form.tsx';
import { KioskDialog } from './kiosk-dialog.tsx';
import { ManageBoards } from './manage-boards.tsx';

/** Which dialog about boards is open. `home` asks nothing: the board becomes this person's home. */
export type ShownDialog =
  | { kind: 'manage' }
  | { kind: 'new' }
  | { kind: 'kiosk' }
  | { kind: 'settings' | 'home'; boardId: string };

type DialogsProps = { shown: ShownDialog; onShow: (shown: ShownDialog) => void; onClose: () => void };

/** The dialogs about boards as wholes. */
export const BoardDialogs = (props: DialogsProps) => {
  const boardId = () => (props.shown.kind === 'settings' ? props.shown.boardId : undefined);
  return (
    <Switch>
      <Match when={props.shown.kind === 'manage'}>
        <ManageBoards onShow={props.onShow} onClose={props.onClose} />
      </Match>
      <Match when={props.shown.kind === 'new'}>
        <BoardForm boardId={undefined} onClose={props.onClose} />
      </Match>
      <Match when={boardId()} keyed>
        {(id) => <BoardForm boardId={id} onClose={props.onClose} />}
      </Match>
      <Match when={props.shown.kind === 'home' && props.shown.boardId} keyed>
        {(id) => <MakeHome boardId={id} onDone={props.onClose} />}
      </Match>
      <Match when={props.shown.kind === 'kiosk'}>
        <KioskDialog onClose={props.onClose} />
      </Match>
    </Switch>
  );
};

const MakeHome = (props: { boardId: string; onDone: () => void }) => {
  const { boards, toasts } = useApp();
  const acts = createBoardActs((fault) => fault && toasts.say(fault.message));
  onMount(() => {
    const board = boards.get(props.boardId);
    props.onDone();
    if (board) void acts.makeHome(board);
  });
  return null;
};
