import { createSignal, Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { latency, uptime } from '../../../parts/check-format.ts';
import { barSentence, slotSpan, slotsOf, slotWord } from '../../../parts/check-slots.ts';
import { Failure } from '../../../parts/failure.tsx';
import { count, maybe, text } from '../../../parts/format.ts';
import { Segments } from '../../../parts/segments.tsx';
import { spanLabels } from '../../../parts/time-axis.ts';
import { useApp } from '../../../state/app.ts';
import type { AppStatus, CardApp, CheckHistory } from '../../../state/apps.ts';
import { Events } from './events.tsx';
import { createHistory, historyRanges, type RangeName, rangeNames } from './history.ts';
import { LatencyChart } from './latency-chart.tsx';
import { latencyNumbers, outages, type Slot, slotsOfHistory } from './numbers.ts';
import { TimeBar } from './time-bar.tsx';

const rangeLabels: Record<RangeName, () => string> = {
  day: m.apps_range_day,
  week: m.apps_range_week,
  month: m.apps_range_month,
  year: m.apps_range_year,
};

const rangeWords: Record<RangeName, () => string> = {
  day: m.apps_bar_day,
  week: m.apps_bar_week,
  month: m.apps_bar_month,
  year: m.apps_bar_year,
};

/** How it was: share of the time, latency, what happened. */
export const History = (props: { app: CardApp }) => {
  const { apps, now } = useApp();
  const [range, setRange] = createSignal<RangeName>('day');
  const state = createHistory({ apps, appId: props.app.id, range, now, change: () => props.app.status?.since });
  const choices = rangeNames.map((value) => ({ value, label: rangeLabels[value]() }));
  return (
    <section class="app-history" aria-label={m.apps_history()}>
      <Segments label={m.apps_range()} choices={choices} value={range()} onChoose={setRange} slim />
      <Failure fault={state.fault()} onRetry={state.reload} />
      <Show when={state.found()} fallback={<Waiting />}>
        {(found) => (
          <>
            <Numbers history={found().history} />
            <Bar history={found().history} range={found().range} status={props.app.status} />
            <LatencyChart
              history={found().history}
              from={found().to - historyRanges[found().range].spanMs}
              to={found().to}
            />
            <Events events={found().history.events} />
          </>
        )}
      </Show>
    </section>
  );
};

/** In the shape of what comes, so that nothing jumps. */
const Waiting = () => <div class="history-waiting" aria-hidden="true" />;

const Numbers = (props: { history: CheckHistory }) => {
  const latencies = () => latencyNumbers(props.history);
  return (
    <dl class="history-numbers">
      <dt>{m.apps_uptime()}</dt>
      <dd>{text(maybe(props.history.uptime ?? undefined, uptime))}</dd>
      <dt>{m.apps_latency_mean()}</dt>
      <dd>{text(maybe(latencies()?.mean, latency))}</dd>
      <dt>{m.apps_latency_slowest()}</dt>
      <dd>{text(maybe(latencies()?.slowest, latency))}</dd>
      <dt>{m.apps_outages()}</dt>
      <dd>{text(count(outages(props.history)))}</dd>
    </dl>
  );
};

type BarProps = { history: CheckHistory; range: RangeName; status: AppStatus | null };

const Bar = (props: BarProps) => {
  const slots = (): Slot[] => {
    const { range, status, history } = props;
    if (status && (range === 'day' || range === 'month')) return slotsOfStatus(status, range);
    return slotsOfHistory(history, historyRanges[range].slots);
  };
  const sentence = () =>
    barSentence(
      slots().map(({ state }) => state),
      rangeWords[props.range](),
    );
  return <TimeBar label={m.apps_availability()} sentence={sentence()} slots={slots()} />;
};

/** What the cards show: it knows more of each part than how much of it was up. */
const slotsOfStatus = (status: AppStatus, range: 'day' | 'month'): Slot[] =>
  slotsOf(status[range], range).map((state, index) => {
    const { from, to } = slotSpan(index, range, status.checkedAt ?? 0);
    return { state, from, to, words: m.apps_slot_said({ state: slotWord(state), ...spanLabels(from, to) }) };
  });
