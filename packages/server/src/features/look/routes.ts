import { settingSchema } from '@amud/protocol/setting-schemas.ts';
import { isSettingKey, type SettingKey, settingOf } from '@amud/protocol/settings.ts';
import * as v from 'valibot';
import { FaultError } from '../../http/faults.ts';
import { type AnyRoute, route } from '../../http/route.ts';
import { type Appearance, type AppearanceParts, type Chosen, CUSTOM_CSS, OWN_SHEET, versionOf } from './appearance.ts';
import { createManifest, MANIFEST, type ManifestParts } from './manifest.ts';

type Parts = { appearance: Appearance } & Pick<AppearanceParts, 'chosenBy'> & ManifestParts;

export const lookRoutes = (parts: Parts): AnyRoute[] => [
  ownSheetRoute(parts),
  customSheetRoute(parts),
  manifestRoute(parts),
];

const manifestRoute = (parts: Parts) => {
  const manifestFor = createManifest(parts);
  return route({
    method: 'GET',
    path: MANIFEST,
    summary: 'What a browser needs to install AMUD as an app: name, icons, colours, shortcuts.',
    access: 'public',
    respond: async ({ request, identify }) => {
      const caller = await identify();
      const wish = String(request.headers['accept-language'] ?? '');
      const { text, etag, locale } = await manifestFor(caller?.userId ?? null, wish);
      const headers = new Headers({
        'Content-Type': 'application/manifest+json',
        'Content-Language': locale,
        'Cache-Control': 'private, no-cache',
        Vary: 'Accept-Language, Cookie',
        ETag: etag,
      });
      if (request.headers['if-none-match'] === etag) return new Response(null, { status: 304, headers });
      return new Response(text, { headers });
    },
  });
};

/** `v` is the version of a page's link; `set` is what a preview would have instead of what was chosen, as JSON. */
const sheetQuery = v.object({
  v: v.optional(v.pipe(v.string(), v.maxLength(64))),
  set: v.optional(v.pipe(v.string(), v.maxLength(1_500))),
});

const ownSheetRoute = ({ appearance, chosenBy }: Parts) =>
  route({
    method: 'GET',
    path: OWN_SHEET,
    summary: 'What differs from the theme for you: accent and background, as a style sheet.',
    access: 'public',
    query: sheetQuery,
    respond: async ({ query, identify }) => {
      const caller = await identify();
      const chosen = chosenBy(caller?.userId ?? null);
      // What is previewed is computed: not for everyone who comes along.
      const isPreview = query.set !== undefined && caller !== null;
      const css = appearance.sheetOf(isPreview ? instead(chosen, query.set ?? '') : chosen);
      return answerCss(css, !isPreview && query.v === versionOf(css));
    },
  });

const customSheetRoute = ({ appearance }: Parts) =>
  route({
    method: 'GET',
    path: CUSTOM_CSS,
    summary: 'The style sheet that an admin wrote, kept to the pages and out of the settings.',
    access: 'public',
    query: v.object({ v: v.optional(v.pipe(v.string(), v.maxLength(64))) }),
    respond: async ({ query }) => {
      const css = appearance.customSheet();
      return answerCss(css, query.v === versionOf(css));
    },
  });

export const answerCss = (css: string, mayKeep: boolean): Response =>
  new Response(css, {
    headers: {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': mayKeep ? 'private, max-age=31536000, immutable' : 'no-store',
    },
  });

/** @throws FaultError naming what is no setting of the look, or no value of it. */
const instead = (chosen: Chosen, json: string): Chosen => {
  const values = new Map(Object.entries(parseJson(json)).map(([key, value]) => [key, parseValue(key, value)]));
  return { get: (key) => (values.has(key) ? values.get(key) : chosen.get(key)) as never };
};

const parseJson = (json: string): object => {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Said below.
  }
  throw new FaultError('malformed', 'What is set is not JSON.', { field: 'set' });
};

const parseValue = (key: string, value: unknown): unknown => {
  if (!isSettingKey(key) || settingOf(key as SettingKey).group !== 'look')
    throw new FaultError('invalid', 'This is no setting of the look.', { field: key.slice(0, 64) });
  const parsed = v.safeParse(settingSchema(key), value);
  if (!parsed.success) throw new FaultError('invalid', parsed.issues[0].message, { field: key });
  return parsed.output;
};
