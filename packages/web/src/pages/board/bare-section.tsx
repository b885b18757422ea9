import type { Section } from '@amud/protocol/boards.ts';
import { Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';
import { useView } from './view.ts';

/** A section with nothing in it, for who may put something there. */
export const BareSection = (props: { section: Section }) => {
  const { session } = useApp();
  const view = useView();
  return (
    <Show when={session.mayEdit() && view.sectionsIn(props.section.id).length === 0}>
      <p class="bare-section">
        {m.board_section_bare()}
        <a class="button slim" href={`/boards/${view.boardId}?edit`}>
          <Icon name="plus" /> {m.board_section_fill()}
        </a>
      </p>
    </Show>
  );
};
