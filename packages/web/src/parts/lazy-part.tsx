import { type Component, createSignal, type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { m } from '../messages.ts';

/**
 * A part of the app that is fetched when it is first shown. Until then there is `waiting` in its place, and when it can't
 * be had a button that tries again.
 */
export const lazyPart = <P extends object>(load: () => Promise<Component<P>>) => {
  const [part, setPart] = createSignal<Component<P>>();
  const [failed, setFailed] = createSignal(false);
  const fetchPart = async (): Promise<void> => {
    if (part()) return;
    setFailed(false);
    await load().then(
      (loaded) => setPart(() => loaded),
      () => setFailed(true),
    );
  };
  return (props: P & { waiting?: JSX.Element }) => {
    void fetchPart();
    return (
      <Show
        when={part()}
        fallback={
          <Show when={failed()} fallback={props.waiting}>
            {<NotLoaded onRetry={fetchPart} />}
          </Show>
        }
      >
        {(loaded) => <Dynamic component={loaded()} {...props} />}
      </Show>
    );
  };
};

const NotLoaded = (props: { onRetry: () => Promise<void> }) => (
  <div class="not-loaded" role="alert">
    <p>{m.widgets_not_loaded()}</p>
    <button type="button" class="button slim" onClick={() => void props.onRetry()}>
      {m.widgets_broken_retry()}
    </button>
  </div>
);
