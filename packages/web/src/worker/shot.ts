import { KEPT, type ShotPart, shotParts } from '../link/worker.ts';
import { firstIn, personOf, withFirst, withoutFrame } from './page.ts';

/** What one person saw last: the page, and beside it what it showed, newer than what the page came with. */
const SHOT = `${KEPT}shot`;
const PAGE = '/.shot/page';
const MOST_BYTES = 2 * 1024 * 1024;

type Kept = { person: string; at: number; value: unknown };

const pathOf = (part: ShotPart): string => `/.shot/${part}`;

/** Keeps a page only if it is of this build and person: another may have come in between. */
export const keepPage = async (person: string, build: string): Promise<void> => {
  const answer = await fetch('/', { credentials: 'same-origin' });
  if (!answer.ok) return;
  const html = await answer.clone().text();
  const first = firstIn(html);
  if (!first || first['build'] !== build || personOf(first) !== person) return;
  await (await caches.open(SHOT)).put(PAGE, answer);
};

export const keepPart = async (person: string, part: ShotPart, text: string): Promise<void> => {
  if (text.length > MOST_BYTES) return;
  const body = `{"person":${JSON.stringify(person)},"at":${Date.now()},"value":${text}}`;
  await (await caches.open(SHOT)).put(pathOf(part), new Response(body));
};

const read = async (part: ShotPart): Promise<Kept | undefined> => {
  const found = await caches.match(pathOf(part), { cacheName: SHOT });
  return found && ((await found.json()) as Kept);
};

/** As whom the shot was taken; undefined where there is none. */
export const shotPerson = async (): Promise<string | undefined> => (await read('first'))?.person;

/** The page as it was, which says so. Undefined where nothing is kept. */
export const shotPage = async (): Promise<Response | undefined> => {
  const page = await caches.match(PAGE, { cacheName: SHOT });
  const first = page && (await read('first'));
  if (!first) return undefined;
  const html = await page.text();
  const drawn = firstIn(html);
  if (!drawn || personOf(drawn) !== first.person) return undefined;
  const snapshots = await snapshotsOf(first.person);
  const kept = { ...drawn, ...(first.value as object), snapshots: [], weather: {} };
  const headers = new Headers(page.headers);
  for (const name of ['content-encoding', 'content-length', 'set-cookie']) headers.delete(name);
  return new Response(withFirst(withoutFrame(html), { ...kept, now: Date.now(), shot: { snapshots } }), { headers });
};

const snapshotsOf = async (person: string): Promise<object[]> => {
  const found = await Promise.all(shotParts.filter((part) => part !== 'first').map(read));
  return found.flatMap((one) => (one?.person === person ? [{ at: one.at, ...(one.value as object) }] : []));
};
