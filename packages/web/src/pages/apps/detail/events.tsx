import { createSignal, For, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { dayTime, lasted } from '../../../parts/check-format.ts';
import { CheckMark } from '../../../parts/check-mark.tsx';
import { shortReason, stateWord } from '../../../parts/check-words.ts';
import { exactTime } from '../../../parts/format.ts';
import { useApp } from '../../../state/app.ts';
import type { CheckHistory } from '../../../state/apps.ts';

const AT_FIRST = 8;

/** What changed and when, the newest first; each with how long it lasted. */
export const Events = (props: { events: CheckHistory['events'] }) => {
  const { slowNow } = useApp();
  const [all, setAll] = createSignal(false);
  const shown = () => (all() ? props.events : props.events.slice(0, AT_FIRST));
  return (
    <section class="events" aria-label={m.apps_events()}>
      <h3>{m.apps_events()}</h3>
      <Show when={props.events.length > 0} fallback={<p class="dim">{m.apps_events_none()}</p>}>
        <ol>
          <For each={shown()}>
            {(event, place) => (
              <li data-state={event.state}>
                <CheckMark state={event.state} silent />
                <span class="clip">
                  {stateWord(event.state)}
                  <Show when={event.reason?.code === 'slow' ? undefined : event.reason}>
                    {(reason) => <span class="dim"> · {shortReason(reason())}</span>}
                  </Show>
                </span>
                <span class="dim small">{lasted(event.at, props.events[place() - 1]?.at ?? slowNow())}</span>
                <time class="dim small" title={exactTime(event.at)}>
                  {dayTime(event.at)}
                </time>
              </li>
            )}
          </For>
        </ol>
        <Show when={props.events.length > AT_FIRST && !all()}>
          <button type="button" class="button slim" onClick={() => setAll(true)}>
            {m.apps_events_all({ count: props.events.length })}
          </button>
        </Show>
      </Show>
    </section>
  );
};
