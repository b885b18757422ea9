import type { FoundApp, FoundContainer } from '@amud/protocol/discovery.ts';
import type { IconHit } from '@amud/protocol/icons.ts';

/** A host and what its agent found. */
export type Host = { nodeId: string; nodeName: string; address: string };
/** Something that may be an app, before anybody asked whether it answers. */
export type Candidate = {
  key: string;
  part: string;
  source: FoundApp['source'];
  name: string;
  icon: string;
  description: string;
  group: string;
  /** What to try, the likeliest first; the first that answers is the app's address. A label's address is not tried. */
  urls: string[];
};

const hostOf = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** Ports that are served over TLS, and those where nobody finds a page. */
const secure = new Set([443, 4443, 8006, 8007, 8443, 9443, 10443]);
const pageless = new Set([
  21, 22, 23, 25, 53, 67, 68, 88, 110, 111, 123, 135, 137, 138, 139, 143, 161, 389, 445, 465, 514, 515, 548, 554, 587,
  636, 853, 873, 990, 993, 995, 1433, 1521, 1883, 2049, 2375, 2376, 3260, 3306, 3389, 5222, 5353, 5355, 5432, 5671,
  5672, 5900, 5984, 6379, 6443, 8883, 9042, 9092, 11211, 27017,
]);

export const hasPage = (port: number): boolean => !pageless.has(port);

const urlsOf = ({ address }: Host, port: number): string[] => {
  const at = (scheme: 'http' | 'https'): string => new URL(`${scheme}://${hostOf(address)}:${port}/`).href;
  return secure.has(port) ? [at('https'), at('http')] : [at('http'), at('https')];
};

export const fromPort = (host: Host, port: number, process: string | undefined): Candidate => ({
  key: `${host.nodeId}:port:${port}`,
  part: '',
  source: 'port',
  name: process ?? '',
  icon: '',
  description: '',
  group: '',
  urls: urlsOf(host, port),
});

/** `lscr.io/linuxserver/jellyfin:10.10@sha256:…` is jellyfin. */
export const imageName = (image: string): string => (image.split('@')[0]?.split('/').at(-1) ?? '').split(':')[0] ?? '';

export const fromContainer = (host: Host, container: FoundContainer): Candidate | undefined => {
  const { labels, name, image } = container;
  if (labels['amud.enable'] === 'false') return undefined;
  const label = (key: string): string => labels[`amud.${key}`] ?? '';
  const wished = label('url') || labels['homepage.href'] || traefikUrl(labels);
  const ports = container.ports.flatMap(({ publicPort }) => (publicPort === undefined ? [] : [publicPort]));
  const urls = isAddress(wished) ? [wished] : likeliest(ports).flatMap((port) => urlsOf(host, port));
  if (urls.length === 0) return undefined;
  const said = label('name') || labels['homepage.name'] || '';
  return {
    key: `${host.nodeId}:container:${name}`,
    part: name,
    source: isAddress(wished) || said !== '' ? 'label' : 'container',
    name: said || imageName(image) || name,
    icon: label('icon') || (labels['homepage.icon'] ?? ''),
    description: label('description') || (labels['homepage.description'] ?? ''),
    group: label('category') || (labels['homepage.group'] ?? ''),
    urls,
  };
};

const isAddress = (text: string | undefined): text is string =>
  text !== undefined && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** Ports of pages before others, low ones first, each once (an engine lists IPv4 and IPv6). */
const likeliest = (ports: readonly number[]): number[] =>
  [...new Set(ports)].filter(hasPage).sort((one, other) => one - other);

/** The host of a router's rule, `Host(`films.example.org`) && …`, https where the router speaks TLS. */
const traefikUrl = (labels: Record<string, string>): string => {
  if (labels['traefik.enable'] === 'false') return '';
  for (const [key, rule] of Object.entries(labels)) {
    const router = /^traefik\.http\.routers\.([^.]+)\.rule$/.exec(key)?.[1];
    const host = /\bHost\(\s*[`'"]([A-Za-z0-9.-]{1,253})[`'"]/.exec(rule)?.[1];
    if (router === undefined || host === undefined) continue;
    const of = (name: string): string => labels[`traefik.http.routers.${router}.${name}`] ?? '';
    const isSecure = (of('tls') !== '' && of('tls') !== 'false') || /secure|https|443/i.test(of('entrypoints'));
    return `${isSecure ? 'https' : 'http'}://${host}/`;
  }
  return '';
};

/** Icons of other dashboards: `jellyfin.png`, `si-jellyfin`, `mdi-server`, `sh-immich.svg`. */
export const wishedIcon = (text: string, has: (name: string) => boolean): string => {
  if (has(text)) return text;
  const slug = text
    .replace(/^(si|mdi|sh|di|lucide)-/, '')
    .replace(/\.(svg|png|webp|jpe?g)$/, '')
    .replace(/-#?[0-9a-f]{6}$/, '')
    .toLowerCase();
  const [brand, general] = [`brand:${slug.replaceAll('-', '')}`, `general:${slug}`];
  return has(brand) ? brand : has(general) ? general : '';
};

/** A page's own name: "Jellyfin", not "Login - Jellyfin | home". */
export const titleName = (title: string): string => {
  const parts = title.split(/\s[-–—|·:]\s/).map((part) => part.trim());
  const telling = parts.filter(
    (part) => part !== '' && !/^(sign|log) ?[io]n$|^(home|dashboard|welcome|index)$/i.test(part),
  );
  return (telling.at(-1) ?? '').slice(0, 80);
};

/** The name of an icon is how people write the thing; a name that a label says stays as it is. */
export const nameOf = (candidate: Candidate, title: string, hit: IconHit | undefined, url: string): string => {
  if (candidate.source === 'label' && candidate.name !== '') return candidate.name.slice(0, 80);
  const isBrand = hit?.name.startsWith('brand:') === true;
  return (isBrand ? hit.title : title || candidate.name || new URL(url).host).slice(0, 80);
};
