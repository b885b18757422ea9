import {
  entriesOutput,
  entriesQuery,
  marksInput,
  readAllInput,
  readAllOutput,
  readAllUndo,
} from '@amud/protocol/feeds.ts';
import { done } from '@amud/protocol/http.ts';
import type { Kysely } from 'kysely';
import { type AnyRoute, type Caller, route } from '../../http/route.ts';
import type { Tables } from '../../store/tables.ts';
import { entriesOf } from './entries.ts';
import type { Feeds } from './feeds.ts';
import type { KnownFeed } from './known-feed.ts';
import type { Marks } from './marks.ts';

type EntryRouteParts = { feeds: Feeds; marks: Marks; query: Kysely<Tables> };

/** What is read of feeds, and what each person did with it. What somebody reads is theirs: the audit log has none of it. */
export const entryRoutes = (parts: EntryRouteParts): AnyRoute[] => [
  entriesRoute(parts),
  marksRoute(parts),
  readAllRoute(parts),
  undoRoute(parts),
];

type Which = { feed?: string | undefined; category?: string | undefined };

const some = ({ feeds }: EntryRouteParts, { role }: Caller, { feed, category }: Which): KnownFeed[] =>
  feeds
    .list(role)
    .filter(
      ({ id, input }) => (feed === undefined || id === feed) && (category === undefined || input.category === category),
    );

const entriesRoute = (parts: EntryRouteParts) =>
  route({
    method: 'GET',
    path: '/api/feed-entries',
    summary: 'Entries of the feeds that you may see, the newest first: all, unread, starred, or with words in them.',
    access: 'guest',
    query: entriesQuery,
    output: entriesOutput,
    handle: async ({ caller, query }) => entriesOf(parts.query, some(parts, caller, query), caller.userId, query),
  });

const marksRoute = (parts: EntryRouteParts) =>
  route({
    method: 'POST',
    path: '/api/feed-entries/marks',
    summary: 'Mark entries as read or unread, or star them, for yourself.',
    access: 'guest',
    audit: 'feed.mark',
    input: marksInput,
    output: done,
    handle: async ({ caller, input, covered }) => {
      const ids = some(parts, caller, {}).map(({ id }) => id);
      if (ids.length > 0) await parts.marks.set(caller.userId, ids, input);
      covered();
      return { ok: true } as const;
    },
  });

const readAllRoute = (parts: EntryRouteParts) =>
  route({
    method: 'POST',
    path: '/api/feed-entries/read-all',
    summary: 'Mark everything up to an entry as read, for yourself.',
    access: 'guest',
    audit: 'feed.mark',
    input: readAllInput,
    output: readAllOutput,
    handle: async ({ caller, input, covered }) => {
      const ids = some(parts, caller, input).map(({ id }) => id);
      covered();
      return parts.marks.readAll(caller.userId, ids, input.through);
    },
  });

const undoRoute = ({ marks }: EntryRouteParts) =>
  route({
    method: 'POST',
    path: '/api/feed-entries/read-all/undo',
    summary: 'Take back one marking of everything as read.',
    access: 'guest',
    audit: 'feed.mark',
    input: readAllUndo,
    output: done,
    handle: async ({ caller, input: { at }, covered }) => {
      await marks.undo(caller.userId, at);
      covered();
      return { ok: true } as const;
    },
  });
