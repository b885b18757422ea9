import type { CalendarOutput } from '@amud/protocol/calendar.ts';
import { createMemo, For, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { locale } from '../../../parts/locale.ts';
import { WidgetEmpty } from '../empty.tsx';
import { addDays, eventsByDay, noonOf } from './days.ts';
import { EventLine } from './event-line.tsx';

type AgendaProps = { data: CalendarOutput; today: string; days: number; now: number };

/** What is coming up, day by day. */
export const Agenda = (props: AgendaProps) => {
  const byDay = createMemo(() =>
    eventsByDay(
      props.data.events,
      Array.from({ length: props.days }, (_, index) => addDays(props.today, index)),
    ),
  );
  return (
    <Show
      when={byDay().size > 0}
      fallback={<WidgetEmpty icon="calendar-days" text={m.widgets_calendar_nothing({ days: props.days })} />}
    >
      {/* Nothing in it takes the focus, and it may be longer than its place. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <ol class="agenda scroll-area" tabIndex={0} aria-label={m.widgets_kind_calendar()}>
        <For each={[...byDay()]}>
          {([day, events]) => (
            <li classList={{ today: day === props.today }}>
              <h3 class="agenda-day">{dayName(day, props.today)}</h3>
              <ul>
                <For each={events}>
                  {(one) => (
                    <EventLine
                      of={one}
                      color={props.data.sources[one.event.source]?.color ?? '1'}
                      source={props.data.sources[one.event.source]?.name ?? ''}
                      now={props.now}
                    />
                  )}
                </For>
              </ul>
            </li>
          )}
        </For>
      </ol>
    </Show>
  );
};

/** “Today, 25 November”, “Friday, 27 November”. */
export const dayName = (day: string, today: string): string => {
  const near = day === today ? 0 : day === addDays(today, 1) ? 1 : undefined;
  if (near === undefined)
    return new Intl.DateTimeFormat(locale(), { weekday: 'long', day: 'numeric', month: 'long' }).format(noonOf(day));
  const word = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(near, 'day');
  const date = new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'long' }).format(noonOf(day));
  return m.widgets_calendar_day({ day: word.charAt(0).toLocaleUpperCase(locale()) + word.slice(1), date });
};
