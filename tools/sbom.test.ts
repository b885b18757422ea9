import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { importsOf } from './imports.ts';
import { makeSbom } from './sbom.ts';

const root = join(import.meta.dirname, '..');
const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
const text = makeSbom(lock);
const sbom = JSON.parse(text) as {
  serialNumber: string;
  components: {
    type: string;
    name: string;
    version: string;
    purl: string;
    'bom-ref': string;
    licenses?: unknown[];
    hashes?: { alg: string; content: string }[];
  }[];
  dependencies: { ref: string; dependsOn: string[] }[];
};
const names = sbom.components.map(({ name }) => name);

it('is CycloneDX 1.6 in what the format asks for, and the same each time', () => {
  expect(sbom).toMatchObject({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { name: 'amud' } },
  });
  expect(sbom.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  const refs = sbom.components.map((component) => component['bom-ref']);
  expect(new Set(refs).size).toBe(refs.length);
  for (const { ref, dependsOn } of sbom.dependencies)
    for (const one of [...(ref.startsWith('amud@') ? [] : [ref]), ...dependsOn]) expect(refs).toContain(one);
  for (const { type, version, purl } of sbom.components)
    expect([type, purl]).toEqual([
      'library',
      expect.stringMatching(new RegExp(`^pkg:npm/.*@${version.replaceAll('.', '\\.')}$`)),
    ]);
  expect(makeSbom(lock)).toBe(text);
});

it('says when it was made only where that is told', () => {
  expect(text).not.toContain('timestamp');
  expect(JSON.parse(makeSbom(lock, '1700000000')).metadata.timestamp).toBe('2023-11-14T22:13:20.000Z');
});

it('has every package that a file of ours imports', () => {
  const files = readdirSync(join(root, 'packages'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => /^\w+\/src\/.*\.tsx?$/.test(name) && !name.endsWith('.test.ts') && !/(^|\/)test\//.test(name),
  );
  const imported = files
    .flatMap((file) => importsOf(file, readFileSync(join(root, 'packages', file), 'utf8')))
    .map(({ specifier }) => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? '')
    .filter((name) => !/^(\.|node:|virtual:|@amud$|@amud\/)/.test(name));
  expect(imported).toContain('pino-pretty');
  expect([...new Set(imported)].filter((name) => !names.includes(name))).toEqual([]);
});

it('has what is shipped, with licence and hash, and nothing that only builds or tests it', () => {
  for (const name of [
    'better-sqlite3',
    'hono',
    'solid-js',
    'ws',
    'sharp',
    '@node-rs/argon2',
    '@zxcvbn-ts/core',
    'semver',
  ])
    expect(names).toContain(name);
  for (const name of ['vitest', 'typescript', '@biomejs/biome', 'vite', 'fast-check', 'playwright-core', 'axe-core'])
    expect(names).not.toContain(name);
  for (const { name, licenses, hashes } of sbom.components)
    expect([name, licenses?.length, hashes]).toEqual([
      name,
      1,
      [{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }],
    ]);
  expect(text).not.toMatch(/https?:\/\/(?!cyclonedx)/);
});
