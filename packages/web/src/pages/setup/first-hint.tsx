import { For, onMount } from 'solid-js';
import { m } from '../../messages.ts';
import { part, Sentence } from '../../parts/sentence.tsx';
import { useApp } from '../../state/app.ts';

/** On the board that the set-up ended at: how to go on. Goes when it is closed, or when something is done. */
export const FirstHint = () => {
  const { address } = useApp();
  let card: HTMLElement | undefined;
  onMount(() => card?.focus());
  return (
    <section class="first-hint" aria-label={m.setup_ready()} ref={card} tabindex="-1">
      <h2>{m.setup_ready()}</h2>
      <ul>
        <li>
          <Sentence text={m.setup_hint_edit({ key: part(0) })} parts={[<kbd>E</kbd>]} />
        </li>
        <li class="by-keys">
          <Sentence text={m.setup_hint_find({ keys: part(0) })} parts={[<Keys of={['Ctrl', 'K']} />]} />
        </li>
        <li class="by-keys">
          <Sentence text={m.setup_hint_details({ key: part(0) })} parts={[<kbd>I</kbd>]} />
        </li>
        <li class="dim">{m.setup_ready_users()}</li>
      </ul>
      <button type="button" class="button primary slim" onClick={() => address.go('/', 'replace')}>
        {m.setup_hint_close()}
      </button>
    </section>
  );
};

const Keys = (props: { of: string[] }) => (
  <span class="keys-together">
    <For each={props.of}>{(key) => <kbd>{key}</kbd>}</For>
  </span>
);
