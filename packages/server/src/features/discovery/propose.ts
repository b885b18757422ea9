import type { FoundApp, FoundContainer } from '@amud/protocol/discovery.ts';
import { imageName, programName } from './naming.ts';

/** A host and what its agent found. */
export type Host = { nodeId: string; nodeName: string; address: string };
/** Something that may be an app, before anybody asked whether it answers. */
export type Candidate = {
  key: string;
  part: string;
  source: FoundApp['source'];
  name: string;
  /** A label says that it is called so. */
  isNamed: boolean;
  /** The name of its image; empty: it is in no container. */
  image: string;
  icon: string;
  description: string;
  group: string;
  /** What to try, the likeliest first; the first that answers is the app's address. A label's address is not tried. */
  urls: string[];
};

const hostOf = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** Ports that are served over TLS, and those where nobody finds a page. */
const secure = new Set([443, 943, 4443, 5001, 8006, 8007, 8443, 8444, 8920, 9443, 10000, 10443]);
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
  name: programName(process ?? ''),
  isNamed: false,
  image: '',
  icon: '',
  description: '',
  group: '',
  urls: urlsOf(host, port),
});

export const fromContainer = (host: Host, container: FoundContainer): Candidate | undefined => {
  const { labels, name, image } = container;
  if (labels['amud.enable'] === 'false') return undefined;
  const label = (...keys: string[]): string => keys.map((key) => labels[key] ?? '').find((text) => text !== '') ?? '';
  const wished = addressIn(label('amud.url', 'amud.href', 'homepage.href') || traefikUrl(labels), host);
  const urls = wished === undefined ? urlsOfPorts(host, container) : [wished];
  if (urls.length === 0) return undefined;
  const said = label('amud.name', 'homepage.name');
  return {
    key: `${host.nodeId}:container:${name}`,
    part: name,
    source: wished !== undefined || said !== '' ? 'label' : 'container',
    name: said || imageName(image) || name,
    isNamed: said !== '',
    image: imageName(image),
    icon: label('amud.icon', 'homepage.icon'),
    description: label('amud.description', 'homepage.description'),
    group: label('amud.group', 'amud.category', 'homepage.group'),
    urls,
  };
};

/** What a label means by "this machine" is the host: from elsewhere in the house it would be another one. */
const addressIn = (text: string, host: Host): string | undefined => {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol)) return undefined;
  if (/^(localhost|127\..*|0\.0\.0\.0|\[::1?\])$/.test(url.hostname)) url.hostname = hostOf(host.address);
  return url.href;
};

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';
const isEverywhere = (address: string): boolean => ['', '0.0.0.0', '::'].includes(address);

/** Ports of pages, low ones first, each once (an engine lists IPv4 and IPv6); not those that only the host itself reaches. */
const urlsOfPorts = (host: Host, { ports }: FoundContainer): string[] => {
  const places = new Map<number, string>();
  for (const { publicPort, address = '' } of ports) {
    if (publicPort === undefined || !hasPage(publicPort) || isLoopback(address)) continue;
    if (!places.has(publicPort)) places.set(publicPort, isEverywhere(address) ? host.address : address);
  }
  return [...places]
    .sort(([one], [other]) => one - other)
    .flatMap(([port, address]) => urlsOf({ ...host, address }, port));
};

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
