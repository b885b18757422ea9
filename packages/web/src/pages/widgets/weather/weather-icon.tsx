import { Show } from 'solid-js';
import { facts, type Sky, skies } from './outlines.ts';

/** The sky in a picture; with `words` where nothing else says it. */
export const SkyIcon = (props: { sky: Sky; words?: string }) => (
  <svg
    class="sky"
    viewBox="0 0 24 24"
    data-tone={skies[props.sky].tone}
    role={props.words === undefined ? undefined : 'img'}
    aria-label={props.words}
    aria-hidden={props.words === undefined}
  >
    <Show when={props.words}>
      <title>{props.words}</title>
    </Show>
    <path class="sky-cloud" d={skies[props.sky].cloud} />
    <path class="sky-mark" d={skies[props.sky].mark} />
  </svg>
);

export const FactIcon = (props: { name: keyof typeof facts }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={facts[props.name]} />
  </svg>
);
