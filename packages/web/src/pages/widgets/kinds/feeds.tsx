import type { FeedsWidget as Shown } from '@amud/protocol/feeds.ts';
import { createEffect, createMemo, For, Match, on, onCleanup, Show, Switch } from 'solid-js';
import { m } from '../../../messages.ts';
import { Age } from '../../../parts/age.tsx';
import { useApp } from '../../../state/app.ts';
import { createAsked } from '../asked.ts';
import type { BodyProps } from '../body.ts';
import { WidgetEmpty } from '../empty.tsx';
import { remoteWords } from '../remote-words.ts';
import { sampleFeeds } from '../samples/feeds.ts';
import { NothingYet, OldMark } from '../states.tsx';

/** New entries are told of; this is for when that was missed. */
const EVERY_MS = 15 * 60_000;

/** The newest of some feeds, live. */
export const FeedsWidget = (props: BodyProps<'feeds'>) => {
  const { feeds, ticker } = useApp();
  const now = ticker.watch('minute');
  const asked = createAsked({
    key: () => keyOf(props),
    ask: () => (props.source.from === 'item' ? feeds.ofWidget(props.source) : feeds.preview(props.settings)),
    everyMs: EVERY_MS,
  });
  if (props.source.from !== 'sample') onCleanup(feeds.watch());
  createEffect(on(feeds.changes, () => props.source.from !== 'sample' && asked.again(), { defer: true }));
  const shown = createMemo<Shown | undefined>(() =>
    props.source.from === 'sample' ? sampleFeeds(now()) : asked.value(),
  );
  return (
    <Show when={shown()} fallback={<NothingYet fault={asked.fault()} remote={undefined} onRetry={asked.again} />}>
      {(data) => (
        <div class="feeds-widget">
          <Switch fallback={<List data={data()} excerpts={props.settings.excerpts} />}>
            <Match when={data().entries.length === 0}>
              <WidgetEmpty icon="rss" text={troubleOf(data()) || m.feeds_widget_empty()} />
            </Match>
          </Switch>
          <OldMark at={now()} fault={asked.fault()} remote={undefined} />
        </div>
      )}
    </Show>
  );
};

const keyOf = ({ source, settings }: BodyProps<'feeds'>): string | null => {
  if (source.from === 'sample') return null;
  const place = source.from === 'item' ? `${source.boardId} ${source.itemId}` : '';
  return `feeds ${place} ${JSON.stringify(settings)}`;
};

const troubleOf = ({ faults }: Shown): string =>
  faults.map(({ name, fault }) => m.feeds_widget_trouble({ name, why: remoteWords(fault) })).join(' ');

const List = (props: { data: Shown; excerpts: boolean }) => {
  const nameOf = (feedId: string) => props.data.feeds.find(({ id }) => id === feedId)?.name ?? '';
  return (
    <ul class="feeds-widget-list scroll-area">
      <For each={props.data.entries}>
        {(entry) => (
          <li>
            <Show
              when={entry.url}
              fallback={
                <span class="feeds-widget-entry">
                  <Inside entry={entry} source={nameOf(entry.feedId)} excerpts={props.excerpts} />
                </span>
              }
            >
              {(url) => (
                <a class="feeds-widget-entry" href={url()} target="_blank" rel="noopener noreferrer">
                  <Inside entry={entry} source={nameOf(entry.feedId)} excerpts={props.excerpts} />
                </a>
              )}
            </Show>
          </li>
        )}
      </For>
    </ul>
  );
};

const Inside = (props: { entry: Shown['entries'][number]; source: string; excerpts: boolean }) => (
  <>
    <span class="feeds-widget-title">{props.entry.title}</span>
    <span class="entry-about">
      <span class="clip">{props.source}</span>
      <Age since={props.entry.at} />
    </span>
    <Show when={props.excerpts && props.entry.excerpt}>
      <span class="entry-excerpt">{props.entry.excerpt}</span>
    </Show>
  </>
);
