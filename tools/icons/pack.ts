import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalise } from '../../packages/server/src/features/icons/normalise.ts';
import { kinds, type Words } from '../../packages/server/src/features/icons/pack.ts';
import { legible } from './colours.ts';
import { type Element, outlineOf } from './outline.ts';
import { popular, ports, services } from './services.ts';

/**
 * Packs the icons of simple-icons and lucide-static into a few files, so that the server keeps none of them in memory
 * and the release carries no tree of 5,000 files:
 *
 * - `shapes`: the paths of all icons, one after the other.
 * - `places`: a line per icon, sorted by name: name, offset and length in `shapes`, and for brands the colour, the
 *   colour on dark and the colour on light.
 * - `words.json`: what they are found by. `licences.json`: under which terms they are here. `version`: of all of them.
 */
type Brand = {
  title: string;
  slug: string;
  hex: string;
  source: string;
  guidelines?: string;
  license?: { type: string; url?: string };
  aliases?: { aka?: string[]; old?: string[]; dup?: { title: string }[]; loc?: Record<string, string> };
};
/** `old`: names that it had before, by which it is still known. */
type Icon = { name: string; title: string; path: string; colours: string[]; terms: string[]; old: string[] };

const packages = join(import.meta.dirname, '../../node_modules');
const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8'));

const brandIcons = (root: string): Icon[] =>
  readJson<Brand[]>(join(root, 'data/simple-icons.json')).map(({ title, slug, hex, aliases = {} }) => {
    const path = / d="([^"]+)"/.exec(readFileSync(join(root, 'icons', `${slug}.svg`), 'utf8'))?.[1];
    if (!path || !/^[\w\s.,+-]+$/.test(path)) throw new Error(`The icon ${slug} is not one plain path.`);
    const { aka = [], old = [], dup = [], loc = {} } = aliases;
    const terms = [...aka, ...old, ...dup.map((one) => one.title), ...Object.values(loc)];
    const colours = [hex.toLowerCase(), legible(hex, 'dark'), legible(hex, 'light')];
    return { name: `brand:${slug.replaceAll('_', '-')}`, title, path, colours, terms, old: [] };
  });

const titleOf = (slug: string): string => {
  const words = slug.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Lucide renames its icons and keeps a file under each old name, with the same drawing. @returns old names by new one. */
const oldNames = (root: string, names: string[]): Map<string, string[]> => {
  const drawing = (slug: string): string =>
    readFileSync(join(root, 'icons', `${slug}.svg`), 'utf8').replace(/ class="[^"]*"/, '');
  const known = new Map(names.map((slug) => [drawing(slug), slug]));
  const current = new Set(names);
  const old = new Map<string, string[]>();
  for (const file of readdirSync(join(root, 'icons'))) {
    const slug = file.replace(/\.svg$/, '');
    const now = current.has(slug) ? undefined : known.get(drawing(slug));
    if (now !== undefined) old.set(now, [...(old.get(now) ?? []), slug]);
  }
  return old;
};

const generalIcons = (root: string): Icon[] => {
  const tags = readJson<Record<string, string[]>>(join(root, 'tags.json'));
  const nodes = readJson<Record<string, Element[]>>(join(root, 'icon-nodes.json'));
  const old = oldNames(root, Object.keys(nodes));
  return Object.entries(nodes).map(([slug, elements]) => ({
    name: `general:${slug}`,
    title: titleOf(slug),
    path: outlineOf(elements),
    colours: [],
    terms: tags[slug] ?? [],
    old: (old.get(slug) ?? []).map((name) => `general:${name}`),
  }));
};

const termsOf = ({ name, old }: Icon): string[] =>
  [name, ...old].flatMap((one) => (services[one] ?? '').split(',').map((term) => term.trim())).filter(Boolean);

/** Adds the names of services. @throws when the table names an icon that is not there (any more). */
const withServices = (icons: Icon[]): (Icon & { services: string[] })[] => {
  const names = new Set(icons.flatMap(({ name, old }) => [name, ...old]));
  const unknown = [...Object.keys(services), ...Object.values(ports), ...popular].filter((name) => !names.has(name));
  if (unknown.length > 0) throw new Error(`services.ts names icons that are not there: ${unknown.join(', ')}.`);
  return icons.map((icon) => ({
    ...icon,
    services: termsOf(icon),
  }));
};

/** Every name and word by which an icon is found, once for each icon: as it is written, and without its spaces. */
const wordsOf = (icons: ReturnType<typeof withServices>): Words => {
  const rows = icons.flatMap(({ name, title, services: own, terms, old }, icon) => {
    const isBrand = name.startsWith('brand:');
    const names = [title, ...[name, ...old].map((one) => one.slice(one.indexOf(':') + 1))];
    const kindOf = new Map<string, number>();
    const put = (words: string[], kind: number): void => {
      for (const word of words.map(normalise))
        for (const term of [word, word.replaceAll(' ', '')]) if (term && !kindOf.has(term)) kindOf.set(term, kind);
    };
    put(own, kinds.service);
    put(names, kinds.name);
    put(terms, isBrand ? kinds.alias : kinds.tag);
    return [...kindOf].map(([term, kind]) => ({ term, kind, icon }));
  });
  return {
    names: icons.map(({ name }) => name),
    titles: icons.map(({ title }) => title),
    terms: rows.map(({ term }) => term).join('\n'),
    of: rows.map(({ icon }) => icon),
    kinds: rows.map(({ kind }) => kind).join(''),
    popular: popular.map((name) => icons.findIndex((icon) => icon.name === name)),
    ports,
  };
};

const licencesOf = (brands: Brand[]) =>
  brands.flatMap(({ title, slug, license, guidelines, source }) =>
    license || guidelines
      ? [
          {
            name: `brand:${slug.replaceAll('_', '-')}`,
            title,
            licence: license?.type ?? null,
            url: license?.url ?? null,
            guidelines: guidelines ?? null,
            source,
          },
        ]
      : [],
  );

const placesOf = (icons: Icon[]): { places: string; shapes: string } => {
  let offset = 0;
  const lines = icons.flatMap(({ name, old, path, colours }) => {
    const place = [offset, path.length, ...colours].join(' ');
    offset += path.length;
    return [name, ...old].map((one) => `${one} ${place}`);
  });
  return { places: `${lines.sort().join('\n')}\n`, shapes: icons.map(({ path }) => path).join('') };
};

const byName = (one: Icon, other: Icon): number => (one.name < other.name ? -1 : 1);

/** What is in the packages now, as the files of the pack. */
const makeFiles = (): Record<string, string> => {
  const roots = { brand: join(packages, 'simple-icons'), general: join(packages, 'lucide-static') };
  const icons = withServices([...brandIcons(roots.brand), ...generalIcons(roots.general)].sort(byName));
  const files: Record<string, string> = {
    ...placesOf(icons),
    'words.json': JSON.stringify(wordsOf(icons)),
    'licences.json': JSON.stringify({
      general: readFileSync(join(roots.general, 'LICENSE'), 'utf8'),
      brands: licencesOf(readJson(join(roots.brand, 'data/simple-icons.json'))),
    }),
  };
  const hash = createHash('sha256');
  for (const text of Object.values(files)) hash.update(text);
  return { ...files, version: hash.digest('hex').slice(0, 12) };
};

/** Writes the pack into `folder`, whole or not at all: tests may be reading there. */
export const packIcons = (folder: string): void => {
  const making = `${folder}.${process.pid}`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  for (const [name, text] of Object.entries(makeFiles())) writeFileSync(join(making, name), text);
  rmSync(folder, { recursive: true, force: true });
  renameSync(making, folder);
};
