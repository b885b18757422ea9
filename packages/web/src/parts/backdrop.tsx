import { createSignal, onCleanup, onMount, Show } from 'solid-js';
import { useApp } from '../state/app.ts';
import { shownBackdrop } from '../state/look.ts';

/** The background of boards and of the sign-in page: what was chosen, with as much of the ground over it as text needs. */
export const Backdrop = () => {
  const { look } = useApp();
  return (
    <Show when={shownBackdrop(look.get) !== 'none'}>
      <div class="backdrop" aria-hidden="true">
        <Show when={shownBackdrop(look.get) === 'video' && look.get('backgroundVideo')} keyed>
          {(source) => <Film source={source} />}
        </Show>
      </div>
    </Show>
  );
};

type Connection = { saveData?: boolean };

/** Runs while somebody may see it, and only if they want things to move and have bytes to spare. Else the picture shows. */
const Film = (props: { source: string }) => {
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const { connection } = navigator as Navigator & { connection?: Connection };
  const mayRun = () => !still.matches && connection?.saveData !== true;
  const [isOn, setOn] = createSignal(mayRun());
  let video: HTMLVideoElement | undefined;
  const follow = () => {
    setOn(mayRun());
    if (document.hidden) video?.pause();
    // A browser may refuse to play by itself: then the first frame stands.
    else video?.play().catch(() => {});
  };
  onMount(() => {
    follow();
    document.addEventListener('visibilitychange', follow);
    still.addEventListener('change', follow);
  });
  onCleanup(() => {
    document.removeEventListener('visibilitychange', follow);
    still.removeEventListener('change', follow);
  });
  return (
    <Show when={isOn()}>
      <video ref={video} src={props.source} muted loop playsinline disablepictureinpicture preload="auto" />
    </Show>
  );
};
