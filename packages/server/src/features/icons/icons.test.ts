import { join } from 'node:path';
import { type IconHit, iconShape, type Shapes } from '@amud/protocol/icons.ts';
import { limits } from '@amud/protocol/limits.ts';
import fc from 'fast-check';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Lab, startLab } from '../../../test/lab.ts';
import { openPack } from './pack.ts';
import { createIndex, type IconIndex } from './search.ts';
import { suggest } from './suggest.ts';

const folder = join(import.meta.dirname, '../../../../../node_modules/.cache/amud-icons');
const pack = openPack(folder);
let index: IconIndex;
let lab: Lab;
let admin: Client;
beforeAll(async () => {
  index = createIndex(await pack.words());
  lab = await startLab();
  admin = await lab.admin();
});
afterAll(() => lab.stop());

const first = (text: string): string | undefined => index.search(text, 1)[0]?.name;
const names = (text: string): string[] => index.search(text, 10).map(({ name }) => name);

/** Every service of the catalogue that AMUD is to know, by name. */
const services =
  `Pi-hole|AdGuard Home|Technitium DNS|Blocky|NextDNS|Radarr|Sonarr|Lidarr|Readarr|Whisparr|Prowlarr|Bazarr|Mylar3|Kapowarr|Huntarr|Maintainerr|Tdarr|Medusa|Unmanic|FileFlows|Overseerr|Jellyseerr|Seerr|Ombi|qBittorrent|SABnzbd|NZBGet|Transmission|Deluge|Jackett|ruTorrent|JDownloader 2|autobrr|aria2|slskd|Synology Download Station|Flood|pyLoad|Plex Media Server|Jellyfin|Emby|Tautulli|Audiobookshelf|Immich|PhotoPrism|Navidrome|Komga|Frigate NVR|Scrypted|Channels DVR Server|Calibre-Web|Tube Archivist|Kavita|Stash|Atsumeru|BookLore|Dispatcharr|HDHomeRun|Jellystat|RomM|Suwayomi|Tracearr|xTeVe|Your Spotify|MJPEG stream|FRITZ!Box|UniFi Network|OPNsense|pfSense|OpenWrt|MikroTik RouterOS 7|TP-Link Omada controller|Tailscale|NetBird|Headscale|WG-Easy|Gluetun control server|Nginx Proxy Manager|Traefik|Cloudflare Tunnel|Caddy admin API|NetAlertX|Pangolin|Syncthing relay server|SWAG dashboard|Portainer|Dockge|Proxmox VE|Proxmox guest|Kubernetes|Watchtower|Coolify|Arcane|Argo CD|Docker container|Dockhand|Komodo|What's Up Docker|Pterodactyl|Minecraft server|GameDig|TrueNAS|Synology DSM|Unraid|OpenMediaVault|QNAP QTS|Proxmox Backup Server|MinIO|Restic REST server|Duplicati|UrBackup|Kopia server|File Browser|Backrest|UniFi Drive|DeveLanCacheUI|Uptime Kuma|Grafana|Netdata|Glances|Beszel|PeaNUT|Gotify|changedetection.io|Prometheus|Prometheus query|ntfy|Speedtest Tracker|Healthchecks|Gatus|Scrutiny|UptimeRobot|Umami|Zabbix|apcupsd|Checkmk|MySpeed|Home Assistant|Node-RED|Zigbee2MQTT|ESPHome dashboard|OctoPrint|evcc|Homebridge UI|Moonraker|OpenDTU|Spoolman|Plant-it|Paperless-ngx|Mealie|Nextcloud|FreshRSS|Vikunja|Gitea|Forgejo|GitLab|Jenkins|GitHub release watch|Docker Hub tag watch|Azure DevOps|Calendar|HomeBox|Karakeep|Linkwarden|LubeLogger|mailcow|Mastodon instance|Miniflux|Tandoor Recipes|Trilium Notes|SparkyFitness|Vaultwarden|authentik|Authelia|CrowdSec LAPI|Ollama|Open WebUI|Firefly III|Wallos|Custom API|RSS / Atom feed|CoinMarketCap|Ghostfolio|Stocks|Iframe|Drone CI|Garage|SeaweedFS|Kodi|WireGuard-UI|OpenVPN Access Server|Hubitat Elevation|SmartThings|ioBroker|Blue Iris|Shinobi|Agent DVR`.split(
    '|',
  );

describe('icons', () => {
  it('has 2,500 brands and more, a general set, and a drawing for each', async () => {
    const { names: all } = await pack.words();
    const brands = all.filter((name) => name.startsWith('brand:'));
    expect(brands.length).toBeGreaterThan(2_500);
    expect(all.length - brands.length).toBeGreaterThan(1_500);
    for (const name of all) {
      const shape = v.parse(iconShape, await pack.shape(name));
      expect(shape.path.length).toBeGreaterThan(5);
      expect('own' in shape).toBe(name.startsWith('brand:'));
    }
    for (const name of ['brand:', 'brand:nope', 'general:', 'zzz', '', 'a', 'general:zoom-outt', '\n'])
      expect(await pack.shape(name)).toBeUndefined();
  });

  it('still knows icons by the names they had before', async () => {
    expect(await pack.shape('general:home')).toEqual(await pack.shape('general:house'));
  });

  it.each(services)('finds something for %s by its whole name', (name) => {
    const [best = 0] = [...index.score(name).values()].sort((one, other) => other - one);
    expect(best).toBeGreaterThanOrEqual(65);
    expect(suggest(index, { name, url: '' }, 6).length).toBeGreaterThan(0);
  });

  it.each([
    ['jellyfin', 'brand:jellyfin'],
    ['jelyfin', 'brand:jellyfin'],
    ['jellifyn', 'brand:jellyfin'],
    ['sonrar', 'brand:sonarr'],
    ['bitwraden', 'brand:bitwarden'],
    ['pi hole', 'brand:pihole'],
    ['PI-HOLE', 'brand:pihole'],
    ['npm', 'brand:nginxproxymanager'],
    ['unifi', 'brand:ubiquiti'],
    ['assistant home', 'brand:homeassistant'],
    ['lidarr', 'general:eighth-notes'],
    ['server', 'general:server'],
    ['home', 'general:house'],
    ['Gluetun control server', 'general:globe-lock'],
    ['Société Radio-Canada', 'brand:cbc'],
  ])('finds %s', (text, name) => {
    expect(first(text)).toBe(name);
  });

  it('finds by the beginning, while it is typed', () => {
    for (const typed of ['jel', 'jell', 'jelly', 'jellyf']) expect(names(typed)).toContain('brand:jellyfin');
    expect(names('')).toEqual(expect.arrayContaining([expect.stringMatching(/^brand:/)]));
    expect(index.search('zzqqzzqq', 10)).toEqual([]);
  });

  it('suggests by name, then host name, then port', () => {
    const top = (name: string, url: string) => suggest(index, { name, url }, 6)[0]?.name;
    expect(top('Films', 'https://radarr.example.org')).toMatch(/clapperboard|radarr/);
    expect(top('', 'https://vaultwarden.home')).toBe('brand:vaultwarden');
    expect(top('My media', 'http://nas:8096')).toBe('brand:jellyfin');
    expect(top('My Pi-hole 2', 'http://10.0.0.53/admin')).toBe('brand:pihole');
    expect(top('HA', 'http://10.0.0.4:8123')).toBe('brand:homeassistant');
    expect(suggest(index, { name: '', url: 'http://192.168.1.1' }, 6)).toEqual([]);
  });

  it('takes any text: no crash, never an icon twice, never more than asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), fc.integer({ min: 1, max: 50 }), (text, limit) => {
        const found = index.search(text, limit).map(({ name }) => name);
        expect(new Set(found).size).toBe(found.length);
        expect(found.length).toBeLessThanOrEqual(limit);
        suggest(index, { name: text, url: `http://${text}` }, 6);
      }),
    );
  });
});

describe('icons over HTTP', () => {
  it('gives one as a picture that can do nothing, to be seen on dark or light, to be kept for ever', async () => {
    const { version } = pack;
    const dark = await lab.client().get(`/icons/brand/github.svg?on=dark&v=${version}`);
    const light = await lab.client().get('/icons/brand/github.svg?on=light');
    expect(dark.headers.get('content-type')).toBe('image/svg+xml');
    expect(dark.headers.get('content-security-policy')).toContain("sandbox; default-src 'none'");
    expect(dark.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(light.headers.get('cache-control')).toBe('public, max-age=86400');
    expect(dark.text).toMatch(/^<svg [^>]*><path fill="#[0-9a-f]{6}" d="[^"]+"\/><\/svg>$/);
    expect(dark.text).not.toBe(light.text);
    const again = await lab.client().get('/icons/brand/github.svg', { 'if-none-match': `"${version}"` });
    expect(again.status).toBe(304);
    expect((await lab.client().get('/icons/brand/nope.svg')).status).toBe(404);
    expect((await lab.client().get('/icons/other/github.svg')).status).toBe(404);
    expect((await lab.client().get('/icons/brand/..%2f..%2fversion')).status).toBe(404);
  });

  it('gives many with one request, and leaves out what is not there', async () => {
    const { body } = await lab.client().get('/icons/shapes?of=brand:jellyfin,general:server,brand:nope');
    expect(Object.keys(body as Shapes)).toEqual(['brand:jellyfin', 'general:server']);
    const many = Array.from({ length: limits.icons.shapes + 1 }, () => 'brand:x').join(',');
    expect((await lab.client().get(`/icons/shapes?of=${many}`)).status).toBe(422);
    expect((await lab.client().get('/icons/shapes?of=../../etc/passwd')).status).toBe(422);
  });

  it('searches and suggests, and refuses what is too long', async () => {
    const found = (await admin.get('/api/icons?q=grafna&limit=3')).body as { icons: IconHit[] };
    expect(found.icons[0]).toEqual({ name: 'brand:grafana', title: 'Grafana' });
    const fitting = (await admin.get('/api/icons/suggest?name=Kuma&url=')).body as { icons: IconHit[] };
    expect(fitting.icons[0]?.name).toBe('brand:uptimekuma');
    expect((await admin.get(`/api/icons?q=${'x'.repeat(limits.icons.queryLength + 1)}`)).status).toBe(422);
    expect((await admin.get(`/api/icons?limit=${limits.icons.hits + 1}`)).status).toBe(422);
  });

  it('names the terms under which they are here', async () => {
    const { body } = await admin.get('/api/icons/licences');
    expect(body).toMatchObject({ general: expect.stringContaining('ISC License') });
    const { brands } = body as { brands: { name: string; licence: string | null }[] };
    expect(brands.filter(({ licence }) => licence !== null).length).toBeGreaterThan(150);
  });
});
