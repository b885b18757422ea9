import { createMemo, ErrorBoundary, For, onCleanup, onMount, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Backdrop } from '../../parts/backdrop.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';
import type { BoardState } from '../../state/board.ts';
import { shownBackdrop } from '../../state/look.ts';
import { BoardView } from '../board/board-view.tsx';
import { createFit } from '../board/fit.ts';
import { NoBoards } from '../board/no-boards.tsx';
import { createView, ViewContext } from '../board/view.ts';
import { Failed } from '../failed.tsx';
import { LinkLine } from '../shell/link-line.tsx';
import { useTitle } from '../title.ts';
import { listenToHands } from './hands.ts';
import { readKiosk } from './kiosk-address.ts';
import { createRotation, type Rotation } from './rotation.ts';
import { keepAwake } from './stay-awake.ts';

/** Boards in turn on a screen that nobody sits at: nothing but the boards, until somebody touches it. */
export const Kiosk = () => {
  const { address, boards, look } = useApp();
  onCleanup(boards.watch());
  const asked = createMemo(() => readKiosk(address.parameter));
  const ids = createMemo(() => {
    const known = asked().boards.filter((id) => boards.get(id) !== undefined);
    const home = boards.home();
    return known.length > 0 || home === null ? known : [home];
  });
  const rotation = createRotation({ ids, seconds: () => asked().seconds });
  const leave = () => address.go(rotation.now() === undefined ? '/' : `/boards/${rotation.now()}`);
  const hands = listenToHands({ leave, next: rotation.next, pause: rotation.pause });
  onCleanup(hands.stop);
  onMount(() => onCleanup(keepAwake(document, navigator)));
  return (
    <div class="frame kiosk" classList={{ 'over-backdrop': shownBackdrop(look.get) !== 'none', idle: hands.isIdle() }}>
      <Show when={shownBackdrop(look.get) !== 'none'}>
        <Backdrop />
      </Show>
      <LinkLine />
      <main id="main" class="main" tabindex="-1">
        <ErrorBoundary fallback={(error) => <Failed error={error} />}>
          <Show when={rotation.now()} keyed fallback={<NoBoards />}>
            {(id) => <KioskBoard boardId={id} rotation={rotation} />}
          </Show>
          <Show when={rotation.following()} keyed>
            {(id) => <Ahead boardId={id} />}
          </Show>
        </ErrorBoundary>
      </main>
      <Controls ids={ids()} rotation={rotation} hidden={hands.isIdle()} onLeave={leave} />
    </div>
  );
};

/** The board that comes next is here before its turn. */
const Ahead = (props: { boardId: string }) => {
  onCleanup(useApp().boardOf(props.boardId).watch());
  return null;
};

const KioskBoard = (props: { boardId: string; rotation: Rotation }) => {
  const board = useApp().boardOf(props.boardId);
  onCleanup(board.watch());
  return (
    <Show when={board.gone() === undefined && board.content()}>
      {(content) => <Drawn board={board} content={content} rotation={props.rotation} />}
    </Show>
  );
};

type DrawnProps = { board: BoardState; content: Parameters<typeof createView>[0]['content']; rotation: Rotation };

const Drawn = (props: DrawnProps) => {
  const { board, content } = props;
  let page: HTMLDivElement | undefined;
  useTitle(() => content().name);
  const view = createView({ board, content, fit: createFit(() => page), editing: () => undefined });
  onMount(() => page && onCleanup(props.rotation.watchHeight(page)));
  return (
    <ViewContext.Provider value={view}>
      <div class="page board-page kiosk-board" ref={page}>
        <h1 class="unseen" tabindex="-1">
          {content().name}
        </h1>
        <div inert>
          <BoardView />
        </div>
      </div>
    </ViewContext.Provider>
  );
};

type ControlsProps = { ids: readonly string[]; rotation: Rotation; hidden: boolean; onLeave: () => void };

/** Here while somebody is. */
const Controls = (props: ControlsProps) => {
  const { boards } = useApp();
  return (
    <div class="kiosk-controls" classList={{ gone: props.hidden }} inert={props.hidden}>
      <Show when={props.ids.length > 1}>
        <nav aria-label={m.board_boards()}>
          <For each={props.ids}>
            {(id) => (
              <button
                type="button"
                class="button quiet slim"
                aria-current={id === props.rotation.now() ? 'true' : undefined}
                onClick={() => props.rotation.show(id)}
              >
                <span class="clip">{boards.get(id)?.name}</span>
              </button>
            )}
          </For>
        </nav>
        <Show when={props.rotation.isPaused()}>
          <span class="dim small">{m.board_kiosk_paused()}</span>
        </Show>
      </Show>
      <button type="button" class="button slim" onClick={() => props.onLeave()}>
        <Icon name="x" /> {m.board_kiosk_leave()}
      </button>
    </div>
  );
};
