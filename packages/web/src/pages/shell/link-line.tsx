import { createEffect, createSignal, Match, Switch } from 'solid-js';
import { m } from '../../messages.ts';
import { clockTime, exactTime, minuteTime } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';

const DAY_MS = 86_400_000;

const asOf = (at: number | undefined): string => {
  if (at === undefined) return m.offline_away();
  return m.offline_as_of({ time: Date.now() - at < DAY_MS / 2 ? minuteTime(at) : exactTime(at) });
};

/** One line at the top when the numbers no longer come, or when the page is older than the server. */
export const LinkLine = () => {
  const { address, live, now, shot } = useApp();
  const [heardAt, setHeardAt] = createSignal<number>();
  createEffect(() => {
    if (live.state().state === 'open') setHeardAt(now());
  });
  const shown = (): 'live' | 'connecting' | 'reconnecting' => {
    const link = live.state();
    if (shot) return 'reconnecting';
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
        <Match when={shot}>
          <Icon name="unplug" />
          <span>{asOf(shot?.at(address.path()))}</span>
        </Match>
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
          <span>{m.offline_new_version()}</span>
          <button type="button" class="button slim" onClick={() => location.reload()}>
            {m.shell_reload()}
          </button>
        </Match>
      </Switch>
    </div>
  );
};
