import { defineConfig } from 'vitest/config';
import { DEFINES } from './build.config.ts';

export default defineConfig({
  define: DEFINES,
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['extension/**/*.test.{ts,tsx}', 'signaling/**/*.test.ts', 'e2e/**/*.unit.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          globalSetup: 'e2e/global-setup.ts',
          // Two cores: one sharer and its viewers at a time.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
