import {
  type Feed,
  feedInput,
  feedOutput,
  feedsOutput,
  feedsWidgetOutput,
  feedTestInput,
  feedTestOutput,
  opmlInput,
  opmlOutput,
} from '@amud/protocol/feeds.ts';
import { done } from '@amud/protocol/http.ts';
import { shortId } from '@amud/protocol/ids.ts';
import { limits } from '@amud/protocol/limits.ts';
import { type Audience, sees } from '@amud/protocol/roles.ts';
import type { Kysely } from 'kysely';
import * as v from 'valibot';
import type { FindWidget } from '../../core/find-widget.ts';
import { FaultError } from '../../http/faults.ts';
import { type AnyRoute, audienceOf, type Caller, route } from '../../http/route.ts';
import type { Tables } from '../../store/tables.ts';
import { widgetOf } from './entries.ts';
import { entryRoutes } from './entry-routes.ts';
import { type Feeds, gone } from './feeds.ts';
import { findFeeds } from './find-feeds.ts';
import { type KnownFeed, nameOf } from './known-feed.ts';
import type { Marks } from './marks.ts';
import { readOpml, writeOpml } from './opml.ts';
import { countUnread } from './queries.ts';
import type { Reader } from './reader.ts';

export type FeedRouteParts = {
  feeds: Feeds;
  marks: Marks;
  query: Kysely<Tables>;
  read: Reader;
  now(): number;
  findWidget: FindWidget;
};

const params = v.object({ id: shortId });

export const feedRoutes = (parts: FeedRouteParts): AnyRoute[] => [
  listRoute(parts),
  addRoute(parts),
  changeRoute(parts),
  removeRoute(parts),
  restoreRoute(parts),
  readNowRoute(parts),
  testRoute(parts),
  exportRoute(parts),
  importRoute(parts),
  widgetRoute(parts),
  ...entryRoutes(parts),
];

/** What someone may not see is not there. */
const find = ({ feeds }: FeedRouteParts, id: string, { role }: Caller): KnownFeed => {
  const feed = feeds.get(id, role);
  if (!feed) throw gone();
  return feed;
};

const toFeed = (feed: KnownFeed, unread: number, audience: Audience): Feed => ({
  id: feed.id,
  name: nameOf(feed),
  ...(sees(audience, 'operator') ? { url: feed.input.url } : {}),
  category: feed.input.category,
  everyMinutes: feed.input.everyMinutes,
  visibleTo: feed.input.visibleTo,
  site: feed.site,
  at: feed.readAt,
  fault: feed.fault,
  unread,
});

const listRoute = ({ feeds, marks, query }: FeedRouteParts) =>
  route({
    method: 'GET',
    path: '/api/feeds',
    summary: 'The feeds that you may see, with how much of each you have not read.',
    access: 'guest',
    output: feedsOutput,
    handle: async ({ caller: { role, userId } }) => {
      const unread = await countUnread(query, userId);
      const list = feeds.list(role);
      const ids = list.map(({ id }) => id);
      return {
        feeds: list.map((feed) => toFeed(feed, unread.get(feed.id) ?? 0, role)),
        starred: ids.length === 0 ? 0 : await marks.starred(userId, ids),
      };
    },
  });

const addRoute = ({ feeds }: FeedRouteParts) =>
  route({
    method: 'POST',
    path: '/api/feeds',
    summary: 'Follow a feed; it is read at once, then as often as you say.',
    access: 'operator',
    audit: 'feed.create',
    input: feedInput,
    output: feedOutput,
    handle: async ({ caller, input, record }) => {
      const [feed] = await feeds.add([input], record);
      if (!feed) throw new FaultError('conflict', 'This feed is here already.', { field: 'url' });
      return { feed: toFeed(feed, 0, caller.role) };
    },
  });

const changeRoute = (parts: FeedRouteParts) =>
  route({
    method: 'PUT',
    path: '/api/feeds/:id',
    summary: 'Change the name, address, category, interval or audience of a feed.',
    access: 'operator',
    audit: 'feed.change',
    params,
    input: feedInput,
    output: feedOutput,
    handle: async ({ caller, params: { id }, input, record }) => {
      const feed = find(parts, id, caller);
      await parts.feeds.change(feed, input, record);
      return { feed: toFeed(feed, 0, caller.role) };
    },
  });

const removeRoute = (parts: FeedRouteParts) =>
  route({
    method: 'DELETE',
    path: '/api/feeds/:id',
    summary: 'Stop following a feed; for 30 days it can be restored.',
    access: 'operator',
    audit: 'feed.remove',
    params,
    output: done,
    handle: async ({ caller, params: { id }, record }) => {
      await parts.feeds.remove(find(parts, id, caller), record);
      return { ok: true } as const;
    },
  });

const restoreRoute = ({ feeds }: FeedRouteParts) =>
  route({
    method: 'POST',
    path: '/api/feeds/:id/restore',
    summary: 'Follow a feed again that was removed, with what was read and starred of it.',
    access: 'operator',
    audit: 'feed.restore',
    params,
    output: feedOutput,
    handle: async ({ caller, params: { id }, record }) => ({
      feed: toFeed(await feeds.restore(id, caller.role, record), 0, caller.role),
    }),
  });

const readNowRoute = ({ feeds }: FeedRouteParts) =>
  route({
    method: 'POST',
    path: '/api/feed-look',
    summary: 'Look at every feed now.',
    access: 'operator',
    audit: 'feed.read',
    output: done,
    handle: async ({ caller }) => {
      feeds.readNow(feeds.list(caller.role));
      return { ok: true } as const;
    },
  });

const testRoute = ({ read, now }: FeedRouteParts) =>
  route({
    method: 'POST',
    path: '/api/feed-test',
    summary: 'The feed at an address, or those that the site there names, with their newest entries.',
    access: 'operator',
    audit: 'feed.test',
    input: feedTestInput,
    output: feedTestOutput,
    handle: async ({ input: { address }, note }) => {
      note({ target: URL.canParse(address) ? new URL(address).host : address.slice(0, 100) });
      return findFeeds(read, address, now());
    },
  });

const exportRoute = ({ feeds }: FeedRouteParts) =>
  route({
    method: 'GET',
    path: '/api/feed-opml',
    summary: 'All feeds as OPML, for another reader.',
    access: 'operator',
    respond: async ({ caller }) =>
      new Response(writeOpml(feeds.list(caller.role)), {
        headers: {
          'content-type': 'text/x-opml; charset=utf-8',
          'content-disposition': 'attachment; filename="amud-feeds.opml"',
        },
      }),
  });

const importRoute = ({ feeds }: FeedRouteParts) =>
  route({
    method: 'POST',
    path: '/api/feed-opml',
    summary: 'Follow every feed of an OPML file that is not here yet.',
    access: 'operator',
    audit: 'feed.import',
    bodyBytes: limits.feed.opmlBytes * 2,
    input: opmlInput,
    output: opmlOutput,
    handle: async ({ input: { opml }, record, note }) => {
      const read = readOpml(opml);
      if (!read) throw new FaultError('invalid', 'This is no OPML file.', { field: 'opml' });
      const added = await feeds.add(read.feeds, record);
      note({ detail: { added: added.length } });
      return { added: added.length, known: read.feeds.length - added.length, refused: read.refused };
    },
  });

const widgetRoute = ({ feeds, query, findWidget }: FeedRouteParts) =>
  route({
    method: 'GET',
    path: '/api/boards/:board/feeds/:item',
    summary: 'What a feeds widget shows, as far as whoever asks may see its feeds.',
    access: 'public',
    params: v.object({ board: shortId, item: shortId }),
    output: feedsWidgetOutput,
    handle: async ({ params: { board, item }, identify }) => {
      const audience = audienceOf(await identify());
      const widget = findWidget(board, item, audience);
      if (widget?.widget !== 'feeds') throw new FaultError('missing', 'There is no such widget.');
      return widgetOf(query, chosen(feeds.list(audience), widget.settings), Number(widget.settings['entries'] ?? 8));
    },
  });

/** With neither feeds nor a category chosen it is all of them. */
const chosen = (list: KnownFeed[], settings: Record<string, unknown>): KnownFeed[] => {
  const ids = Array.isArray(settings['feeds']) ? (settings['feeds'] as string[]) : [];
  const category = String(settings['category'] ?? '').trim();
  if (ids.length === 0 && category === '') return list;
  return list.filter(({ id, input }) => ids.includes(id) || (category !== '' && input.category === category));
};
