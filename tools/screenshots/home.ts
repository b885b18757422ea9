import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addApps, call, someApps } from '../../test/home.ts';
import type { Amud } from '../../test/process.ts';
import type { Person } from '../../test/session.ts';

/** Answers as the apps of a house would: most at once, one slowly, one not at all. */
export const startTargets = async () => {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path === '/down') return void response.writeHead(502).end();
    setTimeout(() => response.end('ok'), path === '/slow' ? 900 : 3 + ((path.length * 7) % 30));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() };
};

const more = [
  ['Prowlarr', 'Media', 9696, 'general:radar'],
  ['Overseerr', 'Media', 5055, 'general:list-plus'],
  ['Kavita', 'Media', 5001, 'general:book-open'],
  ['Mealie', 'House', 9925, 'brand:mealie'],
  ['ESPHome', 'House', 6052, 'brand:esphome'],
  ['Printer', 'House', 80, 'general:printer'],
  ['MinIO', 'Files', 9001, 'brand:minio'],
  ['Netdata', 'Watch', 19999, 'brand:netdata'],
  ['FreshRSS', 'Work', 8083, 'brand:freshrss'],
  ['n8n', 'Work', 5678, 'brand:n8n'],
] as const;

const about: Record<string, string> = {
  Jellyfin: 'Films and series for the living room',
  Immich: 'Photos of everyone’s phones',
  'Home Assistant': 'Lights, heating, doors',
  'Paperless-ngx': 'Every letter, found again',
  'Uptime Kuma': 'Watches from outside',
};

type Item = { kind: string; id: string; widget?: string; desktop: { x: number; y: number; w: number; h: number } };
type Board = { id: string; revision: number; content: { name: string; sections: { items: Item[] }[] } };

/** Forty apps on the home board. @returns their ids. */
export const fillHouse = async (amud: Amud, person: Person, targets: string): Promise<string[]> => {
  const others = more.map(([name, tag, port, icon]) => ({
    name,
    tags: [tag],
    url: `http://${name.toLowerCase()}.home.arpa:${port}/`,
    icon,
  }));
  const apps = [...someApps(30), ...others].map((app) => ({
    ...app,
    description: about[app.name] ?? '',
    check: {
      kind: 'http',
      url: `${targets}/${{ Frigate: 'slow', Plex: 'down' }[app.name] ?? app.name.toLowerCase()}`,
      intervalSeconds: 20,
      retries: 0,
      slowMs: 700,
    },
  }));
  const ids = await addApps(amud, person, apps);
  const { home } = await call<{ home: string }>(amud, person, 'GET', '/api/boards');
  const { board } = await call<{ board: Board }>(amud, person, 'GET', `/api/boards/${home}`);
  const [top] = board.content.sections;
  const content = {
    ...board.content,
    sections: [{ ...top, items: top?.items.map(withoutPlace) }, ...sectionsOf(apps, ids)],
  };
  await call(amud, person, 'PUT', `/api/boards/${home}`, { revision: board.revision, step: 'add', content });
  return ids;
};

/** Weather would need a place, and somebody to ask. */
const withoutPlace = (item: Item) =>
  item.widget === 'weather'
    ? { ...item, widget: 'countdown', settings: { title: 'Holidays', until: nextSummer() } }
    : item;

const nextSummer = (): string => `${new Date().getFullYear() + 1}-07-26T09:00`;

const shares: Record<string, string> = { Files: 'half', Watch: 'half' };

const sectionsOf = (apps: readonly { name: string; tags: readonly string[] }[], ids: readonly string[]) => {
  const tags = [...new Set(apps.flatMap((app) => app.tags))];
  return tags.map((tag, place) => {
    const members = apps.flatMap((app, index) => (app.tags.includes(tag) ? [ids[index] ?? ''] : []));
    const wide = shares[tag] ? 3 : 6;
    return {
      id: `section${String(place).padStart(4, '0')}`,
      title: tag,
      share: shares[tag] ?? 'full',
      items: members.map((appId, index) => ({
        kind: 'app',
        id: `item${appId}`,
        appId,
        desktop: areaOf(index, place, wide),
      })),
    };
  });
};

/** The first two of the first section are large: they show what a card can tell. */
const areaOf = (index: number, place: number, wide: number) => {
  if (place === 0 && index < 2) return { x: index * 4, y: 0, w: 4, h: 2 };
  if (place === 0 && index < 4) return { x: 8 + (index - 2) * 2, y: 0, w: 2, h: 1 };
  if (place === 0 && index < 6) return { x: 8 + (index - 4) * 2, y: 1, w: 2, h: 1 };
  const at = place === 0 ? index - 6 : index;
  return { x: (at % wide) * 2, y: Math.floor(at / wide) + (place === 0 ? 2 : 0), w: 2, h: 1 };
};
