import { existsSync, readFileSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IconLicences, IconShape } from '@amud/protocol/icons.ts';
import { StartError } from '@amud/protocol/start-error.ts';

/** What icons are found by: names and titles in one order, and terms, one a line, each with its icon and its kind. */
export type Words = {
  names: string[];
  titles: string[];
  terms: string;
  /** For each term: which icon. */
  of: number[];
  /** For each term a digit; see `kinds`. */
  kinds: string;
  /** Icons that many people use. */
  popular: number[];
  ports: Record<string, string>;
};

/** What a term is to its icon, the best first. */
export const kinds = { service: 0, name: 1, alias: 2, tag: 3 } as const;

/** The icons as `tools/icons/pack.ts` wrote them. Only a list of places is in memory; everything else is read when asked. */
export type Pack = {
  /** Changes with any icon. */
  version: string;
  /** Undefined when there is no such icon. */
  shape(name: string): Promise<IconShape | undefined>;
  has(name: string): boolean;
  words(): Promise<Words>;
  licences(): Promise<IconLicences>;
};

type Place = { offset: number; bytes: number; colours: string[] };

const SHAPES_KEPT = 128;

/** @throws StartError when it was not built. */
export const openPack = (folder: string): Pack => {
  if (!existsSync(join(folder, 'version')))
    throw new StartError(`The icons are missing in ${folder}. Run: npm run build`);
  const places = readFileSync(join(folder, 'places'));
  const kept = new Map<string, IconShape>();
  const keep = (name: string, shape: IconShape): IconShape => {
    kept.delete(name);
    kept.set(name, shape);
    const [oldest] = kept.keys();
    if (kept.size > SHAPES_KEPT && oldest !== undefined) kept.delete(oldest);
    return shape;
  };
  return {
    version: readFileSync(join(folder, 'version'), 'utf8'),
    has: (name) => findPlace(places, name) !== undefined,
    shape: async (name) => {
      const known = kept.get(name);
      if (known) return keep(name, known);
      const place = findPlace(places, name);
      return place && keep(name, toShape(await readPart(join(folder, 'shapes'), place), place));
    },
    words: async () => JSON.parse(await readFile(join(folder, 'words.json'), 'utf8')) as Words,
    licences: async () => JSON.parse(await readFile(join(folder, 'licences.json'), 'utf8')) as IconLicences,
  };
};

const NEW_LINE = 10;

/** A binary search over the lines, which are sorted: 5,600 of them as objects would take ten times their room. */
const findPlace = (places: Buffer, name: string): Place | undefined => {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const start = places.lastIndexOf(NEW_LINE, middle - 1) + 1;
    const end = places.indexOf(NEW_LINE, start);
    const [found = '', offset, bytes, ...colours] = places.toString('latin1', start, end).split(' ');
    if (found === name) return { offset: Number(offset), bytes: Number(bytes), colours };
    if (found < name) low = end + 1;
    else high = start;
  }
  return undefined;
};

const readPart = async (path: string, { offset, bytes }: Place): Promise<string> => {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(bytes), 0, bytes, offset);
    return buffer.toString('latin1');
  } finally {
    await file.close();
  }
};

const toShape = (path: string, { colours }: Place): IconShape => {
  const [own, dark, light] = colours;
  return own && dark && light ? { path, own: `#${own}`, dark: `#${dark}`, light: `#${light}` } : { path };
};
