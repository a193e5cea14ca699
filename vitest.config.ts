import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      '{contract,backend,simulator}/src/**/*.test.ts',
      '{backend,simulator}/test/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    globalSetup: 'backend/src/platform/database/templates.setup.ts',
    restoreMocks: true,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // One for each core of the smallest machine; alone, most of the time would be spent on loading.
    maxWorkers: 2,
  },
});
