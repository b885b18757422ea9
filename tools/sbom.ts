import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `npm run sbom`: what is shipped, as CycloneDX 1.6 JSON on standard output (https://cyclonedx.org/docs/1.6/json/). Read
 * from the lockfile; the same lockfile gives the same bytes. Only with SOURCE_DATE_EPOCH does it say when it was made.
 */
const root = join(import.meta.dirname, '..');

type Locked = {
  version?: string;
  integrity?: string;
  license?: string;
  link?: boolean;
  resolved?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};
type Packages = Record<string, Locked>;

/** Those whose code is in what we ship; `node-linux-*` is the runtime that comes along. */
const workspaces = ['protocol', 'integrations', 'agent', 'server', 'web', 'cli'].map((name) => `packages/${name}`);
/** Named for development only, since it is loaded on a terminal, but bundled into the server. */
const bundled = ['pino-pretty'];

const marker = 'node_modules/';
const nameOf = (path: string): string => path.slice(path.lastIndexOf(marker) + marker.length);
const purlOf = (name: string, version: string): string => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/** As Node looks for it: in the package itself, then in each folder above. */
const resolve = (packages: Packages, from: string, name: string): string | undefined => {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf(marker) - 1))) {
    const path = `${place === '' ? '' : `${place}/`}${marker}${name}`;
    const found = packages[path];
    if (found) return found.link ? found.resolved : path;
    if (place === '') return undefined;
    if (!place.includes(marker)) place = '';
  }
};

const directOf = (packages: Packages, path: string): string[] => {
  const { dependencies = {}, optionalDependencies = {} } = packages[path] ?? {};
  return Object.keys({ ...dependencies, ...optionalDependencies })
    .map((name) => resolve(packages, path, name))
    .filter((found) => found !== undefined);
};

/** What the workspaces, the root and the bundles ask for themselves. */
const askedFor = (packages: Packages): string[] => [
  ...[...workspaces, ''].flatMap((path) => directOf(packages, path)).filter((path) => path.includes(marker)),
  ...bundled.map((name) => `${marker}${name}`).filter((path) => packages[path]),
];

/** That, and everything it leads to. */
const reachable = (packages: Packages): string[] => {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    directOf(packages, path).forEach(visit);
  };
  askedFor(packages).forEach(visit);
  return [...seen].sort();
};

const componentOf = (path: string, { version = '', integrity = '', license }: Locked) => {
  const purl = purlOf(nameOf(path), version);
  const [algorithm, digest = ''] = integrity.split('-');
  const hashes = [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }];
  return {
    type: 'library',
    'bom-ref': purl,
    name: nameOf(path),
    version,
    purl,
    ...(license
      ? { licenses: [/ (OR|AND|WITH) /.test(license) ? { expression: license } : { license: { id: license } }] }
      : {}),
    ...(algorithm === 'sha512' ? { hashes } : {}),
  };
};

/**
 * @param epoch seconds since 1970, as SOURCE_DATE_EPOCH has them.
 * @returns the document as text.
 */
export const makeSbom = (lockText: string, epoch?: string): string => {
  const { packages, version } = JSON.parse(lockText) as { packages: Packages; version: string };
  const refOf = (path: string): string => purlOf(nameOf(path), packages[path]?.version ?? '');
  const paths = reachable(packages);
  const components = [...new Map(paths.map((path) => [refOf(path), componentOf(path, packages[path] ?? {})])).values()];
  const main = { type: 'application', 'bom-ref': `amud@${version}`, name: 'amud', version };
  const timestamp = epoch === undefined ? {} : { timestamp: new Date(Number(epoch) * 1000).toISOString() };
  const links = new Map(paths.map((path) => [refOf(path), [...new Set(directOf(packages, path).map(refOf))].sort()]));
  const hash = createHash('sha256').update(lockText).digest('hex');
  const uuid = hash.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-5$3-8$4-$5');
  return `${JSON.stringify(
    {
      $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      serialNumber: `urn:uuid:${uuid}`,
      version: 1,
      metadata: { ...timestamp, component: main },
      components,
      dependencies: [
        { ref: main['bom-ref'], dependsOn: [...new Set(askedFor(packages).map(refOf))].sort() },
        ...[...links].map(([ref, dependsOn]) => ({ ref, dependsOn })),
      ],
    },
    null,
    2,
  )}\n`;
};

if (import.meta.main)
  process.stdout.write(
    makeSbom(readFileSync(join(root, 'package-lock.json'), 'utf8'), process.env['SOURCE_DATE_EPOCH'] || undefined),
  );
