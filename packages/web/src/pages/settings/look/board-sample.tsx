import { For } from 'solid-js';
import { m } from '../../../messages.ts';
import { AppIcon } from '../../../parts/app-icon.tsx';
import { Backdrop } from '../../../parts/backdrop.tsx';
import { CheckMark } from '../../../parts/check-mark.tsx';
import { useApp } from '../../../state/app.ts';
import { shownBackdrop } from '../../../state/look.ts';

const apps = [
  { name: 'Jellyfin', icon: 'brand:jellyfin', state: 'up', words: m.look_sample_up },
  { name: 'Immich', icon: 'brand:immich', state: 'slow', words: m.look_sample_slow },
  { name: 'Paperless', icon: 'brand:paperlessngx', state: 'down', words: m.look_sample_down },
] as const;

/** A little of a board over the background, since these pages themselves have none. */
export const BoardSample = () => {
  const { look } = useApp();
  return (
    <figure class="look-sample" classList={{ 'over-backdrop': shownBackdrop(look.get) !== 'none' }}>
      <Backdrop />
      <figcaption class="look-sample-title">{m.look_sample()}</figcaption>
      <div class="look-sample-cards">
        <For each={apps}>
          {(app) => (
            <div class="card look-sample-card">
              <AppIcon icon={app.icon} name={app.name} size={32} />
              <span>
                <strong>{app.name}</strong>
                <span class="dim small">
                  <CheckMark state={app.state} /> {app.words()}
                </span>
              </span>
            </div>
          )}
        </For>
      </div>
      <p class="look-sample-acts">
        <span class="button primary slim">{m.look_sample_button()}</span>
        <span class="look-sample-link">{m.look_sample_link()}</span>
        <span class="dim">{m.look_sample_section()}</span>
      </p>
    </figure>
  );
};
