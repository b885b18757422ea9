import { type AppState, stateWord } from './check-words.ts';

/** Told apart by shape alone: disc, half disc, arrow down, barred ring, two bars, ring. */
const shapes: Record<AppState, string> = {
  up: 'M6 1.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9',
  slow: 'M6 1a5 5 0 1 0 0 10A5 5 0 1 0 6 1M6 2.6v6.8a3.4 3.4 0 1 1 0-6.8',
  down: 'M.4 1.6h11.2L6 11.2Z',
  blocked: 'M6 .7a5.3 5.3 0 1 0 0 10.6A5.3 5.3 0 1 0 6 .7M2.6 5.1h6.8v1.8H2.6Z',
  paused: 'M2.6 1.5h2.2v9H2.6ZM7.2 1.5h2.2v9H7.2Z',
  unknown: 'M6 1.2a4.8 4.8 0 1 0 0 9.6a4.8 4.8 0 1 0 0-9.6M6 2.8a3.2 3.2 0 1 1 0 6.4a3.2 3.2 0 1 1 0-6.4',
  none: '',
};

/** Shape and colour; the word is beside it, or only heard. */
export const CheckMark = (props: { state: AppState; silent?: boolean }) => (
  <span class="check-mark" data-state={props.state}>
    <svg viewBox="0 0 12 12" aria-hidden="true">
      <path d={shapes[props.state]} fill-rule="evenodd" />
    </svg>
    <span class="unseen">{props.silent ? '' : stateWord(props.state)}</span>
  </span>
);
