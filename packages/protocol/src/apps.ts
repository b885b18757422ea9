import * as v from 'valibot';
import { appStatus, check, intervalSeconds } from './checks.ts';
import { isLink } from './forms.ts';
import { shortId } from './ids.ts';
import { limits } from './limits.ts';

/** An app: something that a person runs and opens. Cards on boards show it, a check watches it. */

export { shortId };

/** What a card may lead to. */
export const linkSchemes = [
  'http',
  'https',
  'ssh',
  'sftp',
  'ftp',
  'rdp',
  'vnc',
  'smb',
  'mailto',
  'tel',
  'steam',
  'moonlight',
];
const link = v.pipe(
  v.string(),
  v.trim(),
  v.check((text) => text === '' || isLink(text, linkSchemes), 'Type a whole address such as https://nas.lan:8443/.'),
);

/**
 * `brand:jellyfin` or `general:server` from the icons served by us, `upload:ID` of a picture, or empty: the first letters of
 * the name.
 */
export const iconName = v.pipe(
  v.string(),
  v.regex(/^$|^(brand|general):[a-z0-9-]{1,80}$|^upload:[A-Za-z0-9_-]{43}$/, 'There is no such icon.'),
);

const name = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'Give it a name.'),
  v.maxLength(80, 'Use 80 characters at most.'),
);

export const appInput = v.object({
  name,
  url: v.optional(link, ''),
  /** The address from outside of the house. */
  outsideUrl: v.optional(link, ''),
  icon: v.optional(iconName, ''),
  description: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200, 'Use 200 characters at most.')), ''),
  tags: v.optional(
    v.pipe(v.array(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(30))), v.maxLength(20, '20 tags at most.')),
    () => [],
  ),
  target: v.optional(v.picklist(['same', 'new']), 'new'),
  /** The node it runs on, and the container or guest there. */
  node: v.optional(
    v.nullable(
      v.object({ id: v.pipe(v.string(), v.maxLength(64)), part: v.optional(v.pipe(v.string(), v.maxLength(128)), '') }),
    ),
    null,
  ),
  check: v.optional(v.nullable(check), null),
});
export type AppInput = v.InferOutput<typeof appInput>;

/** `revision` grows with every change. */
export const app = v.object({ id: shortId, revision: v.number(), ...appInput.entries });
export type App = v.InferOutput<typeof app>;

/** With the revision that it was made from, a change is refused when someone else was quicker; without, it is not. */
export const appChange = v.object({ ...appInput.entries, revision: v.optional(v.number()) });
export type AppChange = v.InferOutput<typeof appChange>;

/** What a card needs of an app. Who may not change apps learns no more than this. */
export const cardApp = v.object({
  ...v.pick(app, ['id', 'name', 'url', 'outsideUrl', 'icon', 'description', 'tags', 'target', 'node']).entries,
  status: v.nullable(appStatus),
});
export type CardApp = v.InferOutput<typeof cardApp>;

export const appsOutput = v.object({ apps: v.array(cardApp) });
export const appOutput = v.object({ app });

/** A check to try once without keeping it. A header whose value is null takes the one stored for the app. */
export const checkTestInput = v.object({
  appId: v.optional(v.nullable(shortId), null),
  url: v.optional(link, ''),
  check,
});
export type CheckTestInput = v.InferOutput<typeof checkTestInput>;

const tag = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(30, 'Use 30 characters at most.'));
const someTags = v.optional(v.pipe(v.array(tag), v.maxLength(20, '20 tags at most.')), () => []);

/** The same for many apps at once. Apps that are gone, or have no check to change, stay as they are. */
export const appsChange = v.object({
  ids: v.pipe(v.array(shortId), v.minLength(1), v.maxLength(limits.app.count, `${limits.app.count} apps at most.`)),
  paused: v.optional(v.boolean()),
  intervalSeconds: v.optional(intervalSeconds),
  addTags: someTags,
  removeTags: someTags,
  /** true: removes them; false: brings them back. */
  removed: v.optional(v.boolean()),
});
export type AppsChange = v.InferOutput<typeof appsChange>;
/** Those that are otherwise now. */
export const appsChangeOutput = v.object({ changed: v.array(shortId) });

/** What a list of all apps shows beside their cards. */
export const appUse = v.object({
  id: shortId,
  check: v.nullable(v.object({ kind: v.string(), intervalSeconds: v.number(), paused: v.boolean() })),
  /** Boards with a card of it, of those that the asking person may see. */
  boards: v.array(shortId),
});
export type AppUse = v.InferOutput<typeof appUse>;
export const appUsesOutput = v.object({ apps: v.array(appUse) });
