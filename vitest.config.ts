import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;
const besideTheCode = ['packages/*/src/**/*.test.ts', 'packages/*/test/**/*.test.ts', 'tools/**/*.test.ts'];
/** Those that start a whole server in their process: far slower than the rest. */
const withServer = globSync(besideTheCode, { cwd: root }).filter((path) =>
  /from '.*\/lab\.ts'/.test(readFileSync(join(root, path), 'utf8')),
);

// Solid as the browser has it: that for servers never changes anything.
const resolve = {
  alias: [
    { find: /^solid-js$/, replacement: join(root, 'node_modules/solid-js/dist/solid.js') },
    { find: /^solid-js\/store$/, replacement: join(root, 'node_modules/solid-js/store/dist/store.js') },
  ],
};
const beside = {
  server: { deps: { inline: [/solid-js/] } },
  // Of two cores only one would be used.
  maxWorkers: '100%',
  // Finds what hangs; a slow machine is no failure.
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

/**
 * `unit` is part of each check; `server` goes through the door of a server in the same process; `system` starts real
 * servers, agents and programs.
 */
export default defineConfig({
  test: {
    globalSetup: ['tools/texts.ts', 'tools/icons/ready.ts'],
    projects: [
      { resolve, test: { ...beside, name: 'unit', include: besideTheCode, exclude: withServer } },
      { resolve, test: { ...beside, name: 'server', include: withServer } },
      {
        test: {
          name: 'system',
          include: ['test/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
