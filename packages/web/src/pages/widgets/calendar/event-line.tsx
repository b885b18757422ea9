import { Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { locale } from '../../../parts/locale.ts';
import type { DayEvent } from './days.ts';

const clock = () => new Intl.DateTimeFormat(locale(), { hour: 'numeric', minute: '2-digit' });

/** When it is on this day: from, to, both, or all of it. */
const timeOf = ({ event, startAt, endAt }: DayEvent): string => {
  if (event.kind === 'day' || (startAt === null && endAt === null)) return m.widgets_calendar_all_day();
  if (startAt === null) return m.widgets_calendar_until({ time: clock().format(endAt ?? 0) });
  if (endAt === null || endAt === startAt) return clock().format(startAt);
  return clock().formatRange(startAt, endAt);
};

/** An event on one of its days. */
export const EventLine = (props: { of: DayEvent; color: string; source: string; now: number }) => {
  const { event } = props.of;
  const isPast = () => event.kind === 'time' && event.endAt < props.now;
  const isNow = () => event.kind === 'time' && event.startAt <= props.now && props.now < event.endAt;
  return (
    <li
      class="event"
      classList={{ past: isPast(), now: isNow() }}
      style={{ '--mark': `var(--series-${props.color})` }}
      title={[event.title, event.place, props.source].filter((part) => part !== '').join('\n')}
    >
      <span class="event-time">{timeOf(props.of)}</span>
      <span class="event-title">{event.title || m.widgets_calendar_untitled()}</span>
      <Show when={event.place}>
        <span class="event-place clip dim">{event.place}</span>
      </Show>
    </li>
  );
};
