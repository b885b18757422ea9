import type { FirstData } from '@amud/protocol/http.ts';
import * as v from 'valibot';
import { compress } from './compress.ts';
import type { SessionCookie } from './cookies.ts';
import { FaultError } from './faults.ts';
import { framing } from './headers.ts';
import type { PageBoard, PageLook } from './page-template.ts';
import { type AnyRoute, type Caller, route } from './route.ts';
import { chooseEncoding, chooseLocale, type Locale, type WebApp } from './web-app.ts';

/** Below this a page goes as it is. */
const COMPRESSED_FROM_BYTES = 2_048;

export type PagesParts = {
  web: WebApp;
  cookie: SessionCookie;
  /** What a page carries for this person, by its path; `isFound` is false where the app has no such page. */
  first(
    caller: Caller | null,
    address: { path: string; query: URLSearchParams; host: string },
  ): {
    data: FirstData;
    isFound: boolean;
    /** The language they chose; else the browser's wish counts. */
    locale: Locale | undefined;
    /** The board that it shows in the frame of the app; undefined where it shows something else. */
    board: PageBoard | undefined;
  };
  /** How it is drawn; `safe` leaves out what an admin wrote. */
  look(caller: Caller | null, wishes: { isSafe: boolean }): PageLook;
};

/** Pages and files of the web app. Every address that is none of ours shows the app, which says so. */
export const pageRoutes = (parts: PagesParts): AnyRoute[] => [fileRoute(parts), pageRoute(parts)];

const rest = v.object({});

const fileRoute = ({ web }: PagesParts) =>
  route({
    method: 'GET',
    path: '/assets/*',
    summary: 'Files of the web app.',
    access: 'public',
    params: rest,
    respond: async ({ request }) => {
      const file = await web.file(pathOf(request.url), wants(request.headers));
      if (!file) throw new FaultError('missing', 'There is no such file.');
      return file;
    },
  });

const pageRoute = ({ web, cookie, first, look }: PagesParts) =>
  route({
    method: 'GET',
    path: '/*',
    summary: 'Pages of the web app.',
    access: 'public',
    params: rest,
    respond: async ({ request, identify }) => {
      const path = pathOf(request.url);
      if (path.startsWith('/api/')) throw new FaultError('missing', 'There is nothing at this address.');
      const file = await web.file(path, wants(request.headers));
      if (file) return file;
      const caller = await identify();
      // A session that has ended is no session, also for the live channel of this page.
      const isStale = !caller && cookie.read(request.headers.cookie) !== undefined;
      const query = new URLSearchParams((request.url ?? '').split('?')[1] ?? '');
      const { data, isFound, locale, board } = first(caller, { path, query, host: String(request.headers.host ?? '') });
      return answerPage(
        web.page(
          data,
          locale ?? chooseLocale(String(request.headers['accept-language'] ?? '')),
          look(caller, { isSafe: query.has('safe') }),
          board,
        ),
        {
          status: isFound ? 200 : 404,
          headers: { ...framing(data.frameOrigins), ...(isStale ? { 'Set-Cookie': cookie.clear() } : {}) },
        },
        wants(request.headers).acceptEncoding,
      );
    },
  });

const pathOf = (url: string | undefined): string => (url ?? '/').split('?')[0] ?? '/';

const wants = (headers: { [name: string]: string | string[] | undefined }) => ({
  acceptEncoding: String(headers['accept-encoding'] ?? ''),
  ifNoneMatch: headers['if-none-match'] === undefined ? undefined : String(headers['if-none-match']),
});

const answerPage = async (
  page: string,
  { status, headers: more }: { status: number; headers: Record<string, string> },
  acceptEncoding: string,
): Promise<Response> => {
  const headers = new Headers({
    ...more,
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    Vary: 'Accept-Encoding, Accept-Language, Cookie',
  });
  const encoding = page.length < COMPRESSED_FROM_BYTES ? undefined : chooseEncoding(acceptEncoding);
  if (!encoding) return new Response(page, { status, headers });
  headers.set('Content-Encoding', encoding);
  const body = await compress(encoding, page);
  return new Response(new Uint8Array(body), { status, headers });
};
