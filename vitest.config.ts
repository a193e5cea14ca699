import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What starts and kills whole programs takes longest, and would keep one worker busy alone at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => moduleId.includes('/backend/test/');
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    include: [
      '{contract,backend,simulator}/src/**/*.test.ts',
      '{backend,simulator}/test/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    globalSetup: 'backend/src/platform/database/templates.setup.ts',
    sequence: { sequencer: LongestFirst },
    restoreMocks: true,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // One for each core of the smallest machine; alone, most of the time would be spent on loading.
    maxWorkers: 2,
  },
});
