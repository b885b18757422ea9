import type { WidgetSettings } from '@amud/protocol/widgets.ts';
import { createMemo, For, Show } from 'solid-js';
import { locale } from '../../../parts/locale.ts';
import { useApp } from '../../../state/app.ts';
import type { BodyProps } from '../body.ts';

/** The time here or in a zone, with date and label as wished. */
export const ClockWidget = (props: BodyProps<'clock'>) => {
  const { ticker } = useApp();
  const now = createMemo(() => ticker.watch(props.settings.seconds ? 'second' : 'minute'));
  const formats = createMemo(() => formatsOf(props.settings));
  return (
    <div class="clock">
      <time class="clock-time" datetime={new Date(now()()).toISOString()}>
        <For each={formats().time.formatToParts(now()())}>
          {({ type, value }) => <span data-part={type}>{value}</span>}
        </For>
      </time>
      <Show when={props.settings.date}>
        <p class="clock-date">{formats().date.format(now()())}</p>
      </Show>
      <Show when={props.settings.label}>
        <p class="clock-label clip">{props.settings.label}</p>
      </Show>
    </div>
  );
};

const formatsOf = ({ zone, hours, seconds }: WidgetSettings<'clock'>) => {
  const timeZone = zone === '' ? undefined : zone;
  const hour12 = hours === 'auto' ? {} : { hour12: hours === '12' };
  const { hourCycle = 'h23' } = new Intl.DateTimeFormat(locale(), { hour: 'numeric', ...hour12 }).resolvedOptions();
  const time = new Intl.DateTimeFormat(locale(), {
    timeZone,
    // 01:05, but 1:05 am.
    hour: hourCycle === 'h23' || hourCycle === 'h24' ? '2-digit' : 'numeric',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    ...hour12,
  });
  const date = new Intl.DateTimeFormat(locale(), { timeZone, weekday: 'long', day: 'numeric', month: 'long' });
  return { time, date };
};
