import type { CalendarOutput } from '@amud/protocol/calendar.ts';
import { createMemo, For, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { Icon } from '../../../parts/icon.tsx';
import { locale } from '../../../parts/locale.ts';
import { dayName } from './agenda.tsx';
import { addDays, addMonths, type DayEvent, eventsByDay, monthCells, noonOf, WEEK } from './days.ts';
import { EventLine } from './event-line.tsx';

type MonthProps = {
  data: CalendarOutput;
  today: string;
  now: number;
  /** The day whose events are listed; its month is the one that is shown. */
  day: string;
  firstWeekday: number;
  onDay: (day: string) => void;
};

/** A month as a table of days, and what is on the chosen one. */
export const Month = (props: MonthProps) => {
  const cells = createMemo(() => monthCells(props.day, props.firstWeekday));
  const byDay = createMemo(() => eventsByDay(props.data.events, cells()));
  const weeks = () =>
    Array.from({ length: cells().length / WEEK }, (_, week) => cells().slice(week * WEEK, (week + 1) * WEEK));
  let table: HTMLTableElement | undefined;
  const go = (day: string) => {
    props.onDay(day);
    queueMicrotask(() => table?.querySelector<HTMLElement>('[tabindex="0"]')?.focus());
  };
  return (
    <div class="month">
      <MonthHead {...props} />
      <table class="month-days" ref={table} onKeyDown={(event) => moveBy(event, props, go)}>
        <Weekdays days={cells().slice(0, WEEK)} />
        <tbody>
          <For each={weeks()}>
            {(week) => (
              <tr>
                <For each={week}>{(day) => <Cell {...props} cell={day} events={byDay().get(day) ?? []} />}</For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <div class="month-list scroll-area">
        <h3 class="agenda-day">{dayName(props.day, props.today)}</h3>
        <ul aria-live="polite">
          <For
            each={byDay().get(props.day) ?? []}
            fallback={<li class="dim small">{m.widgets_calendar_nothing_here()}</li>}
          >
            {(one) => <EventLine of={one} {...sourceOf(props.data, one)} now={props.now} />}
          </For>
        </ul>
      </div>
    </div>
  );
};

const sourceOf = ({ sources }: CalendarOutput, { event }: DayEvent) => ({
  color: sources[event.source]?.color ?? '1',
  source: sources[event.source]?.name ?? '',
});

/** Right is the next day where reading goes right. */
const moveBy = (event: KeyboardEvent, { day }: MonthProps, go: (day: string) => void) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const onwards = document.documentElement.dir === 'rtl' ? -1 : 1;
  const moves: Record<string, () => string> = {
    ArrowRight: () => addDays(day, onwards),
    ArrowLeft: () => addDays(day, -onwards),
    ArrowDown: () => addDays(day, WEEK),
    ArrowUp: () => addDays(day, -WEEK),
    PageDown: () => addMonths(day, 1),
    PageUp: () => addMonths(day, -1),
  };
  const move = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined;
  if (!move) return;
  event.preventDefault();
  // Neither the page nor the board is meant.
  event.stopPropagation();
  go(move());
};

const MonthHead = (props: MonthProps) => {
  const name = () => new Intl.DateTimeFormat(locale(), { month: 'long', year: 'numeric' }).format(noonOf(props.day));
  return (
    <div class="month-head">
      <h3 class="clip" aria-live="polite">
        {name()}
      </h3>
      <Show when={props.day !== props.today}>
        <button type="button" class="button quiet slim" onClick={() => props.onDay(props.today)}>
          {m.widgets_calendar_today()}
        </button>
      </Show>
      <button
        type="button"
        class="icon-button slim"
        aria-label={m.widgets_calendar_previous()}
        onClick={() => props.onDay(addMonths(props.day, -1))}
      >
        <Icon name="chevron-left" />
      </button>
      <button
        type="button"
        class="icon-button slim"
        aria-label={m.widgets_calendar_next()}
        onClick={() => props.onDay(addMonths(props.day, 1))}
      >
        <Icon name="chevron-right" />
      </button>
    </div>
  );
};

const Weekdays = (props: { days: readonly string[] }) => {
  const short = new Intl.DateTimeFormat(locale(), { weekday: 'narrow' });
  const long = new Intl.DateTimeFormat(locale(), { weekday: 'long' });
  return (
    <thead>
      <tr>
        <For each={props.days}>
          {(day) => (
            <th scope="col" abbr={long.format(noonOf(day))}>
              {short.format(noonOf(day))}
            </th>
          )}
        </For>
      </tr>
    </thead>
  );
};

const MOST_DOTS = 3;

const Cell = (props: MonthProps & { cell: string; events: DayEvent[] }) => {
  const date = () =>
    new Intl.DateTimeFormat(locale(), { weekday: 'long', day: 'numeric', month: 'long' }).format(noonOf(props.cell));
  const isOther = () => props.cell.slice(0, 7) !== props.day.slice(0, 7);
  return (
    <td>
      <button
        type="button"
        class="month-day"
        classList={{ other: isOther() }}
        tabIndex={props.cell === props.day ? 0 : -1}
        aria-pressed={props.cell === props.day}
        aria-current={props.cell === props.today ? 'date' : undefined}
        aria-label={m.widgets_calendar_cell({ date: date(), count: props.events.length })}
        onClick={() => props.onDay(props.cell)}
      >
        <span class="month-number">{Number(props.cell.slice(8))}</span>
        <span class="month-marks" aria-hidden="true">
          <For each={props.events.slice(0, MOST_DOTS)}>
            {(one) => (
              <span class="month-mark" style={{ '--mark': `var(--series-${sourceOf(props.data, one).color})` }}>
                {one.event.title}
              </span>
            )}
          </For>
          <Show when={props.events.length > MOST_DOTS}>
            <span class="month-more">+{props.events.length - MOST_DOTS}</span>
          </Show>
        </span>
      </button>
    </td>
  );
};
