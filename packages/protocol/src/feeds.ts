import * as v from 'valibot';
import { isLink } from './forms.ts';
import { shortId } from './ids.ts';
import { limits } from './limits.ts';
import { remoteFault } from './remote.ts';
import { audience } from './role-schemas.ts';

/** Feeds that this house follows: RSS, Atom and JSON Feed, read by the server. */

/** Minutes between two looks. */
export const feedIntervals = [15, 30, 60, 180, 720, 1_440] as const;

const line = (most: number) => v.pipe(v.string(), v.trim(), v.maxLength(most, `Use ${most} characters at most.`));

export const feedInput = v.strictObject({
  /** Empty: as the feed calls itself. */
  name: v.optional(line(80), ''),
  url: v.pipe(
    v.string(),
    v.trim(),
    v.check((url) => isLink(url), 'Type a whole address that begins with http:// or https://.'),
  ),
  /** Empty: none. */
  category: v.optional(line(40), ''),
  everyMinutes: v.optional(v.picklist(feedIntervals), 60),
  /** Who may see it, and everyone above. */
  visibleTo: v.optional(audience, 'guest'),
});
export type FeedInput = v.InferOutput<typeof feedInput>;

export const feed = v.object({
  id: shortId,
  name: v.string(),
  /** Only for those who may change it: an address can be a secret. */
  url: v.optional(v.string()),
  category: v.string(),
  everyMinutes: v.picklist(feedIntervals),
  visibleTo: audience,
  /** The page of it; empty: it names none. */
  site: v.string(),
  /** When it was read; null: not yet. */
  at: v.nullable(v.number()),
  fault: v.nullable(remoteFault),
  /** For whoever asks. */
  unread: v.number(),
});
export type Feed = v.InferOutput<typeof feed>;

export const feedsOutput = v.object({ feeds: v.array(feed), starred: v.number() });
export const feedOutput = v.object({ feed });

export const feedEntry = v.object({
  id: v.number(),
  feedId: shortId,
  title: v.string(),
  /** Empty: it leads nowhere. */
  url: v.string(),
  author: v.string(),
  excerpt: v.string(),
  at: v.number(),
  isRead: v.boolean(),
  isStarred: v.boolean(),
});
export type FeedEntry = v.InferOutput<typeof feedEntry>;

/** Which entries: of one feed, of a category, or of all. */
const which = {
  feed: v.optional(shortId),
  category: v.optional(line(40)),
};
export const feedsShown = ['all', 'unread', 'starred'] as const;
export type FeedsShown = (typeof feedsShown)[number];

export const entriesQuery = v.object({
  ...which,
  show: v.optional(v.picklist(feedsShown), 'all'),
  q: v.optional(line(limits.feed.queryLength)),
  /** As `next` of the page before. */
  before: v.optional(v.pipe(v.string(), v.regex(/^\d{1,16}-\d{1,16}$/, 'is no place in the list'))),
  limit: v.optional(
    v.pipe(v.string(), v.digits(), v.maxLength(3), v.toNumber(), v.minValue(1), v.maxValue(limits.feed.pageEntries)),
    '50',
  ),
});
export type EntriesQuery = v.InferOutput<typeof entriesQuery>;
export const entriesOutput = v.object({ entries: v.array(feedEntry), next: v.nullable(v.string()) });
export type EntriesOutput = v.InferOutput<typeof entriesOutput>;

const entryId = v.pipe(v.number(), v.integer(), v.minValue(1));
export const marksInput = v.pipe(
  v.strictObject({
    ids: v.pipe(v.array(entryId), v.minLength(1), v.maxLength(limits.feed.marks)),
    read: v.optional(v.boolean()),
    starred: v.optional(v.boolean()),
  }),
  v.check(({ read, starred }) => read !== undefined || starred !== undefined, 'Say what to mark.'),
);
/** All that is unread up to now; `through` is the newest entry that was seen. */
export const readAllInput = v.strictObject({ ...which, through: entryId });
/** `at` undoes it. */
export const readAllOutput = v.object({ at: v.number(), count: v.number() });
export const readAllUndo = v.strictObject({ at: v.pipe(v.number(), v.integer(), v.minValue(0)) });

export const feedTestInput = v.strictObject({
  address: v.pipe(v.string(), v.trim(), v.minLength(1, 'Fill this in.'), v.maxLength(2_048)),
});
const found = v.object({
  url: v.string(),
  title: v.string(),
  site: v.string(),
  count: v.number(),
  entries: v.array(v.object({ title: v.string(), url: v.string(), excerpt: v.string(), at: v.nullable(v.number()) })),
});
export type FoundFeed = v.InferOutput<typeof found>;
/** `step` says which of them failed: asking the address, reading what came, or finding a feed on that page. */
export const feedTestOutput = v.variant('result', [
  v.object({ result: v.literal('found'), feeds: v.array(found) }),
  v.object({
    result: v.literal('failed'),
    step: v.picklist(['ask', 'read', 'find']),
    url: v.string(),
    fault: v.nullable(remoteFault),
  }),
]);
export type FeedTest = v.InferOutput<typeof feedTestOutput>;

export const opmlInput = v.strictObject({
  opml: v.pipe(v.string(), v.maxLength(limits.feed.opmlBytes, 'This file is too large.')),
});
export const opmlOutput = v.object({ added: v.number(), known: v.number(), refused: v.number() });
export type OpmlOutput = v.InferOutput<typeof opmlOutput>;

/** What a widget shows. `at` null: nothing was read yet. */
export const feedsWidgetOutput = v.object({
  feeds: v.array(v.object({ id: shortId, name: v.string(), site: v.string() })),
  entries: v.array(v.omit(feedEntry, ['isRead', 'isStarred', 'author'])),
  faults: v.array(v.object({ name: v.string(), fault: remoteFault })),
});
export type FeedsWidget = v.InferOutput<typeof feedsWidgetOutput>;

/** Topic `feeds`: another number whenever something that one may see is new or another. */
export type FeedsData = { changes: number };
