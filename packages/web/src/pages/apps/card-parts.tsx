import type { CardApp } from '@amud/protocol/apps.ts';
import type { AppStatus } from '@amud/protocol/checks.ts';
import { For, Match, Show, Switch } from 'solid-js';
import { m } from '../../messages.ts';
import { Age } from '../../parts/age.tsx';
import { Amount } from '../../parts/amount.tsx';
import { CheckBar } from '../../parts/check-bar.tsx';
import { latency, uptime } from '../../parts/check-format.ts';
import { CheckMark } from '../../parts/check-mark.tsx';
import type { BarRange } from '../../parts/check-slots.ts';
import { isTrouble, shortReason, stateOf, stateWord } from '../../parts/check-words.ts';
import { maybe } from '../../parts/format.ts';
import { reasonSoon } from '../../parts/reason-words.ts';

type OfApp = { app: CardApp };
type Watched = { status: AppStatus };

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host || new URL(url).pathname : '');

const placeOf = ({ url, outsideUrl }: CardApp): string => hostOf(url) || hostOf(outsideUrl);
const about = (app: CardApp): string => app.description || placeOf(app);

/** Mark, and the one thing worth a word: the latency while it answers, otherwise what is wrong and for how long. */
export const StateLine = (props: OfApp & { isPanel?: boolean }) => (
  <Show
    when={props.app.status}
    fallback={<span class="app-note">{props.isPanel ? placeOf(props.app) : about(props.app)}</span>}
  >
    {(status) => <StateOf status={status()} />}
  </Show>
);

const StateOf = (props: Watched) => {
  const isUp = () => props.status.state === 'up';
  return (
    <span class="app-state">
      <CheckMark state={props.status.state} silent={!isUp()} />
      <Show when={isUp()} fallback={<NotUp status={props.status} />}>
        <Latency status={props.status} />
      </Show>
    </span>
  );
};

const NotUp = (props: Watched) => (
  <span class="clip">
    {stateWord(props.status.state)}{' '}
    <Switch>
      <Match when={props.status.state === 'slow'}>
        <Latency status={props.status} />
      </Match>
      <Match when={props.status.state !== 'unknown' && props.status.since}>
        {(since) => (
          <span class="app-since">
            <Age since={since()} />
          </span>
        )}
      </Match>
    </Switch>
  </span>
);

const Latency = (props: Watched) => <Amount of={maybe(props.status.latencyMs ?? undefined, latency)} width={0} />;

const troubleOf = (app: CardApp) => (isTrouble(stateOf(app.status)) ? app.status?.reason : undefined);

/** In one line why it is not well; otherwise what it is. */
export const Line = (props: OfApp) => (
  <span class="app-note">
    <Show when={troubleOf(props.app)} fallback={about(props.app)}>
      {(reason) => shortReason(reason())}
    </Show>
  </span>
);

/** The same with the room of a panel: what to do about it, or what it is and its tags. */
export const Middle = (props: OfApp) => (
  <span class="app-middle">
    <Show
      when={troubleOf(props.app)}
      fallback={
        <>
          <span class="app-text">{props.app.description}</span>
          <Tags tags={props.app.tags} />
        </>
      }
    >
      {(reason) => (
        <span class="app-text trouble">
          <span class="app-short">{shortReason(reason())}</span>
          <span class="app-long">{reasonSoon(reason())}</span>
        </span>
      )}
    </Show>
  </span>
);

const Tags = (props: { tags: string[] }) => (
  <Show when={props.tags.length > 0}>
    <span class="app-tags">
      <For each={props.tags}>{(tag) => <span class="app-tag">{tag}</span>}</For>
    </span>
  </Show>
);

type NumbersProps = OfApp & { range: BarRange; bar: boolean };

/** At the end of a row. */
export const Numbers = (props: NumbersProps) => (
  <Show when={props.app.status}>
    {(status) => (
      <>
        <Show when={props.bar}>
          <BarOf status={status()} range={props.range} />
          <Uptime status={status()} range={props.range} />
        </Show>
        <StateOf status={status()} />
      </>
    )}
  </Show>
);

/** At the foot of a panel. */
export const Footer = (props: OfApp & { range: BarRange; both: boolean }) => (
  <Show when={props.app.status}>
    {(status) => (
      <span class="app-foot">
        <BarOf status={status()} range={props.range} />
        <Uptime status={status()} range={props.range} />
        <Show when={props.both}>
          <BarOf status={status()} range={other(props.range)} />
          <Uptime status={status()} range={other(props.range)} />
        </Show>
      </span>
    )}
  </Show>
);

const other = (range: BarRange): BarRange => (range === 'day' ? 'month' : 'day');

const BarOf = (props: Watched & { range: BarRange }) => (
  <CheckBar bar={props.status[props.range]} range={props.range} at={props.status.checkedAt ?? 0} />
);

const Uptime = (props: Watched & { range: BarRange }) => (
  <span class="app-uptime">
    <Amount
      of={maybe((props.range === 'day' ? props.status.uptimeDay : props.status.uptimeMonth) ?? undefined, uptime)}
      width={5}
    />
    <span class="app-range">{props.range === 'day' ? m.apps_up_day() : m.apps_up_month()}</span>
  </span>
);
