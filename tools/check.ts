import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Format, lint, types, imports, sizes, unit tests; under two minutes, or it would not be run. `--no-tests` leaves out the last. */
const root = join(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules/.bin', name);

/** What has not changed since the last check is not looked at again. */
const remembering = (name: string) => [
  '--incremental',
  '--tsBuildInfoFile',
  join(root, `node_modules/.cache/types-${name}.tsbuildinfo`),
];

const steps: [string, string, string[]][] = [
  ['format and lint', bin('biome'), ['check', '--error-on-warnings', '.']],
  ['texts', process.execPath, ['tools/texts.ts']],
  ['types', bin('tsc'), ['-p', 'tsconfig.json', ...remembering('all')]],
  ['types of the web app', bin('tsc'), ['-p', 'packages/web/tsconfig.json', ...remembering('web')]],
  ['imports', process.execPath, ['tools/imports.ts']],
  ['sizes', process.execPath, ['tools/sizes.ts']],
  ['generated documents', process.execPath, ['tools/docs.ts', '--check']],
];
if (!process.argv.includes('--no-tests')) steps.push(['unit tests', bin('vitest'), ['run', '--project', 'unit']]);

for (const [name, program, words] of steps) {
  const began = performance.now();
  const { status } = spawnSync(program, words, { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`check: ${name} failed`);
    process.exit(1);
  }
  console.log(`check: ${name} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
