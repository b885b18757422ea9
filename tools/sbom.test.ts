import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeSbom } from './sbom.ts';

const lock = readFileSync(join(import.meta.dirname, '../package-lock.json'), 'utf8');
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
    hashes?: unknown[];
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
    expect([name, licenses?.length, hashes?.length]).toEqual([name, 1, 1]);
  expect(text).not.toMatch(/https?:\/\/(?!cyclonedx)/);
});
