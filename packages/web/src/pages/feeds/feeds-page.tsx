import { createMemo, createSignal, Match, onCleanup, Show, Switch } from 'solid-js';
import { m } from '../../messages.ts';
import { Failure } from '../../parts/failure.tsx';
import { useApp } from '../../state/app.ts';
import type { Feed } from '../../state/feeds.ts';
import { useTitle } from '../title.ts';
import { remoteWords } from '../widgets/remote-words.ts';
import { AddFeed } from './add-feed.tsx';
import { EditFeed } from './edit-feed.tsx';
import { EntryList } from './entry-list.tsx';
import { createFeedsPage, type FeedsPageState } from './feeds-state.ts';
import { NoEntries, NoFeeds } from './nothing.tsx';
import { type Place, pathOf, placeOf } from './place.ts';
import { readAll } from './read-all.ts';
import { Sources } from './sources.tsx';
import { Tools } from './tools.tsx';

/** What the sites that this house follows have written. */
export const FeedsPage = () => {
  useTitle(() => m.feeds_title());
  const app = useApp();
  onCleanup(app.feeds.watch());
  const place = createMemo(() => placeOf(app.address), undefined, { equals: isSame });
  const [words, setWords] = createSignal('');
  const [opened, setOpened] = createSignal<Opened>();
  const page = createFeedsPage(app, place, words);
  return (
    <div class="page feeds-page">
      <div class="page-head">
        <Title page={page} />
        <Show when={page.data.feeds.length > 0}>
          <Tools
            place={place()}
            words={words()}
            onWords={setWords}
            onReadAll={() => void readAll(app, page, place())}
            onAdd={() => setOpened('new')}
            onChanged={page.again}
          />
        </Show>
      </div>
      <Failure fault={page.fault()} onRetry={page.again} />
      <Show when={page.known()} fallback={<Skeleton />}>
        <Show
          when={page.data.feeds.length > 0}
          fallback={<NoFeeds onAdd={() => setOpened('new')} onChanged={page.again} />}
        >
          <div class="feeds-body">
            <Sources page={page} place={place()} onEdit={setOpened} />
            <Entries page={page} place={place()} words={words()} />
          </div>
        </Show>
      </Show>
      <Dialogs page={page} opened={opened()} onClose={() => setOpened(undefined)} />
    </div>
  );
};

/** A new feed, or how one is kept. */
type Opened = 'new' | Feed | undefined;

const Dialogs = (props: { page: FeedsPageState; opened: Opened; onClose: () => void }) => {
  const feed = () => (props.opened === 'new' ? undefined : props.opened);
  return (
    <>
      <Show when={props.opened === 'new'}>
        <AddFeed feeds={props.page.data.feeds} onClose={props.onClose} onAdded={props.page.again} />
      </Show>
      <Show when={feed()} keyed>
        {(known) => (
          <EditFeed feed={known} feeds={props.page.data.feeds} onClose={props.onClose} onChanged={props.page.again} />
        )}
      </Show>
    </>
  );
};

const isSame = (one: Place, other: Place): boolean => pathOf(one) === pathOf(other);

const Title = (props: { page: FeedsPageState }) => {
  const unread = () => props.page.data.feeds.reduce((sum, feed) => sum + feed.unread, 0);
  return (
    <div>
      <h1 tabindex="-1">{m.feeds_title()}</h1>
      <Show when={!props.page.known() || props.page.data.feeds.length > 0}>
        <p data-testid="summary">
          <Show when={props.page.known()} fallback={m.shell_looking()}>
            {m.feeds_summary({ unread: unread(), count: props.page.data.feeds.length })}
          </Show>
        </p>
      </Show>
    </div>
  );
};

const Entries = (props: { page: FeedsPageState; place: Place; words: string }) => {
  const feed = () => props.page.data.feeds.find(({ id }) => id === props.place.feed);
  return (
    <section class="feeds-main" aria-label={m.feeds_entries()}>
      <Show when={feed()?.fault}>
        {(fault) => <p class="notice warn">{m.feeds_fault({ why: remoteWords(fault()) })}</p>}
      </Show>
      <Switch>
        <Match when={props.page.data.entries.length > 0}>
          <EntryList page={props.page} />
        </Match>
        <Match when={props.page.loading()}>
          <Skeleton />
        </Match>
        <Match when={!props.page.fault() && !feed()?.fault}>
          <NoEntries place={props.place} words={props.words} isNew={feed()?.at === null && !feed()?.fault} />
        </Match>
      </Switch>
    </section>
  );
};

const Skeleton = () => <div class="feeds-waiting" aria-hidden="true" />;
