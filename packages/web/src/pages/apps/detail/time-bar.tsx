import { createMemo, createSignal, For, Show } from 'solid-js';
import { BAR_HEIGHT, barPaths } from '../../../parts/check-slots.ts';
import type { Slot } from './numbers.ts';

type TimeBarProps = {
  label: string;
  /** The whole in a sentence, while no part of it is looked at. */
  sentence: string;
  slots: Slot[];
};

/** How the time went, part by part: pointed at, or walked through with the arrow keys, each says what it was. */
export const TimeBar = (props: TimeBarProps) => {
  const [place, setPlace] = createSignal<number>();
  const count = () => props.slots.length;
  const paths = createMemo(() => barPaths(props.slots.map(({ state }) => state)));
  const shown = () => props.slots[place() ?? -1];
  const point = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const box = event.currentTarget.getBoundingClientRect();
    const isReversed = event.currentTarget.matches(':dir(rtl)');
    const share = (isReversed ? box.right - event.clientX : event.clientX - box.left) / box.width;
    setPlace(Math.min(count() - 1, Math.max(0, Math.floor(share * count()))));
  };
  const walk = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const to = placeAfter(event.key, place() ?? count(), count(), event.currentTarget.matches(':dir(rtl)'));
    if (to === undefined) return;
    event.preventDefault();
    setPlace(to);
  };
  return (
    <div class="time-bar">
      <div
        class="time-bar-track"
        role="slider"
        tabIndex={0}
        aria-label={props.label}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, count() - 1)}
        aria-valuenow={place() ?? count() - 1}
        aria-valuetext={shown()?.words ?? props.sentence}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => setPlace(undefined)}
        onBlur={() => setPlace(undefined)}
        onKeyDown={walk}
        style={{ '--slots': count() }}
      >
        <svg viewBox={`0 0 ${count()} ${BAR_HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" class="check-bar">
          <For each={paths()}>
            {({ state, d }) => <path data-state={state} d={d} vector-effect="non-scaling-stroke" />}
          </For>
        </svg>
        <Show when={place() !== undefined}>
          <span class="time-bar-cursor" style={{ 'inset-inline-start': `${((place() ?? 0) / count()) * 100}%` }} />
        </Show>
      </div>
      <p class="dim small" aria-hidden="true">
        {shown()?.words ?? props.sentence}
      </p>
    </div>
  );
};

/** Where a key leads. Before the first, the newest part is the one beside the end. */
const placeAfter = (key: string, here: number, count: number, isReversed: boolean): number | undefined => {
  const steps: Record<string, number> = {
    ArrowLeft: isReversed ? 1 : -1,
    ArrowRight: isReversed ? -1 : 1,
    ArrowDown: -1,
    ArrowUp: 1,
    PageDown: -10,
    PageUp: 10,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  return step === undefined ? undefined : Math.min(count - 1, Math.max(0, here + step));
};
