import { createEffect, createSignal, Match, Switch } from 'solid-js';
import { m } from '../../messages.ts';
import { clockTime } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';

/** One line at the top when the numbers no longer come, or when the page is older than the server. */
export const LinkLine = () => {
  const { live, now } = useApp();
  const [heardAt, setHeardAt] = createSignal<number>();
  createEffect(() => {
    if (live.state().state === 'open') setHeardAt(now());
  });
  const shown = (): 'live' | 'connecting' | 'reconnecting' => {
    const link = live.state();
    if (link.state === 'open' || link.state === 'idle') return 'live';
    return heardAt() === undefined && link.state === 'connecting' && link.attempt === 0 ? 'connecting' : 'reconnecting';
  };
  return (
    <div
      class="link-line"
      classList={{ updated: shown() === 'live' && live.updated() }}
      data-state={shown()}
      role="status"
    >
      <Switch>
        <Match when={shown() === 'reconnecting'}>
          <Icon name="unplug" />
          <span>
            {heardAt() === undefined
              ? m.shell_reconnecting()
              : m.shell_reconnecting_since({ time: clockTime(heardAt() ?? 0) })}
          </span>
        </Match>
        <Match when={live.updated()}>
          <Icon name="refresh-cw" />
          <span>{m.shell_updated()}</span>
          <button type="button" class="button slim" onClick={() => location.reload()}>
            {m.shell_reload()}
          </button>
        </Match>
      </Switch>
    </div>
  );
};
