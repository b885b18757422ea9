import type { Item } from '@amud/protocol/boards.ts';
import { Show } from 'solid-js';
import { Icon } from '../../parts/icon.tsx';
import type { Edit } from './edit.ts';

/** On a card: who sees it, its menu, its corner. All of it is for the pointer; the keys are on the card itself. */
export const Grip = (props: { edit: Edit; item: Item }) => (
  <>
    <Show when={props.item.visibleTo !== 'public'}>
      <span class="item-hidden" aria-hidden="true">
        <Icon name="eye-off" />
      </span>
    </Show>
    <span class="item-more" aria-hidden="true">
      <Icon name="ellipsis" />
    </span>
    <span class="item-grip" aria-hidden="true" />
  </>
);
