import type { FeedInput, FeedsData, FeedsShown, FeedsWidget } from '@amud/protocol/feeds.ts';
import type { WidgetSettings } from '@amud/protocol/widgets.ts';
import { createSignal } from 'solid-js';
import type { Clock } from '../link/clock.ts';
import { openTopic } from '../link/collection.ts';
import type { Answer, Http } from '../link/http.ts';
import type { Link } from '../link/socket.ts';
import type { Placed } from './widgets.ts';

export type {
  EntriesOutput,
  Feed,
  FeedEntry,
  FeedInput,
  FeedsShown,
  FeedTest,
  FoundFeed,
} from '@amud/protocol/feeds.ts';

/** Which entries are meant: of one feed, of a category, or all. */
export type Which = { feed?: string; category?: string };
export type EntriesAsked = Which & { show: FeedsShown; q: string; before?: string | undefined };

/** What pages and widgets ask of feeds, and that something of them is new. */
export const createFeeds = ({ http, link, clock }: { http: Http; link: Link; clock: Clock }) => {
  const [changes, setChanges] = createSignal(0);
  const take = (data: unknown) => setChanges((data as Partial<FeedsData>).changes ?? 0);
  const topic = openTopic({
    link,
    clock,
    topic: 'feeds',
    on: { snapshot: ({ data }) => take(data), patch: take, gone: () => {} },
  });
  return {
    /** Another number whenever it is worth to ask again. */
    changes,
    watch: topic.watch,
    list: () => http.call('GET', '/api/feeds', 'feedsOutput'),
    entries: ({ q, ...asked }: EntriesAsked) =>
      http.call('GET', `/api/feed-entries?${parameters({ ...asked, q: q.trim() || undefined })}`, 'entriesOutput'),
    mark: (ids: number[], marks: { read?: boolean; starred?: boolean }) =>
      http.call('POST', '/api/feed-entries/marks', 'done', { ids, ...marks }),
    readAll: (which: Which, through: number) =>
      http.call('POST', '/api/feed-entries/read-all', 'readAllOutput', { ...which, through }),
    undoReadAll: (at: number) => http.call('POST', '/api/feed-entries/read-all/undo', 'done', { at }),
    test: (address: string) => http.call('POST', '/api/feed-test', 'feedTestOutput', { address }),
    add: (input: FeedInput) => http.call('POST', '/api/feeds', 'feedOutput', input),
    change: (id: string, input: FeedInput) => http.call('PUT', `/api/feeds/${id}`, 'feedOutput', input),
    remove: (id: string) => http.call('DELETE', `/api/feeds/${id}`, 'done'),
    restore: (id: string) => http.call('POST', `/api/feeds/${id}/restore`, 'feedOutput'),
    readNow: () => http.call('POST', '/api/feed-look', 'done'),
    importOpml: (opml: string) => http.call('POST', '/api/feed-opml', 'opmlOutput', { opml }),
    /** As a widget with these settings will show them, to who tries them. */
    preview: (settings: WidgetSettings<'feeds'>) => preview(http, settings),
    ofWidget: ({ boardId, itemId }: Placed) =>
      http.call('GET', `/api/boards/${boardId}/feeds/${itemId}`, 'feedsWidgetOutput'),
  };
};

const MOST = '100';

const preview = async (http: Http, settings: WidgetSettings<'feeds'>): Promise<Answer<FeedsWidget>> => {
  const [list, found] = await Promise.all([
    http.call('GET', '/api/feeds', 'feedsOutput'),
    http.call('GET', `/api/feed-entries?limit=${MOST}`, 'entriesOutput'),
  ]);
  if (!list.ok) return list;
  if (!found.ok) return found;
  const { feeds: ids, category, entries: count } = settings;
  const isAny = ids.length === 0 && category.trim() === '';
  const feeds = list.value.feeds.filter(
    (feed) => isAny || ids.includes(feed.id) || (category.trim() !== '' && feed.category === category.trim()),
  );
  const entries = found.value.entries.filter(({ feedId }) => feeds.some(({ id }) => id === feedId)).slice(0, count);
  const faults = feeds.flatMap(({ name, fault }) => (fault ? [{ name, fault }] : []));
  return { ok: true, value: { feeds, entries, faults } };
};

const parameters = (values: Readonly<Record<string, string | undefined>>): string =>
  new URLSearchParams(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ).toString();
