import type { CalendarOutput, CalendarSource } from '@amud/protocol/calendar.ts';
import { createMemo, createSignal, Match, Show, Switch } from 'solid-js';
import { m } from '../../../messages.ts';
import { Icon } from '../../../parts/icon.tsx';
import { locale } from '../../../parts/locale.ts';
import { useApp } from '../../../state/app.ts';
import { chosen } from '../../../state/chosen.ts';
import { createAsked } from '../asked.ts';
import type { BodyProps } from '../body.ts';
import { Agenda } from '../calendar/agenda.tsx';
import { CELLS, dayOf, firstWeekday, monthCells } from '../calendar/days.ts';
import { Month } from '../calendar/month.tsx';
import { WidgetEmpty } from '../empty.tsx';
import { remoteWords } from '../remote-words.ts';
import { sampleCalendar } from '../samples/calendar.ts';
import { NothingYet } from '../states.tsx';

/** 0 is Sunday; as is usual where the person is, unless they chose. */
const weekStarts = { auto: undefined, monday: 1, saturday: 6, sunday: 0 } as const;

const EVERY_MS = 15 * 60_000;

/** What is coming up, as a list or as a month. */
export const CalendarWidget = (props: BodyProps<'calendar'>) => {
  const { widgets, ticker } = useApp();
  const now = ticker.watch('minute');
  const today = createMemo(() => dayOf(new Date(now())));
  const [wished, setWished] = createSignal<string>();
  const day = () => wished() ?? today();
  const first = () => weekStarts[chosen('weekStart')] ?? firstWeekday(locale());
  const range = createMemo(() =>
    props.settings.view === 'month'
      ? { from: monthCells(day(), first())[0] ?? today(), days: CELLS }
      : { from: today(), days: props.settings.days },
  );
  const isSample = () => props.source.from === 'sample';
  const asked = createAsked({
    key: () => keyOf(props, JSON.stringify(range())),
    ask: () => widgets.calendar(props.source.from === 'item' ? props.source : props.settings.sources, range()),
    everyMs: EVERY_MS,
  });
  // Another month is asked for; the frame of the one that was stays meanwhile.
  const shown = createMemo<CalendarOutput | undefined>((last) =>
    isSample() ? sampleCalendar(new Date(now())) : (asked.value() ?? (wished() === undefined ? undefined : last)),
  );
  return (
    <Show when={shown()} fallback={<NothingYet fault={asked.fault()} remote={undefined} onRetry={asked.again} />}>
      {(data) => (
        <Switch
          fallback={
            <div class="calendar">
              <Show
                when={props.settings.view === 'month'}
                fallback={<Agenda data={data()} today={today()} days={props.settings.days} now={now()} />}
              >
                <Month data={data()} today={today()} now={now()} day={day()} firstWeekday={first()} onDay={setWished} />
              </Show>
              <Troubles sources={data().sources} away={asked.fault()?.message} />
            </div>
          }
        >
          <Match when={data().sources.length === 0}>
            <WidgetEmpty icon="calendar-days" text={m.widgets_calendar_empty()} />
          </Match>
          <Match when={data().sources.every(({ at }) => at === null)}>
            <WidgetEmpty icon="cloud-off" text={data().sources.map(troubleOf).join(' ')} />
          </Match>
        </Switch>
      )}
    </Show>
  );
};

const keyOf = ({ source, settings }: BodyProps<'calendar'>, range: string): string | null => {
  if (source.from === 'sample') return null;
  if (source.from === 'item')
    return `calendar ${source.boardId} ${source.itemId} ${JSON.stringify(settings.sources)} ${range}`;
  return `calendar ${JSON.stringify(settings.sources)} ${range}`;
};

const troubleOf = ({ name, fault }: CalendarSource): string =>
  fault ? m.widgets_calendar_trouble({ name, why: remoteWords(fault) }) : '';

/** At the foot: which calendars are old, and why. */
const Troubles = (props: { sources: readonly CalendarSource[]; away: string | undefined }) => {
  const words = () =>
    props.away ??
    props.sources
      .map(troubleOf)
      .filter((text) => text !== '')
      .join(' ');
  return (
    <Show when={words()}>
      {(text) => (
        <p class="widget-old" title={text()}>
          <Icon name="cloud-off" /> <span class="clip">{text()}</span>
        </p>
      )}
    </Show>
  );
};
