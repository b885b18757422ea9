import type { Amud } from './process.ts';
import type { Person } from './session.ts';

/** Apps as people have them: name, tags, port, icon. Beyond these, numbered ones. */
const known = [
  ['Jellyfin', 'Media', 8096, 'brand:jellyfin'],
  ['Plex', 'Media', 32400, 'brand:plex'],
  ['Immich', 'Media', 2283, 'brand:immich'],
  ['Sonarr', 'Media', 8989, 'brand:sonarr'],
  ['Radarr', 'Media', 7878, 'brand:radarr'],
  ['Navidrome', 'Media', 4533, 'general:music'],
  ['Audiobookshelf', 'Media', 13378, 'brand:audiobookshelf'],
  ['qBittorrent', 'Media', 8080, 'brand:qbittorrent'],
  ['Pi-hole', 'Network', 8053, 'brand:pihole'],
  ['UniFi', 'Network', 8443, 'brand:ubiquiti'],
  ['OPNsense', 'Network', 443, 'brand:opnsense'],
  ['Nginx Proxy Manager', 'Network', 81, 'brand:nginxproxymanager'],
  ['Tailscale', 'Network', 41641, 'brand:tailscale'],
  ['AdGuard Home', 'Network', 3000, 'brand:adguard'],
  ['Home Assistant', 'House', 8123, 'brand:homeassistant'],
  ['Zigbee2MQTT', 'House', 8081, 'brand:zigbee2mqtt'],
  ['Frigate', 'House', 5000, 'general:cctv'],
  ['Node-RED', 'House', 1880, 'brand:nodered'],
  ['Nextcloud', 'Files', 8082, 'brand:nextcloud'],
  ['Paperless-ngx', 'Files', 8000, 'brand:paperlessngx'],
  ['Syncthing', 'Files', 8384, 'brand:syncthing'],
  ['Vaultwarden', 'Files', 8222, 'brand:vaultwarden'],
  ['Grafana', 'Watch', 3001, 'brand:grafana'],
  ['Prometheus', 'Watch', 9090, 'brand:prometheus'],
  ['Uptime Kuma', 'Watch', 3002, 'brand:uptimekuma'],
  ['Portainer', 'Watch', 9443, 'brand:portainer'],
  ['Proxmox VE', 'Watch', 8006, 'brand:proxmox'],
  ['TrueNAS', 'Watch', 444, 'brand:truenas'],
  ['Gitea', 'Work', 3003, 'brand:gitea'],
  ['Forgejo', 'Work', 3004, 'brand:forgejo'],
] as const;

export type NewApp = { name: string; tags: string[]; url: string; icon: string };

export const someApps = (count: number): NewApp[] =>
  Array.from({ length: count }, (_, index) => {
    const [name, tag, port, icon] = known[index % known.length] ?? known[0];
    const round = Math.floor(index / known.length);
    return {
      name: round === 0 ? name : `${name} ${round + 1}`,
      tags: [tag],
      url: `http://${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.home.arpa:${port}/`,
      icon,
    };
  });

/** Asks the server, or throws what it answered. */
export const call = async <T>(
  { url }: Pick<Amud, 'url'>,
  person: Person,
  method: string,
  path: string,
  body?: object,
) => {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', origin: url, cookie: person.cookie },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
};

export const addApps = async (amud: Pick<Amud, 'url'>, person: Person, apps: readonly NewApp[]): Promise<string[]> => {
  const ids: string[] = [];
  for (const app of apps) {
    const added = await call<{ app: { id: string } }>(amud, person, 'POST', '/api/apps', app);
    ids.push(added.app.id);
  }
  return ids;
};

type Item = { kind: string; id: string; desktop: { x: number; y: number; w: number; h: number } };
type Section = { id: string; title: string; items: Item[] };
type Board = { id: string; revision: number; content: { name: string; sections: Section[] } };

/** Six cards of two cells in a row, in a section for each tag. */
const sectionsOf = (apps: readonly NewApp[], ids: readonly string[]): Section[] => {
  const tags = [...new Set(apps.flatMap(({ tags }) => tags))];
  return tags.map((tag, place) => {
    const members = apps.flatMap((app, index) => (app.tags.includes(tag) ? [ids[index] ?? ''] : []));
    const items = members.map((appId, index) => ({
      kind: 'app',
      id: `item${appId}`,
      appId,
      desktop: { x: (index % 6) * 2, y: Math.floor(index / 6), w: 2, h: 1 },
    }));
    return { id: `section${String(place).padStart(4, '0')}`, title: tag, items };
  });
};

/** Adds that many apps and puts a card for each on the home board. @returns the id of that board. */
export const fillHome = async (
  amud: Pick<Amud, 'url'>,
  person: Person,
  count: number,
  /** What each app has beside. */
  over: object = {},
): Promise<string> => {
  const apps = someApps(count).map((app) => ({ ...app, ...over }));
  const ids = await addApps(amud, person, apps);
  const { home } = await call<{ home: string }>(amud, person, 'GET', '/api/boards');
  const { board } = await call<{ board: Board }>(amud, person, 'GET', `/api/boards/${home}`);
  const first = board.content.sections.slice(0, 1);
  const content = { ...board.content, sections: [...first, ...sectionsOf(apps, ids)] };
  await call(amud, person, 'PUT', `/api/boards/${home}`, { revision: board.revision, step: 'add', content });
  return home;
};
