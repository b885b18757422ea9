import type { RemoteFault } from '@amud/protocol/remote.ts';
import { createMemo, Match, Show, Switch } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import { locale } from '../../parts/locale.ts';
import type { Refusal } from '../../state/admin.ts';
import { useApp } from '../../state/app.ts';
import { WidgetEmpty } from './empty.tsx';
import { remoteWords } from './remote-words.ts';

/** Its own failure is told in words of the page, another machine's with what is known of it. */
type Trouble = { fault: Refusal | undefined; remote: RemoteFault | null | undefined };

export const troubleWords = ({ fault, remote }: Trouble): string | undefined =>
  fault?.message ?? (remote ? remoteWords(remote) : undefined);

type NothingYetProps = Trouble & { onRetry: () => void };

/** In place of what a widget shows: it comes, or it can't be had. */
export const NothingYet = (props: NothingYetProps) => (
  <Switch fallback={<div class="widget-waiting" aria-hidden="true" />}>
    <Match when={troubleWords(props)}>
      {(words) => (
        <WidgetEmpty icon="cloud-off" text={words()}>
          <button type="button" class="button slim" onClick={() => props.onRetry()}>
            {m.widgets_broken_retry()}
          </button>
        </WidgetEmpty>
      )}
    </Match>
  </Switch>
);

/** At the foot of a widget: what is shown is old, and why. */
export const OldMark = (props: Trouble & { at: number }) => {
  const { ticker } = useApp();
  const now = ticker.watch('minute');
  const age = createMemo(() => ageOf(props.at, now()));
  return (
    <Show when={troubleWords(props)}>
      {(words) => (
        <p class="widget-old" title={words()}>
          <Icon name="cloud-off" />
          <span class="clip">{m.widgets_as_of({ age: age() })}</span>
          <span class="unseen">{words()}</span>
        </p>
      )}
    </Show>
  );
};

const ageOf = (at: number, now: number): string => {
  const words = new Intl.RelativeTimeFormat(locale(), { style: 'short' });
  const minutes = Math.max(1, Math.round((now - at) / 60_000));
  if (minutes < 60) return words.format(-minutes, 'minute');
  return minutes < 48 * 60
    ? words.format(-Math.round(minutes / 60), 'hour')
    : words.format(-Math.round(minutes / 1440), 'day');
};
