import { defineConfig } from 'vitest/config';

/** `unit` runs beside the code and in seconds; `system` starts real servers, agents and programs. */
export default defineConfig({
  test: {
    globalSetup: ['tools/texts.ts', 'tools/icons/ready.ts'],
    projects: [
      {
        test: {
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
