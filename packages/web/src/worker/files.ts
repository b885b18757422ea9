import { KEPT } from '../link/worker.ts';

/** Files of one build, and the pictures that its pages showed. */
const FILES = `${KEPT}files-`;
const MOST_FILES = 400;
const MOST_FILE_BYTES = 3 * 1024 * 1024;

/** Their names have what is in them, so they never change. */
export const isHashed = (path: string): boolean => path.startsWith('/assets/');
/** What a page shows beside them. Answers of the API are none of these. */
export const isShown = (path: string): boolean =>
  path === '/icon.svg' || (/^\/(icons|uploads|look)\//.test(path) && !/\.(mp4|webm)$/.test(path));

/** The build before stays for the tabs that still run it. */
export const dropOldBuilds = async (build: string): Promise<void> => {
  const names = (await caches.keys()).filter((name) => name.startsWith(FILES) && name !== FILES + build);
  for (const name of names.slice(0, -1)) await caches.delete(name);
};

export const keepFiles = async (build: string, urls: readonly string[], isCurrent: () => boolean): Promise<void> => {
  const cache = await caches.open(FILES + build);
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  const wanted = urls.filter((url) => {
    const { origin, pathname } = new URL(url);
    return origin === location.origin && (isHashed(pathname) || isShown(pathname)) && !kept.has(url);
  });
  for (const url of wanted.slice(0, Math.max(0, MOST_FILES - kept.size))) {
    const answer = await fetch(url).catch(() => undefined);
    if (!isCurrent()) return;
    if (answer?.ok && Number(answer.headers.get('content-length') ?? 0) <= MOST_FILE_BYTES)
      await cache.put(url, answer).catch(() => {});
  }
};

const kept = (request: Request): Promise<Response | undefined> => caches.match(request, { ignoreVary: true });

export const fromKeptFirst = async (request: Request): Promise<Response> => (await kept(request)) ?? fetch(request);

export const fromServerFirst = async (request: Request): Promise<Response> => {
  try {
    return await fetch(request);
  } catch (error) {
    const found = await kept(request);
    if (found) return found;
    throw error;
  }
};
