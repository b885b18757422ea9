import { createMemo, For, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { locale } from '../../../parts/locale.ts';
import { useApp } from '../../../state/app.ts';
import type { BodyProps } from '../body.ts';
import { WidgetEmpty } from '../empty.tsx';
import { distanceTo } from './until.ts';

/** How long until a day or a minute, or since when it is past. */
export const CountdownWidget = (props: BodyProps<'countdown'>) => {
  const { ticker } = useApp();
  const now = ticker.watch('minute');
  const distance = createMemo(() => distanceTo(props.settings.until, now()));
  const words = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
  const parts = () => {
    const { value, unit } = distance() ?? { value: 0, unit: 'day' };
    return words.formatToParts(value, unit);
  };
  return (
    <Show when={distance()} fallback={<WidgetEmpty text={m.widgets_countdown_empty()} />}>
      <div class="countdown">
        <Show when={props.settings.title}>
          <p class="countdown-title clip">{props.settings.title}</p>
        </Show>
        <p class="countdown-time" classList={{ past: (distance()?.value ?? 0) < 0 }}>
          <For each={parts()}>
            {({ type, value }) => <span data-part={type === 'literal' ? 'words' : 'number'}>{value}</span>}
          </For>
        </p>
        <p class="countdown-date dim clip">{dateOf(props.settings.until)}</p>
      </div>
    </Show>
  );
};

const dateOf = (moment: string): string => {
  const time = moment.includes('T') ? ({ hour: 'numeric', minute: '2-digit' } as const) : {};
  const format = new Intl.DateTimeFormat(locale(), {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...time,
  });
  return format.format(new Date(moment.includes('T') ? moment : `${moment}T00:00`));
};
