import type { BoardContent } from '@amud/protocol/boards.ts';
import { type Accessor, createEffect, createSignal, onCleanup, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { useApp } from '../../state/app.ts';
import type { BoardState } from '../../state/board.ts';
import { useTitle } from '../title.ts';
import { BoardHead } from './board-head.tsx';
import { BoardView } from './board-view.tsx';
import type { Editing } from './editing.ts';
import { createFit } from './fit.ts';
import { needsOwnPage, originsOf } from './frames.ts';
import { GoneBoard } from './gone-board.tsx';
import { loadEditor, loadedEditor } from './load.ts';
import { createView, ViewContext } from './view.ts';

export const BoardPage = (props: { boardId: string }) => {
  const app = useApp();
  const board = app.boardOf(props.boardId);
  onCleanup(board.watch());
  return (
    <Show when={board.gone() === undefined} fallback={<GoneBoard />}>
      <Show when={board.content()}>{(content) => <Drawn board={board} content={content} />}</Show>
    </Show>
  );
};

const Drawn = (props: { board: BoardState; content: Accessor<BoardContent> }) => {
  useTitle(() => props.content().name);
  const { address, session, frameOrigins, icons, toasts } = useApp();
  let page: HTMLDivElement | undefined;
  const [editing, setEditing] = createSignal<Editing>();
  const { board, content } = props;
  const shown = [content(), ...Object.values(board.apps), ...content().sections];
  icons.expect(shown.map(({ icon }) => icon));
  const view = createView({ board, content, fit: createFit(() => page), editing });

  const isWanted = () => session.mayEdit() && address.parameter('edit') !== null;
  const setWanted = (wanted: boolean) => address.go(wanted ? `${address.path()}?edit` : address.path(), 'replace');
  const edit = () => {
    setWanted(true);
    loadEditor().catch((error: unknown) => {
      setWanted(false);
      toasts.say(String(error));
    });
  };
  createEffect(() => {
    if (isWanted()) edit();
  });
  createEffect(() => {
    const known = board.base();
    if (known && !editing() && needsOwnPage(originsOf(known.content), frameOrigins, board.boardId)) location.reload();
  });
  onCleanup(listenForEdit(() => session.mayEdit() && !isWanted() && edit()));

  return (
    <ViewContext.Provider value={view}>
      <div class="page board-page" ref={page}>
        <Show
          when={editing()}
          fallback={<BoardHead onEdit={edit} onEditWanted={() => void loadEditor().catch(() => {})} />}
        >
          {(mode) => <Dynamic component={mode().Bar} />}
        </Show>
        <BoardView />
      </div>
      <Show when={isWanted() && loadedEditor()} keyed>
        {(Editor) => <Editor board={board} onMode={setEditing} onDone={() => setWanted(false)} />}
      </Show>
    </ViewContext.Provider>
  );
};

/** The key `e`, where letters are not for typing. */
const listenForEdit = (edit: () => void): (() => void) => {
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'e' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector('dialog[open], :popover-open')) return;
    if (event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]')) return;
    event.preventDefault();
    edit();
  };
  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
};
