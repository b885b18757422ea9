import { createMemo, For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { AppIcon } from '../../parts/app-icon.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';
import type { Feed } from '../../state/feeds.ts';
import { remoteWords } from '../widgets/remote-words.ts';
import type { FeedsPageState } from './feeds-state.ts';
import { type Place, pathOf } from './place.ts';

type SourcesProps = { page: FeedsPageState; place: Place; onEdit: (feed: Feed) => void };

/** Everything, each category, and the feeds in it. */
export const Sources = (props: SourcesProps) => {
  const groups = createMemo(() => {
    const byCategory = Map.groupBy(props.page.data.feeds, ({ category }) => category);
    return [...byCategory.keys()].sort((one, other) => one.localeCompare(other));
  });
  const inGroup = (category: string) => props.page.data.feeds.filter((feed) => feed.category === category);
  const isAll = () => props.place.feed === undefined && props.place.category === undefined;
  const { show } = props.place;
  return (
    <nav class="feeds-sources" aria-label={m.feeds_sources()}>
      <a class="feeds-source" href={pathOf({ show })} aria-current={isAll() ? 'page' : undefined}>
        <Icon name="rss" /> <span class="clip">{m.feeds_everything()}</span>
        <Unread feeds={props.page.data.feeds} />
      </a>
      <For each={groups()}>
        {(category) => (
          <>
            <Show when={category !== ''}>
              <a
                class="feeds-source feeds-category"
                href={pathOf({ category, show: props.place.show })}
                aria-current={props.place.category === category ? 'page' : undefined}
              >
                <span class="clip">{category}</span>
                <Unread feeds={inGroup(category)} />
              </a>
            </Show>
            <ul>
              <For each={inGroup(category)}>{(feed) => <Source {...props} feed={feed} />}</For>
            </ul>
          </>
        )}
      </For>
    </nav>
  );
};

const Source = (props: SourcesProps & { feed: Feed }) => {
  const { session } = useApp();
  return (
    <li class="feeds-row">
      <a
        class="feeds-source"
        href={pathOf({ feed: props.feed.id, show: props.place.show })}
        aria-current={props.place.feed === props.feed.id ? 'page' : undefined}
        title={props.feed.name}
      >
        <AppIcon icon="" name={props.feed.name} size={20} />
        <span class="clip">{props.feed.name}</span>
        <Show when={props.feed.fault}>
          {(fault) => (
            <span class="feeds-trouble" title={remoteWords(fault())}>
              <Icon name="triangle-alert" />
              <span class="unseen">{remoteWords(fault())}</span>
            </span>
          )}
        </Show>
        <Unread feeds={[props.feed]} />
      </a>
      <Show when={session.mayEdit()}>
        <button
          type="button"
          class="icon-button slim feeds-edit"
          aria-label={m.feeds_edit_one({ name: props.feed.name })}
          title={m.feeds_edit_one({ name: props.feed.name })}
          onClick={() => props.onEdit(props.feed)}
        >
          <Icon name="pencil" />
        </button>
      </Show>
    </li>
  );
};

const Unread = (props: { feeds: readonly Feed[] }) => {
  const count = () => props.feeds.reduce((sum, { unread }) => sum + unread, 0);
  return (
    <Show when={count() > 0}>
      <span class="feeds-count">
        {count()}
        <span class="unseen"> {m.feeds_unread()}</span>
      </span>
    </Show>
  );
};
