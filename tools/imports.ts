import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

/**
 * Who may import whom (docs/architecture.md). Neither npm nor tsc prevents an import that is not allowed: the link in
 * node_modules resolves. Prints each breach and ends with 1 when there is one.
 */
const packages: Record<string, string[]> = {
  protocol: [],
  integrations: ['protocol'],
  agent: ['protocol'],
  web: ['protocol'],
  cli: ['protocol'],
  server: ['protocol', 'integrations'],
};

/** Inside a package: the first folder of a file → the folders it may import beside its own. `.` is the package's top. */
const rooms: Record<string, Record<string, string[]>> = {
  server: {
    core: [],
    store: ['core'],
    http: ['core', 'store'],
    live: ['core', 'store', 'http'],
    features: ['core', 'store', 'http', 'live'],
  },
  web: {
    link: ['messages.ts'],
    look: ['messages.ts'],
    state: ['link', 'messages.ts'],
    parts: ['look', 'state', 'messages.ts'],
    pages: ['state', 'parts', 'look', 'messages.ts'],
  },
  agent: { collectors: ['log.ts'], discovery: ['collectors'] },
};

export type Import = { file: string; specifier: string };

/** @returns why the import is not allowed, or undefined. `file` is relative to the root of the repository. */
export const breach = ({ file, specifier }: Import): string | undefined => {
  const [, from, , ...inside] = file.split('/');
  if (!file.startsWith('packages/') || !from) return undefined;
  const other = /^@amud\/([a-z]+)/.exec(specifier)?.[1];
  if (other !== undefined) return packages[from]?.includes(other) ? undefined : `${from} may not import ${other}`;
  if (!specifier.startsWith('.')) return undefined;
  const target = normalize(join(dirname(file), specifier));
  if (!target.startsWith(`packages/${from}/`)) return `${from} reaches outside its package`;
  if (file.includes('.test.')) return undefined;
  return breachInside(from, inside, target.split('/').slice(3));
};

const breachInside = (name: string, from: string[], to: string[]): string | undefined => {
  const allowed = rooms[name];
  const [fromRoom = '', toRoom = ''] = [from[0], to[0]];
  if (!allowed || from.length < 2) return undefined;
  if (fromRoom === 'features' && toRoom === 'features' && from[1] !== to[1])
    return `feature ${from[1]} imports feature ${to[1]}`;
  if (fromRoom === toRoom || allowed[fromRoom]?.includes(toRoom)) return undefined;
  return allowed[fromRoom] ? `${name}/${fromRoom} may not import ${name}/${toRoom}` : undefined;
};

/** Only the modules that a line names; a string that looks like an import inside a text is a false alarm we can live with. */
export const importsOf = (file: string, text: string): Import[] =>
  [...text.matchAll(/(?:from\s+|import\s+|import\()\s*'([^']+)'/g)].map((match) => ({
    file,
    specifier: match[1] ?? '',
  }));

const root = join(import.meta.dirname, '..');
const sources = (): string[] =>
  readdirSync(join(root, 'packages'), { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name) && !entry.parentPath.includes('node_modules'),
    )
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));

if (import.meta.main) {
  const imports = sources().flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')));
  for (const one of imports) {
    const why = breach(one);
    if (why === undefined) continue;
    console.error(`${one.file}: ${one.specifier}: ${why}`);
    process.exitCode = 1;
  }
}
