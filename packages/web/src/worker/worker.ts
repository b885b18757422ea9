import { KEPT, shotParts, type ToWorker } from '../link/worker.ts';
import { dropOldBuilds, fromKeptFirst, fromServerFirst, isHashed, isShown, keepFiles } from './files.ts';
import { type FetchEvent, scope } from './scope.ts';
import { keepPage, keepPart, shotPage, shotPerson } from './shot.ts';

/**
 * Stands between the pages and the server. Files whose names never change meaning come from the browser's store; pages
 * come from the server, and only when it does not answer from what this person saw last. Nothing of the API is kept.
 */

/** A page that is longer on its way is taken for lost; it is drawn anew as soon as the server answers. */
const PAGE_WAIT_MS = 4_000;

/** Changes when all is forgotten: what was on its way then is not kept. */
let epoch = 0;

const forget = async (): Promise<void> => {
  epoch += 1;
  for (const name of await caches.keys()) if (name.startsWith(KEPT)) await caches.delete(name);
};

const hear = async (message: ToWorker): Promise<void> => {
  if (message.type === 'forget') return forget();
  const { person } = message;
  const before = await shotPerson();
  if (before !== undefined && before !== person) await forget();
  const mine = epoch;
  if (message.type === 'shot') return keepPart(person, message.part, message.text);
  await dropOldBuilds(message.build);
  await keepPage(person, message.build);
  await keepFiles(message.build, message.urls, () => mine === epoch);
  if (mine !== epoch) await forget();
};

const isMessage = (data: unknown): data is ToWorker => {
  const { type, part } = (data ?? {}) as { type?: unknown; part?: never };
  return type === 'forget' || type === 'keep' || (type === 'shot' && shotParts.includes(part as never));
};

/** What a proxy says when there is nobody behind it. */
const isAway = (answer: Response | undefined): boolean => !answer || [502, 503, 504].includes(answer.status);

const answerPage = async (event: FetchEvent): Promise<Response> => {
  const asked = Promise.resolve(event.preloadResponse).then((early) => early ?? fetch(event.request));
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PAGE_WAIT_MS, undefined));
  const answer = await Promise.race([asked.catch(() => undefined), late]);
  if (answer && !isAway(answer)) return answer;
  return (await shotPage().catch(() => undefined)) ?? asked;
};

/** Undefined: the browser does as without us. */
const answerTo = (event: FetchEvent): Promise<Response> | undefined => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin || request.method !== 'GET') return undefined;
  if (isHashed(pathname)) return fromKeptFirst(request);
  if (isShown(pathname)) return fromServerFirst(request);
  const isPage = request.mode === 'navigate' && !/^\/api\/|\.\w+$/.test(pathname);
  return isPage ? answerPage(event) : undefined;
};

scope.addEventListener('install', () => void scope.skipWaiting());
scope.addEventListener('activate', (event) => {
  const { navigationPreload } = scope.registration;
  event.waitUntil(Promise.all([navigationPreload?.enable(), scope.clients.claim()]));
});
scope.addEventListener('message', (event) => {
  if (isMessage(event.data)) event.waitUntil(hear(event.data).catch(() => {}));
});
scope.addEventListener('fetch', (event) => {
  const answer = answerTo(event);
  if (answer !== undefined) event.respondWith(answer);
});
