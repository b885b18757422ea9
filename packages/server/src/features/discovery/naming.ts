import type { IconHit } from '@amud/protocol/icons.ts';
import { type KnownApp, knownApp, plain } from './known.ts';
import type { Candidate } from './propose.ts';

/** Last parts of image names that say nothing: `vaultwarden/server`, `nextcloud/all-in-one`. */
const partNames = /^(server|app|web|webui|core|main|docker|dashboard|frontend|backend|ui|api|latest|all-in-one)$/i;

/** `lscr.io/linuxserver/jellyfin:10.10@sha256:…` is jellyfin, `vaultwarden/server` vaultwarden. */
export const imageName = (image: string): string => {
  const parts = (image.split('@')[0] ?? '').split('/');
  const last = (parts.at(-1) ?? '').split(':')[0] ?? '';
  return (partNames.test(last) && parts.at(-2)) || last;
};

/** Programs that run anything: their names say nothing of what it is. */
const runners =
  /^(node|nodejs|bun|deno|python[\d.]*|uvicorn|gunicorn.*|java|dotnet|mono.*|ruby|puma.*|php.*|perl|docker-proxy|rootlessport|conmon|slirp4netns|systemd|init|main|server|app|beam\.smp|s6-.*|sh|bash|next-server.*|npm.*|.*\bworker\b.*)$/i;

export const programName = (process: string): string => (runners.test(process) ? '' : process);

/** What pages are called before anybody gave them a name, and what stands beside one. */
const telling = (part: string): boolean =>
  part !== '' &&
  !/^((sign|log) ?[io]n|home|dashboard|overview|welcome.*|index( of.*)?|document|loading.*|untitled|error|not found|forbidden|unauthorized|(vite|react|vue)( \+ \w+)* app|\d{3}( .*)?)$/i.test(
    part,
  );

/** A page's own name: "Jellyfin", not "Login - Jellyfin | home". */
export const titleName = (title: string): string => {
  const parts = title.split(/\s[-\u2013\u2014|·\u2022»:]\s|\s*\|\s*/).map((part) => part.trim());
  const named = parts.find((part) => knownApp(...wordsOf(part)));
  return (named ?? parts.filter(telling).at(-1) ?? '').slice(0, 80);
};

/** "Pi-hole nas": the whole, then its first words. */
const wordsOf = (text: string): string[] => {
  const words = text.split(/\s+/);
  return [text, ...[3, 2, 1].map((count) => words.slice(0, count).join(' '))];
};

/** What it is, by what it was made from, what it is called, and what its page says. */
export const recognise = (candidate: Candidate, title: string): KnownApp | undefined =>
  knownApp(candidate.image, ...(candidate.source === 'port' ? wordsOf(title) : []), candidate.name, candidate.part) ??
  knownApp(...wordsOf(title));

/** A name that a label says stays as it is. Else the name of an app or a brand is how people write the thing. */
export const nameOf = (
  candidate: Candidate,
  { title, known, hit, url }: { title: string; known: KnownApp | undefined; hit: IconHit | undefined; url: string },
): string => {
  if (candidate.isNamed) return candidate.name.slice(0, 80);
  const own = title || candidate.name;
  const isBrand = hit?.name.startsWith('brand:') === true && (own === '' || plain(own) === plain(hit.title));
  return (known?.name ?? (isBrand ? hit.title : own || new URL(url).host)).slice(0, 80);
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
