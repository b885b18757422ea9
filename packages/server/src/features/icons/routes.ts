import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Upload } from '@amud/protocol/http.ts';
import {
  iconFetchInput,
  iconFetchOutput,
  iconLicences,
  iconsOutput,
  iconsQuery,
  shapesQuery,
  suggestQuery,
} from '@amud/protocol/icons.ts';
import * as v from 'valibot';
import { FaultError } from '../../http/faults.ts';
import { type AnyRoute, type Recorder, route } from '../../http/route.ts';
import { drawSvg } from './draw.ts';
import type { Icons } from './icons.ts';

export type IconRoutesParts = {
  icons: Icons;
  /** The picture at an address. @throws FaultError */
  fetch(url: string): Promise<Buffer>;
  /** Keeps it as an upload. */
  keep(bytes: Buffer, userId: number, record: Recorder): Promise<Upload>;
};

export const iconRoutes = ({ icons, fetch, keep }: IconRoutesParts): AnyRoute[] => [
  pictureRoute(icons),
  shapesRoute(icons),
  searchRoute(icons),
  suggestRoute(icons),
  licencesRoute(icons),
  fetchRoute(fetch, keep),
];

const YEAR_S = 31_536_000;
/** For ever when the address names these very icons, a day otherwise. */
const cachingOf = ({ version }: Icons, asked: string | undefined): string =>
  asked === version ? `public, max-age=${YEAR_S}, immutable` : 'public, max-age=86400';

/** A drawing opened by itself may do nothing at all. */
const sandbox = "sandbox; default-src 'none'; frame-ancestors 'none'";

const pictureRoute = (icons: Icons) =>
  route({
    method: 'GET',
    path: '/icons/:set/:file',
    summary: 'An icon as a picture: `brand` or `general`. `on=dark` or `on=light` draws it to be seen on that.',
    access: 'public',
    params: v.object({
      set: v.picklist(['brand', 'general']),
      file: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}\.svg$/)),
    }),
    query: v.object({ on: v.optional(v.picklist(['dark', 'light'])), v: v.optional(v.string()) }),
    respond: async ({ params, query, request }) => {
      const shape = await icons.shape(`${params.set}:${params.file.slice(0, -'.svg'.length)}`);
      if (!shape) throw new FaultError('missing', 'There is no such icon.');
      const headers = new Headers({
        'Content-Type': 'image/svg+xml',
        'Content-Security-Policy': sandbox,
        'Cache-Control': cachingOf(icons, query.v),
        ETag: `"${icons.version}"`,
      });
      if (request.headers['if-none-match'] === `"${icons.version}"`)
        return new Response(null, { status: 304, headers });
      return new Response(drawSvg(shape, query.on), { headers });
    },
  });

const zip = promisify(gzip);

const shapesRoute = (icons: Icons) =>
  route({
    method: 'GET',
    path: '/icons/shapes',
    summary: 'Many icons at once, as the pages draw them: `of` names them, comma separated.',
    access: 'public',
    query: shapesQuery,
    respond: async ({ query, request }) => {
      const text = JSON.stringify(await icons.shapes(query.of));
      const headers = new Headers({
        'Content-Type': 'application/json',
        'Cache-Control': cachingOf(icons, query.v),
        Vary: 'Accept-Encoding',
      });
      if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return new Response(text, { headers });
      headers.set('Content-Encoding', 'gzip');
      return new Response(new Uint8Array(await zip(text)), { headers });
    },
  });

const searchRoute = (icons: Icons) =>
  route({
    method: 'GET',
    path: '/api/icons',
    summary: 'Icons by what people call the thing, the best first; a typo or two does not matter.',
    access: 'operator',
    query: iconsQuery,
    output: iconsOutput,
    handle: async ({ query }) => ({ icons: await icons.search(query.q, query.limit) }),
  });

const suggestRoute = (icons: Icons) =>
  route({
    method: 'GET',
    path: '/api/icons/suggest',
    summary: 'Icons that fit an app by its name and address.',
    access: 'operator',
    query: suggestQuery,
    output: iconsOutput,
    handle: async ({ query }) => ({ icons: await icons.suggest(query) }),
  });

const licencesRoute = (icons: Icons) =>
  route({
    method: 'GET',
    path: '/api/icons/licences',
    summary: 'Under which terms the icons are here.',
    access: 'guest',
    output: iconLicences,
    handle: () => icons.licences(),
  });

const fetchRoute = (fetch: IconRoutesParts['fetch'], keep: IconRoutesParts['keep']) =>
  route({
    method: 'POST',
    path: '/api/icons/fetch',
    summary: 'Keep the picture at an address, or the best icon of the page there. It is asked for once.',
    access: 'operator',
    audit: 'upload.fetch',
    input: iconFetchInput,
    output: iconFetchOutput,
    handle: async ({ input, caller, note, record }) => {
      if (URL.canParse(input.url)) note({ detail: { from: new URL(input.url).host } });
      return { upload: await keep(await fetch(input.url), caller.userId, record) };
    },
  });
