import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { StartError } from '@amud/protocol/start-error.ts';

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

const FIRST = '<!--first-->';

/** The built web app: a page template and its files. The list of files is read once, so a path never reaches the disk. */
export type WebApp = {
  /** Names this build; another one means that the server was updated. */
  build: string;
  /** The page with its first data in it. */
  page(first: object): string;
  /** `undefined` when there is no such file. */
  file(
    path: string,
    request: { acceptEncoding: string; ifNoneMatch: string | undefined },
  ): Promise<Response | undefined>;
};

/** @throws StartError when it was not built. */
export const openWebApp = (root: string): WebApp => {
  if (!existsSync(join(root, 'index.html')))
    throw new StartError(`The web app is missing in ${root}. Run: npm run build`);
  const template = readFileSync(join(root, 'index.html'), 'utf8');
  const [before, after] = template.split(FIRST);
  if (before === undefined || after === undefined)
    throw new StartError(`${join(root, 'index.html')} has no place for its first data. Run: npm run build`);
  const build = createHash('sha256').update(template).digest('hex').slice(0, 12);
  const files = new Set(listFiles(root, ''));
  return {
    build,
    page: (first) =>
      `${before}<script type="application/json" id="first">${escapeJson(JSON.stringify(first))}</script>${after}`,
    file: async (path, request) => {
      if (!files.has(path) || path === '/index.html') return undefined;
      return answerFile(root, path, files.has(`${path}.br`), build, request);
    },
  };
};

const listFiles = (root: string, folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? listFiles(root, `${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  );

/** Inside a script element only `<` could end it. */
const escapeJson = (json: string): string => json.replaceAll('<', '\\u003c');

const answerFile = async (
  root: string,
  path: string,
  hasBrotli: boolean,
  build: string,
  request: { acceptEncoding: string; ifNoneMatch: string | undefined },
): Promise<Response> => {
  const isHashed = path.startsWith('/assets/');
  const etag = `"${build}"`;
  const headers = new Headers({
    'Content-Type': types[extname(path)] ?? 'application/octet-stream',
    'Cache-Control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: etag,
    Vary: 'Accept-Encoding',
  });
  if (request.ifNoneMatch === etag) return new Response(null, { status: 304, headers });
  const useBrotli = hasBrotli && /\bbr\b/.test(request.acceptEncoding);
  if (useBrotli) headers.set('Content-Encoding', 'br');
  return new Response(await readFile(join(root, useBrotli ? `${path}.br` : path)), { headers });
};
