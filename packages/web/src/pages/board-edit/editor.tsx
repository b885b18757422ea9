import type { Section } from '@amud/protocol/boards.ts';
import { onCleanup, onMount, Show } from 'solid-js';
import { m } from '../../messages.ts';
import type { BoardState } from '../../state/board.ts';
import type { Editing } from '../board/editing.ts';
import { useView } from '../board/view.ts';
import { AddDialogs, createAdding } from './adding.tsx';
import { EditBar } from './bar.tsx';
import { createEdit, type Edit } from './edit.ts';
import { EditedHead } from './edited-head.tsx';
import { Foot, NothingYet } from './foot.tsx';
import { glide, groundOf, isInSight } from './glide.ts';
import { Grip } from './grip.tsx';
import { ItemMenu } from './item-menu.tsx';
import { listenToEditKeys } from './keys.ts';
import { listenToPointer } from './pointer.ts';
import { warnBeforeLeaving, watchOthers } from './watching.ts';

type EditorProps = { board: BoardState; onMode: (mode: Editing | undefined) => void; onDone: () => void };

/** Edit mode of the board that is drawn: what it adds is handed to the board; menus and dialogs are drawn here. */
export const Editor = (props: EditorProps) => {
  const view = useView();
  const edit = createEdit({ board: props.board, view, onDone: () => props.onDone() });
  const adding = createAdding(edit);
  props.onMode(createMode(edit, adding));
  onCleanup(() => props.onMode(undefined));
  onMount(() => edit.say(m.board_edit_hello()));
  watchOthers(edit);
  warnBeforeLeaving(edit);
  return (
    <>
      <p class="unseen" role="status" data-testid="edit-said">
        {edit.said()}
      </p>
      <p class="unseen" id="edit-keys">
        {m.board_edit_keys()}
      </p>
      <Show when={edit.menu()} keyed>
        {(menu) => <ItemMenu edit={edit} menu={menu} />}
      </Show>
      <AddDialogs edit={edit} adding={adding} />
    </>
  );
};

const createMode = (edit: Edit, adding: ReturnType<typeof createAdding>): Editing => ({
  Bar: () => <EditBar edit={edit} adding={adding} />,
  SectionHead: (props: { section: Section }) => <EditedHead edit={edit} adding={adding} section={props.section} />,
  Grip: (props) => <Grip edit={edit} item={props.item} />,
  EmptySection: (props: { section: Section }) => <NothingYet edit={edit} adding={adding} section={props.section} />,
  Foot: () => <Foot edit={edit} adding={adding} />,
  fit: (fit) =>
    edit.screen() === 'phone'
      ? { screen: 'phone', wide: 4, abreast: 1 }
      : { screen: 'desktop', wide: 12, abreast: fit.abreast },
  draftOf: (sectionId) => edit.drafts.of(sectionId),
  isSelected: edit.selection.isSelected,
  isHeld: edit.isHeld,
  labelOf: (item, box) =>
    box ? m.board_edit_card({ name: edit.nameOf(item), row: box.y + 1, column: box.x + 1, w: box.w, h: box.h }) : '',
  appOf: edit.appOf,
  moved: (card, from, to) => {
    const id = card.dataset['item'] ?? '';
    const grid = card.parentElement;
    const section = edit.view.section(grid?.dataset['grid'] ?? '');
    if (!grid || !section || edit.isHeld(id)) return;
    const ground = groundOf(grid, edit.wideOf(section));
    if (isInSight(from, ground) || isInSight(to, ground)) glide(card, from, to, ground);
  },
  attach: (board) => {
    const stops = [listenToPointer(board, edit), listenToEditKeys(board, edit)];
    return () => {
      for (const stop of stops) stop();
    };
  },
});
