import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** `unit` runs beside the code and in seconds; `system` starts real servers, agents and programs. */
export default defineConfig({
  test: {
    globalSetup: ['tools/texts.ts', 'tools/icons/ready.ts'],
    projects: [
      {
        // Solid as the browser has it: that for servers never changes anything.
        resolve: {
          alias: [
            { find: /^solid-js$/, replacement: join(import.meta.dirname, 'node_modules/solid-js/dist/solid.js') },
            {
              find: /^solid-js\/store$/,
              replacement: join(import.meta.dirname, 'node_modules/solid-js/store/dist/store.js'),
            },
          ],
        },
        test: {
          server: { deps: { inline: [/solid-js/] } },
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'packages/*/test/**/*.test.ts', 'tools/**/*.test.ts'],
          // Finds what hangs; a slow machine is no failure.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
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
