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
      return answerFile(root, path, (encoding) => files.has(`${path}.${suffixes[encoding]}`), build, request);
    },
  };
};

const listFiles = (root: string, folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? listFiles(root, `${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  );

/** Inside a script element only `<` could end it. */
const escapeJson = (json: string): string => json.replaceAll('<', '\\u003c');

const suffixes = { br: 'br', gzip: 'gz' } as const;
export type Encoding = keyof typeof suffixes;

/** The best of what the browser takes. It offers Brotli over HTTPS only. */
export const chooseEncoding = (acceptEncoding: string): Encoding | undefined =>
  (['br', 'gzip'] as const).find((encoding) => new RegExp(`\\b${encoding}\\b`).test(acceptEncoding));

/** Undefined when the files were replaced by an update under us: the page that asks is of the build before. */
const readIfThere = (path: string): Promise<Buffer<ArrayBuffer> | undefined> =>
  readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });

const answerFile = async (
  root: string,
  path: string,
  has: (encoding: Encoding) => boolean,
  build: string,
  request: { acceptEncoding: string; ifNoneMatch: string | undefined },
): Promise<Response | undefined> => {
  const isHashed = path.startsWith('/assets/');
  const etag = `"${build}"`;
  const headers = new Headers({
    'Content-Type': types[extname(path)] ?? 'application/octet-stream',
    'Cache-Control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: etag,
    Vary: 'Accept-Encoding',
  });
  if (request.ifNoneMatch === etag) return new Response(null, { status: 304, headers });
  const encoding = chooseEncoding(request.acceptEncoding);
  const packed = encoding && has(encoding) ? await readIfThere(join(root, `${path}.${suffixes[encoding]}`)) : undefined;
  if (packed && encoding) headers.set('Content-Encoding', encoding);
  const body = packed ?? (await readIfThere(join(root, path)));
  return body && new Response(body, { headers });
};
