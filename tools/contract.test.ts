import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const texts = ['packages', 'test', 'tools'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(test|e2e)\.ts$/.test(name) && !name.includes('node_modules') && !name.startsWith('contract'))
    .map((name) => readFileSync(join(root, folder, name), 'utf8')),
);
const testsNamed = (line: number) =>
  texts.reduce((sum, text) => sum + [...text.matchAll(new RegExp(`security ${line}[^\\d]`, 'g'))].length, 0);

/** The lines of the security contract that are tests: 1 to 15 are promised to users, 16 to 27 go beyond. */
it.each(Array.from({ length: 27 }, (_, index) => index + 1))(
  'line %i of the security contract has a test with its number',
  (line) => {
    expect(testsNamed(line)).toBeGreaterThan(0);
  },
);
