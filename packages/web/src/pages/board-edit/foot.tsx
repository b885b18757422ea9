import type { Section } from '@amud/protocol/boards.ts';
import { Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import type { Adding } from './adding.tsx';
import type { Edit } from './edit.ts';
import { PhoneReset } from './phone-reset.tsx';

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

/** Below all sections; on a board without any, all that can be added. */
export const Foot = (props: { edit: Edit; adding: Adding }) => (
  <div class="edit-foot">
    <Show
      when={props.edit.content().sections.length > 0}
      fallback={
        <div class="edit-beginning">
          <p class="dim">{m.board_edit_nothing()}</p>
          <div class="edit-ways">
            <button type="button" class="button primary" onClick={() => props.adding.open('apps')}>
              <Icon name="app-window" /> {m.board_add_apps()}
            </button>
            <button type="button" class="button" onClick={() => props.adding.open('widgets')}>
              <Icon name="layout-grid" /> {m.board_add_widget()}
            </button>
            <button type="button" class="button" onClick={() => props.adding.section()}>
              <Icon name="panel-left" /> {m.board_add_section()}
            </button>
          </div>
        </div>
      }
    >
      <button type="button" class="button quiet edit-more" onClick={() => props.adding.section()}>
        <Icon name="plus" /> {m.board_add_section()}
      </button>
    </Show>
    <Show when={props.edit.isOnPhone()}>
      <PhoneReset edit={props.edit} />
    </Show>
  </div>
);
