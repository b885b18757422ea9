import { For, onCleanup, onMount, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Age } from '../../parts/age.tsx';
import { AppIcon } from '../../parts/app-icon.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { FeedEntry } from '../../state/feeds.ts';
import { createEntryKeys } from './entry-keys.ts';
import type { FeedsPageState } from './feeds-state.ts';

/** Entries, the newest first; more come as one gets there. */
export const EntryList = (props: { page: FeedsPageState }) => {
  const { page } = props;
  const keys = createEntryKeys(page);
  const nameOf = (feedId: string) => page.data.feeds.find(({ id }) => id === feedId)?.name ?? '';
  return (
    <>
      <Show when={page.waiting().length > 0}>
        <button type="button" class="button feeds-new" onClick={page.take}>
          <Icon name="arrow-up" /> {m.feeds_new({ count: page.waiting().length })}
        </button>
      </Show>
      <ol class="card entries" onKeyDown={keys}>
        <For each={page.data.entries}>
          {(entry) => <Entry entry={entry} source={nameOf(entry.feedId)} page={page} />}
        </For>
      </ol>
      <Show when={page.data.next}>
        <More page={page} />
      </Show>
    </>
  );
};

type EntryProps = { entry: FeedEntry; source: string; page: FeedsPageState };

const Entry = (props: EntryProps) => (
  <li class="entry" classList={{ read: props.entry.isRead }} data-entry={props.entry.id}>
    <AppIcon icon="" name={props.source} size={28} />
    <div class="entry-text">
      <h2 class="entry-title">
        <Show when={!props.entry.isRead}>
          <span class="entry-dot" aria-hidden="true" />
          <span class="unseen">{m.feeds_unread()}: </span>
        </Show>
        <Show
          when={props.entry.url}
          fallback={
            <button
              type="button"
              class="entry-link"
              data-card-link
              onClick={() => void props.page.mark(props.entry, { read: true })}
            >
              {props.entry.title}
            </button>
          }
        >
          {(url) => (
            <a
              class="entry-link"
              href={url()}
              target="_blank"
              rel="noopener noreferrer"
              data-card-link
              onClick={() => void props.page.mark(props.entry, { read: true })}
              onAuxClick={() => void props.page.mark(props.entry, { read: true })}
            >
              {props.entry.title}
            </a>
          )}
        </Show>
      </h2>
      <p class="entry-about">
        <span class="clip">{[props.source, props.entry.author].filter(Boolean).join(' · ')}</span>
        <Age since={props.entry.at} />
      </p>
      <Show when={props.entry.excerpt}>
        <p class="entry-excerpt">{props.entry.excerpt}</p>
      </Show>
    </div>
    <EntryButtons {...props} />
  </li>
);

const EntryButtons = (props: EntryProps) => (
  <div class="entry-buttons">
    <button
      type="button"
      class="icon-button slim"
      aria-pressed={props.entry.isStarred}
      aria-label={m.feeds_star_one({ title: props.entry.title })}
      title={m.feeds_star()}
      onClick={() => void props.page.mark(props.entry, { starred: !props.entry.isStarred })}
    >
      <Icon name="star" />
    </button>
    <button
      type="button"
      class="icon-button slim"
      aria-pressed={props.entry.isRead}
      aria-label={m.feeds_mark_one({ title: props.entry.title })}
      title={props.entry.isRead ? m.feeds_mark_unread() : m.feeds_mark_read()}
      onClick={() => void props.page.mark(props.entry, { read: !props.entry.isRead })}
    >
      <Icon name="check" />
    </button>
  </div>
);

const More = (props: { page: FeedsPageState }) => {
  let button: HTMLButtonElement | undefined;
  onMount(() => {
    const observer = new IntersectionObserver(
      ([seen]) => seen?.isIntersecting && !props.page.fault() && void props.page.more(),
      { rootMargin: '600px' },
    );
    if (button) observer.observe(button);
    onCleanup(() => observer.disconnect());
  });
  return (
    <button
      ref={button}
      type="button"
      class="button feeds-more"
      disabled={props.page.loading()}
      onClick={() => void props.page.more()}
    >
      {props.page.loading() ? m.shell_looking() : m.feeds_older()}
    </button>
  );
};
