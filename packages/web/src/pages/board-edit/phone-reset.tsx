import { Show } from 'solid-js';
import { m } from '../../messages.ts';
import { unarrangePhone } from '../../state/arranging/changes.ts';
import type { Edit } from './edit.ts';

/** Until somebody arranges the phone, it follows the desktop. */
export const PhoneReset = (props: { edit: Edit }) => {
  const isArranged = () =>
    props.edit.screen() === 'phone' && props.edit.allItems().some(({ phone }) => phone !== undefined);
  return (
    <Show when={isArranged()}>
      <button
        type="button"
        class="button quiet edit-reset"
        onClick={() => props.edit.act('phone', props.edit.content().name, unarrangePhone)}
      >
        {m.board_edit_phone_reset()}
      </button>
    </Show>
  );
};
