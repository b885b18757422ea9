import { createMemo, For } from 'solid-js';
import { BAR_HEIGHT, type BarRange, barPaths, ranges, slotsOf } from './check-slots.ts';

type CheckBarProps = { bar: string; range: BarRange /** When it was last looked at: in its last slot. */; at: number };

/** How the time went, as a small picture: a path for each state that occurred. What a slot means is told by bar-tip.ts. */
export const CheckBar = (props: CheckBarProps) => {
  const paths = createMemo(() => barPaths(slotsOf(props.bar, props.range)));
  return (
    <svg
      class="check-bar"
      data-range={props.range}
      data-bar={props.bar}
      data-at={props.at}
      viewBox={`0 0 ${ranges[props.range].slots} ${BAR_HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <For each={paths()}>{({ state, d }) => <path data-state={state} d={d} vector-effect="non-scaling-stroke" />}</For>
    </svg>
  );
};
