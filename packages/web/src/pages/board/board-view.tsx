import { createEffect, createMemo, For, onCleanup, onMount, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { shares } from '../../state/layout.ts';
import { walkCards } from './arrows.ts';
import { SectionView } from './section-view.tsx';
import { useView } from './view.ts';

/** Sections and cards, as they are arranged. */
export const BoardView = () => {
  const view = useView();
  let board: HTMLDivElement | undefined;
  const tops = createMemo(() => view.sectionsIn(null));
  /** No more side by side than there are. */
  const abreast = createMemo(() => {
    const widths = tops().map((id) => 1 / shares[view.section(id)?.share ?? 'full']);
    const sum = Math.ceil(widths.reduce((all, width) => all + width, 0));
    return Math.max(1, Math.min(view.fit().abreast, sum));
  });
  onMount(() => board?.addEventListener('keydown', walkCards));
  createEffect(() => {
    const editing = view.editing();
    if (editing && board) onCleanup(editing.attach(board));
  });
  return (
    <div
      class="board"
      classList={{ editing: view.editing() !== undefined }}
      data-screen={view.fit().screen}
      style={{ '--wide': view.fit().wide, '--abreast': abreast() }}
      ref={board}
    >
      <For each={tops()}>{(id) => <SectionView sectionId={id} wide={view.fit().wide} />}</For>
      <Show when={view.editing()}>{(editing) => <Dynamic component={editing().Foot} />}</Show>
    </div>
  );
};
