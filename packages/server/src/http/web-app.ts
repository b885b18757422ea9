import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { StartError } from '@amud/protocol/start-error.ts';
import { partOfPage } from './headers.ts';
import { openTemplate, type PageBoard, type PageLook } from './page-template.ts';

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** The languages of the web app; each has a page template of its own. */
export const locales = ['en', 'de', 'fr', 'es', 'ar'] as const;
export type Locale = (typeof locales)[number];

export type Words = { description: string; home: string; nodes: string };

/** The built web app: page templates and files. The list of files is read once, so a path never reaches the disk. */
export type WebApp = {
  /** Names this build; another one means that the server was updated. */
  build: string;
  /** The page with its look and first data in it; in English where a build has no other language. */
  page(first: object, locale: Locale, look: PageLook, board: PageBoard | undefined): string;
  /** What is said in a language before there is a page. */
  words(locale: Locale): Words;
  /** The style sheet of a theme; undefined for the one that is in the app's own. */
  themeFile(name: string): string | undefined;
  /** `undefined` when there is no such file. */
  file(
    path: string,
    request: { acceptEncoding: string; ifNoneMatch: string | undefined },
  ): Promise<Response | undefined>;
};

/** @throws StartError when it was not built. */
export const openWebApp = (root: string): WebApp => {
  const english = openTemplate(root, 'index.en.html');
  if (!english) throw new StartError(`The web app is missing in ${root}. Run: npm run build`);
  const templates = new Map(locales.map((locale) => [locale, openTemplate(root, `index.${locale}.html`) ?? english]));
  const words = new Map(locales.map((locale) => [locale, readWords(root, locale)]));
  const hash = createHash('sha256');
  for (const { text } of templates.values()) hash.update(text);
  const build = hash.digest('hex').slice(0, 12);
  const files = new Set(listFiles(root, ''));
  const themeFiles = new Map(
    [...files].flatMap((path) => {
      const name = /^\/assets\/theme-([a-z]+)-\w+\.css$/.exec(path)?.[1];
      return name === undefined ? [] : [[name, path] as const];
    }),
  );
  return {
    build,
    page: (first, locale, look, board) => (templates.get(locale) ?? english).fill(first, look, board),
    words: (locale) => words.get(locale) ?? words.get('en') ?? englishWords,
    themeFile: (name) => themeFiles.get(name),
    file: async (path, request) => {
      if (!files.has(path) || /^\/(index\.\w+\.html|words\.\w+\.json)$/.test(path)) return undefined;
      return answerFile(root, path, (encoding) => files.has(`${path}.${suffixes[encoding]}`), build, request);
    },
  };
};

/** The best of our languages for what a browser asks for: `Accept-Language: de-AT,de;q=0.9,en;q=0.8`. */
export const chooseLocale = (acceptLanguage: string): Locale => {
  const wishes = acceptLanguage.split(',', 20).map((wish) => {
    const [tag = '', ...rest] = wish.trim().split(';');
    const quality = Number(/^q=([\d.]+)$/.exec(rest.at(-1)?.trim() ?? '')?.[1] ?? 1);
    return { language: tag.split('-')[0]?.toLowerCase(), quality };
  });
  const best = wishes
    .toSorted((one, other) => other.quality - one.quality)
    .find(({ language, quality }) => quality > 0 && locales.some((locale) => locale === language));
  return locales.find((locale) => locale === best?.language) ?? 'en';
};

const englishWords: Words = { description: 'A dashboard for the homelab.', home: 'Home', nodes: 'Nodes' };

const readWords = (root: string, locale: Locale): Words | undefined => {
  const path = join(root, `words.${locale}.json`);
  return existsSync(path) ? { ...englishWords, ...(JSON.parse(readFileSync(path, 'utf8')) as object) } : undefined;
};

const listFiles = (root: string, folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? listFiles(root, `${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  );

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
    ...(isHashed ? partOfPage : {}),
  });
  if (request.ifNoneMatch === etag) return new Response(null, { status: 304, headers });
  const encoding = chooseEncoding(request.acceptEncoding);
  const packed = encoding && has(encoding) ? await readIfThere(join(root, `${path}.${suffixes[encoding]}`)) : undefined;
  if (packed && encoding) headers.set('Content-Encoding', encoding);
  const body = packed ?? (await readIfThere(join(root, path)));
  return body && new Response(body, { headers });
};
