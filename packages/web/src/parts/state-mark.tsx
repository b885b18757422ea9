import { m } from '../messages.ts';
/** How a node is, as a person says it. `stale`: connected, but its numbers stopped coming. */
export type Condition = 'online' | 'stale' | 'offline' | 'unauthenticated';

const words: Record<Condition, string> = {
  online: m.shell_online(),
  stale: m.shell_stale(),
  offline: m.shell_offline(),
  unauthenticated: m.shell_unauthenticated(),
};

const shapes: Record<Condition, string> = {
  online: 'M6 1.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9',
  stale: 'M6 1.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9M6 3.6a2.4 2.4 0 1 1 0 4.8a2.4 2.4 0 1 1 0-4.8',
  offline: 'M2 1h8a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-8a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1',
  unauthenticated: 'M6 .8 11.6 10.6H.4Z',
};

/** A shape and a word: the colour only repeats them. */
export const StateMark = (props: { condition: Condition }) => (
  <span class="state-mark" data-condition={props.condition}>
    <svg viewBox="0 0 12 12" aria-hidden="true">
      <path d={shapes[props.condition]} fill-rule="evenodd" />
    </svg>
    {words[props.condition]}
  </span>
);
