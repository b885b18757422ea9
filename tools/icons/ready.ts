import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packIcons } from './pack.ts';

const root = join(import.meta.dirname, '../..');
/** For tests and for a server that runs from its sources; a release has its own in dist/. */
const folder = join(root, 'node_modules/.cache/amud-icons');
const sources = ['tools/icons/*.ts', 'packages/server/src/features/icons/{normalise,pack}.ts', 'package-lock.json'];

const timeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Packs the icons when they are not packed yet, or of another version. For Vitest, which runs it before the tests. */
export const setup = (): void => {
  const made = timeOf(join(folder, 'version'));
  if (sources.flatMap((pattern) => globSync(join(root, pattern))).some((path) => timeOf(path) > made))
    packIcons(folder);
};
