import type { Section } from '@amud/protocol/boards.ts';
import { Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import type { Adding } from './adding.tsx';
import type { Edit } from './edit.ts';

/** A section without cards: a place to drop one on, and two ways to get one. */
export const NothingYet = (props: { edit: Edit; adding: Adding; section: Section }) => (
  <div class="nothing-yet" data-nothing={props.section.id}>
    <p class="dim">{m.board_section_nothing()}</p>
    <button type="button" class="button slim" onClick={() => props.adding.open('apps', props.section.id)}>
      <Icon name="plus" /> {m.board_add_apps()}
    </button>
    <button type="button" class="button slim" onClick={() => props.adding.open('widgets', props.section.id)}>
      <Icon name="plus" /> {m.board_add_widget()}
    </button>
  </div>
);

/** Below all sections. */
export const Foot = (props: { edit: Edit; adding: Adding }) => (
  <div class="edit-foot">
    <Show when={props.edit.content().sections.length === 0}>
      <p class="dim">{m.board_edit_nothing()}</p>
    </Show>
    <button type="button" class="button quiet" onClick={() => props.adding.section()}>
      <Icon name="plus" /> {m.board_add_section()}
    </button>
  </div>
);
