import { For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';

export const Toasts = () => {
  const { toasts } = useApp();
  return (
    <div class="toasts" role="status" aria-live="polite">
      <For each={toasts.shown()}>
        {(toast) => (
          <div class="toast">
            <span>{toast.text}</span>
            <Show when={toast.act}>
              {(act) => (
                <button
                  type="button"
                  class="button slim"
                  onClick={() => {
                    toasts.dismiss(toast.id);
                    act().run();
                  }}
                >
                  {act().label}
                </button>
              )}
            </Show>
            <button
              type="button"
              class="icon-button slim"
              aria-label={m.shell_dismiss()}
              onClick={() => toasts.dismiss(toast.id)}
            >
              <Icon name="x" />
            </button>
          </div>
        )}
      </For>
    </div>
  );
};
